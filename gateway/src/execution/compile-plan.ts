import type { PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { compileFetch } from './compile-fetch.ts';
import type { Fetch, FetchAlone, Guard } from './compile-fetch.ts';
import { compileCollector } from './response-path.ts';
import { keysOnlyAt } from './keys-only.ts';

/**
 * The planner's tree as a list of fetches, each with those that it waits for: what is ready goes out, whatever the rest of
 * the tree does meanwhile.
 */
export function compilePlan(schema: GraphQLSchema, root: PlanNode | undefined): Fetch[] {
  const fetches: FetchAlone[] = [];

  /** @returns the fetches after whose end this part of the plan is done */
  const walk = (node: PlanNode, path: readonly (string | number)[], guards: readonly Guard[], after: readonly number[]): readonly number[] => {
    switch (node.kind) {
      case 'Sequence':
        return node.nodes.reduce<readonly number[]>((before, child) => walk(child, path, guards, before), after);
      case 'Parallel':
        return union(node.nodes.map((child) => walk(child, path, guards, after)));
      case 'Flatten':
        return walk(node.node, [...path, ...node.path], guards, after);
      case 'Condition': {
        const branch = (child: PlanNode | undefined, is: boolean) => (child ? walk(child, path, [...guards, { variable: node.condition, is }], after) : after);
        return union([branch(node.ifClause, true), branch(node.elseClause, false)]);
      }
      case 'Fetch': {
        const fetch = compileFetch(schema, node, { index: fetches.length, path, guards, after });
        fetches.push(fetch);
        return [fetch.index];
      }
      case 'Defer':
        throw new Error('a plan with @defer where none was asked for');
    }
  };
  if (root) walk(root, [], [], []);
  const positions = sharedPositions(fetches);
  return fetches.map((fetch) => ({ ...fetch, collect: compileCollector(fetch.path, positions), above: [...positions].filter((position) => `${fetch.position}.`.startsWith(`${position}.`)), keysOnly: keysOnlyAt(schema, fetches, fetch) }));
}

/** Where one object may stand for all that are the same entity. Not where the planner tells types apart on the way. */
export function sharedPositions(fetches: readonly FetchAlone[]): ReadonlySet<string> {
  if (fetches.some(({ path }) => path.some(({ types }) => types !== null))) return new Set();
  return new Set(fetches.flatMap(({ represent, position }) => (represent ? [position] : [])));
}

const union = (sets: readonly (readonly number[])[]) => [...new Set(sets.flat())];
