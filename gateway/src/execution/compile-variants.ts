import type { PlanNode } from '@apollo/query-planner';
import type { Guard } from './compile-fetch.ts';
import type { Values } from './request-body.ts';

/** One of the ways in which an operation runs, when its variables are so. */
export type Variant<T> = { guards: readonly Guard[]; compiled: T };

/** `@defer(if: $variable)` makes two plans of one, which have nothing in common: each is compiled by itself. */
export function variantsOf<T>(node: PlanNode | undefined, compile: (node: PlanNode | undefined, guards: readonly Guard[]) => T): Variant<T>[] {
  const split = (part: PlanNode | undefined, guards: readonly Guard[]): Variant<T>[] => {
    if (part?.kind !== 'Condition' || !hasDefer(part)) return [{ guards, compiled: compile(part, guards) }];
    const { condition: variable, ifClause, elseClause } = part;
    return [...split(ifClause, [...guards, { variable, is: true }]), ...split(elseClause, [...guards, { variable, is: false }])];
  };
  return split(node, []);
}

export function chooseVariant<T>(variants: readonly Variant<T>[], values: Values): T {
  const [first] = variants as readonly [Variant<T>, ...Variant<T>[]];
  if (variants.length === 1) return first.compiled;
  return (variants.find(({ guards }) => guards.every(({ variable, is }) => (values[variable] === true) === is)) ?? first).compiled;
}

function hasDefer(node: PlanNode | undefined): boolean {
  switch (node?.kind) {
    case 'Defer':
      return true;
    case 'Condition':
      return hasDefer(node.ifClause) || hasDefer(node.elseClause);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(hasDefer);
    default:
      return false;
  }
}
