import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { Kind, doTypesOverlap, getNamedType, isCompositeType, isInterfaceType, isObjectType, parse } from 'graphql';
import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { listsIn } from './misplaced-fields.ts';
import { fits } from './representations.ts';

/** A fetch, where it starts, and what has to hold for it to be made. */
export type PlacedFetch = { fetch: FetchNode; path: readonly string[]; conditions: readonly { variable: string; negated: boolean }[] };

/** All fetches of a plan in order, with which of them the plan makes before which; what is deferred after what is told at once. */
export function flattenPlan(node: PlanNode): { fetches: PlacedFetch[]; before: Map<PlacedFetch, Set<PlacedFetch>>; defers: boolean } {
  const fetches: PlacedFetch[] = [];
  const before = new Map<PlacedFetch, Set<PlacedFetch>>();
  let defers = false;
  walk(node, [], [], []);
  return { fetches, before, defers };

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
      case 'Defer': {
        defers = true;
        const first = one.primary.node ? walk(one.primary.node, path, conditions, earlier) : [];
        return [...first, ...one.deferred.flatMap((deferred) => (deferred.node ? walk(deferred.node, path, conditions, [...earlier, ...first]) : []))];
      }
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

/** Places in an answer, as text, each with the types on which something is there. */
export type Places = ReadonlyMap<string, ReadonlySet<string>>;

/** What a fetch fills. */
export function placesGiven({ fetch, path }: PlacedFetch, schema: GraphQLSchema): Places {
  const places = new Map<string, Set<string>>();
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
      note(places, here, type);
      if (selection.selectionSet && field) walk(selection.selectionSet, getNamedType(field.type).name, here);
    }
  }
}

/** What a fetch reads, the objects that it reads it from included. */
export function placesNeeded({ fetch, path }: PlacedFetch, schema: GraphQLSchema): Places {
  const places = new Map<string, Set<string>>();
  for (const [index] of path.entries()) note(places, path.slice(0, index + 1), anyType);
  collect(fetch.requires ?? [], path, anyType);
  return places;

  function collect(selections: readonly QueryPlanSelectionNode[], at: readonly string[], type: string) {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') collect(selection.selections, at, selection.typeCondition ?? type);
      else if (selection.name !== '__typename') {
        const parent = schema.getType(type);
        const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[selection.name] : undefined;
        const inner = [...at, selection.name];
        note(places, inner, type);
        collect(selection.selections ?? [], inner, field ? getNamedType(field.type).name : anyType);
      }
    }
  }
}

const anyType = '';

function note(places: Map<string, Set<string>>, path: readonly string[], type: string) {
  const place = path.filter((step) => step !== '@').join('.');
  places.set(place, (places.get(place) ?? new Set()).add(type));
}

/** Whether some thing can have something at one place of each. */
export function meet(a: Places, b: Places, schema: GraphQLSchema): boolean {
  for (const [place, types] of a) {
    const others = b.get(place);
    if (others && [...types].some((type) => [...others].some((other) => overlap(schema, type, other)))) return true;
  }
  return false;
}

/** Those of `a` that `b` does not have for all things that they are wanted of. */
export function lacking(a: Places, b: Places, schema: GraphQLSchema): Places {
  return new Map([...a].filter(([place, types]) => ![...types].every((type) => [...(b.get(place) ?? [])].some((other) => type === anyType || fits(schema, other, type)))));
}

function overlap(schema: GraphQLSchema, a: string, b: string): boolean {
  const [one, other] = [schema.getType(a), schema.getType(b)];
  return a === b || !isCompositeType(one) || !isCompositeType(other) || doTypesOverlap(schema, one, other);
}
