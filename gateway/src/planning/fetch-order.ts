import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { Kind, getNamedType, isInterfaceType, isObjectType, parse } from 'graphql';
import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { listsIn } from './misplaced-fields.ts';

/** A fetch, where it starts, and what has to hold for it to be made. */
export type PlacedFetch = { fetch: FetchNode; path: readonly string[]; conditions: readonly { variable: string; negated: boolean }[] };

/** All fetches of a plan in order, with which of them the plan makes before which. @returns undefined for a plan with `@defer` */
export function flattenPlan(node: PlanNode): { fetches: PlacedFetch[]; before: Map<PlacedFetch, Set<PlacedFetch>> } | undefined {
  const fetches: PlacedFetch[] = [];
  const before = new Map<PlacedFetch, Set<PlacedFetch>>();
  let deferred = false;
  walk(node, [], [], []);
  return deferred ? undefined : { fetches, before };

  /** @returns the fetches inside */
  function walk(one: PlanNode, path: readonly string[], conditions: PlacedFetch['conditions'], earlier: readonly PlacedFetch[]): PlacedFetch[] {
    switch (one.kind) {
      case 'Fetch': {
        const placed = { fetch: one, path, conditions };
        fetches.push(placed);
        before.set(placed, new Set(earlier));
        return [placed];
      }
      case 'Flatten':
        return walk(one.node, [...path, ...one.path.map(String)], conditions, earlier);
      case 'Parallel':
        return one.nodes.flatMap((inner) => walk(inner, path, conditions, earlier));
      case 'Sequence': {
        const done: PlacedFetch[] = [];
        for (const inner of one.nodes) done.push(...walk(inner, path, conditions, [...earlier, ...done]));
        return done;
      }
      case 'Condition':
        return [
          ...(one.ifClause ? walk(one.ifClause, path, [...conditions, { variable: one.condition, negated: false }], earlier) : []),
          ...(one.elseClause ? walk(one.elseClause, path, [...conditions, { variable: one.condition, negated: true }], earlier) : []),
        ];
      case 'Defer':
        deferred = true;
        return [];
    }
  }
}

/** Step by step, each step with all fetches whose predecessors are done. @returns undefined where they wait for each other */
export function inOrder(fetches: readonly PlacedFetch[], before: ReadonlyMap<PlacedFetch, ReadonlySet<PlacedFetch>>): PlanNode | undefined {
  const done = new Set<PlacedFetch>();
  const steps: PlanNode[] = [];
  while (done.size < fetches.length) {
    const ready = fetches.filter((one) => !done.has(one) && [...(before.get(one) ?? [])].every((earlier) => done.has(earlier)));
    if (ready.length === 0) return undefined;
    for (const one of ready) done.add(one);
    const nodes = ready.map(toNode);
    const [only] = nodes;
    if (only) steps.push(nodes.length > 1 ? { kind: 'Parallel', nodes } : only);
  }
  return steps.length > 1 ? { kind: 'Sequence', nodes: steps } : steps[0];
}

function toNode({ fetch, path, conditions }: PlacedFetch): PlanNode {
  const node: PlanNode = path.length > 0 ? { kind: 'Flatten', path: [...path], node: fetch } : fetch;
  return conditions.reduceRight<PlanNode>(
    (inner, { variable, negated }) => ({ kind: 'Condition', condition: variable, ifClause: negated ? undefined : inner, elseClause: negated ? inner : undefined }),
    node,
  );
}

/** Each place in the answer that a fetch fills, as text. */
export function placesGiven({ fetch, path }: PlacedFetch, schema: GraphQLSchema): Set<string> {
  const places = new Set<string>();
  const [operation] = parse(fetch.operation, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return places;
  const entities = fetch.requires ? operation.selectionSet.selections.find((one) => one.kind === Kind.FIELD && one.name.value === '_entities') : undefined;
  if (entities?.kind === Kind.FIELD && entities.selectionSet) walk(entities.selectionSet, '', path);
  else walk(operation.selectionSet, schema.getRootType(operation.operation)?.name ?? '', path);
  return places;

  function walk(selectionSet: SelectionSetNode, type: string, at: readonly string[]) {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, selection.typeCondition?.name.value ?? type, at);
      if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') continue;
      const parent = schema.getType(type);
      const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[selection.name.value] : undefined;
      const here = [...at, (selection.alias ?? selection.name).value, ...(field ? listsIn(field.type) : [])];
      places.add(here.filter((step) => step !== '@').join('.'));
      if (selection.selectionSet && field) walk(selection.selectionSet, getNamedType(field.type).name, here);
    }
  }
}

/** Each place in the answer that a fetch reads from. */
export function placesNeeded({ fetch, path }: PlacedFetch): Set<string> {
  const at = path.filter((step) => step !== '@');
  const places = new Set(at.map((_step, index) => at.slice(0, index + 1).join('.')));
  collect(fetch.requires ?? [], at);
  return places;

  function collect(selections: readonly QueryPlanSelectionNode[], here: readonly string[]) {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') collect(selection.selections, here);
      else if (selection.name !== '__typename') {
        const inner = [...here, selection.name];
        places.add(inner.join('.'));
        collect(selection.selections ?? [], inner);
      }
    }
  }
}
