import { trimSelectionNodes } from '@apollo/query-planner';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { GraphQLError, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type { FieldNode, GraphQLSchema, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { flattenPlan, inOrder, lacking, meet, placesGiven, placesNeeded } from './fetch-order.ts';
import type { PlacedFetch, Places } from './fetch-order.ts';
import type { FieldSets } from './field-sets.ts';
import { takeMisplaced } from './misplaced-fields.ts';
import type { Misplaced } from './misplaced-fields.ts';
import type { SubgraphKeys } from './subgraph-keys.ts';

/**
 * Where one field's requirement is met by another field that itself requires something, the planner may ask for the second
 * one at once, in a fetch that comes by, although nothing that it requires is known there. Such a field is taken out, gets a
 * fetch of its own after what it requires, and what needs it waits for that. And where a fetch needs what another brings that
 * the planner makes beside it, it waits for it.
 * @returns the same plan where each requirement is met, as nearly all are
 * @throws GraphQLError where that is so of a plan with `@defer`: it is planned again with less deferred
 */
export function meetRequirements(plan: QueryPlan, schema: GraphQLSchema, fieldSets: FieldSets, keys: SubgraphKeys): QueryPlan {
  if (!plan.node || plan.node.kind === 'Subscription' || !fieldSets.hasRequirements) return plan;
  const flat = flattenPlan(plan.node);
  const fetches: PlacedFetch[] = [];
  const replaced = new Map<PlacedFetch, PlacedFetch>();
  const added: { late: PlacedFetch; from: PlacedFetch }[] = [];
  for (const placed of flat.fetches) {
    const { fetch } = placed;
    const operation = operationIn(fetch);
    const keyOf = (type: string) => (keys.isInterfaceObject(fetch.serviceName, type) ? undefined : keys.resolvable(fetch.serviceName, type)[0]);
    const taken = operation && !fetch.contextRewrites?.length ? takeMisplaced(fetch, operation, schema, fieldSets, keyOf) : undefined;
    if (!operation || !taken || taken.misplaced.length === 0) {
      fetches.push(placed);
      replaced.set(placed, placed);
      continue;
    }
    const rest = { ...placed, fetch: withOperation(fetch, taken.operation) };
    fetches.push(rest);
    replaced.set(placed, rest);
    for (const [index, misplaced] of taken.misplaced.entries()) {
      const key = keyOf(misplaced.type);
      if (!key) continue;
      const late = { fetch: fetchLate(fetch, operation, misplaced, key, index), path: [...placed.path, ...misplaced.path], conditions: placed.conditions };
      fetches.push(late);
      added.push({ late, from: rest });
    }
  }
  const before = new Map(fetches.map((one) => [one, new Set<PlacedFetch>()]));
  for (const [old, earlier] of flat.before) {
    for (const one of earlier) before.get(replaced.get(old) ?? old)?.add(replaced.get(one) ?? one);
  }
  orderLate(added, fetches, before, schema);
  const waiting = waitForNeeded(fetches, before, schema);
  if (added.length === 0 && !waiting) return plan;
  if (flat.defers) throw new GraphQLError('what is deferred would be asked for before what it requires');
  return { ...plan, node: inOrder(fetches, before) ?? plan.node };
}

/** The planner may fetch what another fetch needs beside it, or even after it. @returns whether it did */
function waitForNeeded(fetches: readonly PlacedFetch[], before: Map<PlacedFetch, Set<PlacedFetch>>, schema: GraphQLSchema): boolean {
  const given = new Map(fetches.map((one) => [one, placesGiven(one, schema)]));
  const needed = new Map(fetches.map((one) => [one, placesNeeded(one, schema)]));
  const brings = (one: PlacedFetch, wanted: Places) => meet(wanted, given.get(one) ?? none, schema);
  let changed = false;
  for (const late of fetches) {
    const earlier = before.get(late);
    if (!earlier || !late.fetch.requires) continue;
    for (const wanted of needed.get(late) ?? none) {
      const place: Places = new Map([wanted]);
      if ([...earlier].some((one) => brings(one, place))) continue;
      for (const one of fetches.filter((other) => other !== late && brings(other, place))) {
        if (!before.get(one)?.has(late)) {
          earlier.add(one);
        } else if (one.fetch.requires) {
          // It comes after without need, or it is needed by what it needs. Roots keep their order: they may be changes.
          const its = needs(one);
          if (its.has(late)) continue;
          before.set(one, its);
          earlier.add(one);
        } else {
          continue;
        }
        changed = true;
      }
    }
  }
  return changed;

  /** What has to come before a fetch, of all that does. */
  function needs(one: PlacedFetch): Set<PlacedFetch> {
    const found = new Set([one]);
    for (const each of found) for (const other of before.get(each) ?? []) if (brings(other, needed.get(each) ?? none)) found.add(other);
    found.delete(one);
    return found;
  }
}

const none: Places = new Map();

/** A late fetch comes after where it was taken from and after all that it reads; whatever reads what it gives comes after it. */
function orderLate(added: readonly { late: PlacedFetch; from: PlacedFetch }[], fetches: readonly PlacedFetch[], before: Map<PlacedFetch, Set<PlacedFetch>>, schema: GraphQLSchema) {
  const given = new Map(fetches.map((one) => [one, placesGiven(one, schema)]));
  const needed = new Map(fetches.map((one) => [one, placesNeeded(one, schema)]));
  const meets = (a: Places | undefined, b: Places | undefined) => meet(a ?? none, b ?? none, schema);
  for (const { late, from } of added) {
    before.get(late)?.add(from);
    const wanted = lacking(needed.get(late) ?? none, given.get(from) ?? none, schema);
    for (const other of fetches) {
      if (other === late) continue;
      if (meets(wanted, given.get(other))) before.get(late)?.add(other);
      if (meets(given.get(late), needed.get(other))) before.get(other)?.add(late);
    }
  }
}

function fetchLate(fetch: FetchNode, operation: OperationDefinitionNode, { type, node, requires }: Misplaced, key: SelectionSetNode, index: number): FetchNode {
  const used = new Set<string>();
  visit(node, { Variable: ({ name }) => void used.add(name.value) });
  const selection: SelectionNode = { kind: Kind.INLINE_FRAGMENT, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } }, selectionSet: { kind: Kind.SELECTION_SET, selections: [node] } };
  const [wrapper] = parse('query($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }', { noLocation: true }).definitions;
  if (wrapper?.kind !== Kind.OPERATION_DEFINITION) throw new Error('not an operation');
  const late: OperationDefinitionNode = {
    ...wrapper,
    name: operation.name ? { kind: Kind.NAME, value: `${operation.name.value}_late_${index}` } : undefined,
    directives: operation.directives,
    variableDefinitions: [...(wrapper.variableDefinitions ?? []), ...(operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value))],
    selectionSet: { kind: Kind.SELECTION_SET, selections: wrapper.selectionSet.selections.map((root) => ({ ...(root as FieldNode), selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] } })) },
  };
  const required: SelectionNode = { ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: [typename, ...key.selections, ...requires.selections] } };
  return {
    kind: 'Fetch',
    serviceName: fetch.serviceName,
    requires: trimSelectionNodes([required]),
    variableUsages: [...used],
    operation: stripIgnoredCharacters(print(late)),
    operationKind: fetch.operationKind === 'mutation' ? ('query' as FetchNode['operationKind']) : fetch.operationKind,
    operationName: late.name?.value,
  };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export function withOperation(fetch: FetchNode, operation: OperationDefinitionNode): FetchNode {
  const used = new Set<string>();
  visit({ ...operation, variableDefinitions: [] }, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  return { ...fetch, operation: stripIgnoredCharacters(print({ ...operation, variableDefinitions })), variableUsages: fetch.variableUsages?.filter((name) => used.has(name)) };
}

export function operationIn(fetch: FetchNode): OperationDefinitionNode | undefined {
  const [operation] = parse(fetch.operation, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation : undefined;
}
