import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import { responseName } from './client-operation.ts';
import type { ClientOperation } from './client-operation.ts';
import { fragmentStep } from './without-deferred.ts';

/** Whether all that a client asks for is in some part of a plan with `@defer`. */
export function tellsAll({ node }: QueryPlan, { definition, fragments }: ClientOperation): boolean {
  if (!node || node.kind === 'Subscription') return true;
  const told = new Set<string>();
  let defers = false;
  /** @param at the place of the part that this is of */
  const walk = (one: PlanNode | undefined, at: string): void => {
    if (one?.kind === 'Sequence' || one?.kind === 'Parallel') for (const inner of one.nodes) walk(inner, at);
    else if (one?.kind === 'Condition') for (const inner of [one.ifClause, one.elseClause]) walk(inner, at);
    else if (one?.kind === 'Defer') {
      defers = true;
      note(one.primary.subselection, at);
      walk(one.primary.node, at);
      for (const { queryPath, subselection, node: inner } of one.deferred) {
        const place = queryPath.filter((step) => !step.startsWith(fragmentStep)).join('.');
        note(subselection, place);
        walk(inner, place);
      }
    }
  };
  const note = (subselection: string | undefined, at: string) => {
    const [operation] = subselection === undefined ? [] : parse(subselection, { noLocation: true }).definitions;
    if (operation?.kind === Kind.OPERATION_DEFINITION) for (const leaf of leavesOf(operation.selectionSet, at, fragments)) told.add(leaf);
  };
  walk(node, '');
  if (!defers) return true;
  for (const leaf of leavesOf(definition.selectionSet, '', fragments)) if (!told.has(leaf)) return false;
  return true;
}

/** Places of all leaves but what is answered here: about the schema, and the root's own name. */
function* leavesOf(set: SelectionSetNode, at: string, fragments: ClientOperation['fragments']): Generator<string> {
  for (const node of set.selections) {
    if (node.kind !== Kind.FIELD) {
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (fragment) yield* leavesOf(fragment.selectionSet, at, fragments);
    } else if (at !== '' || !node.name.value.startsWith('__')) {
      const here = at === '' ? responseName(node) : `${at}.${responseName(node)}`;
      if (node.selectionSet) yield* leavesOf(node.selectionSet, here, fragments);
      else yield here;
    }
  }
}
