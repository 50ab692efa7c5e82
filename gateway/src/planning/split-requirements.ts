import type { FetchNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, isAbstractType } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode, SelectionNode } from 'graphql';
import { placesGiven } from './fetch-order.ts';
import type { FieldSets } from './field-sets.ts';
import { operationIn, withOperation } from './meet-requirements.ts';
import { mapFetches } from './plan-nodes.ts';
import { fits } from './representations.ts';
import type { SubgraphKeys } from './subgraph-keys.ts';

/**
 * Of an interface object some field may be wanted of all things, and one that requires something of one type only: `{ extra
 * ... on Cat { marked } }`. The planner fetches both at once, and says that all things need what is required, which it has
 * of cats alone: of the others nothing would come. What is required of some things only is fetched on its own.
 */
export function splitRequirements(plan: QueryPlan, schema: GraphQLSchema, fieldSets: FieldSets, keys: SubgraphKeys): QueryPlan {
  if (keys.interfaceObjects.size === 0 || !fieldSets.hasRequirements) return plan;
  const given = new Map<string, Set<string>>();
  mapFetches(plan, (fetch, { path }) => {
    for (const [place, types] of placesGiven({ fetch, path: path.map(String), conditions: [] }, schema)) given.set(place, new Set([...(given.get(place) ?? []), ...types]));
    return [fetch];
  });
  return mapFetches(plan, (fetch, { path }) => split(fetch, path.filter((step) => step !== '@').join('.')));

  function split(fetch: FetchNode, place: string): FetchNode[] {
    const { serviceName, requires = [] } = fetch;
    const operation = keys.hasInterfaceObjectsIn(serviceName) && requires.length > 0 ? operationIn(fetch) : undefined;
    if (!operation) return [fetch];
    const scarce = new Set(requires.flatMap((one) => (one.kind === 'InlineFragment' ? scarceIn(one.selections, one.typeCondition ?? '') : [])));
    if (scarce.size === 0) return [fetch];
    const needsScarce = (type: string, field: string) => (fieldSets.requires(serviceName, type, field)?.selections ?? []).some((one) => one.kind === Kind.FIELD && scarce.has(one.name.value));
    const plain = onlyFields(operation, (type, field) => !needsScarce(type, field));
    const needy = onlyFields(operation, needsScarce);
    if (!plain || !needy) return [fetch];
    return [{ ...withOperation(fetch, plain), requires: withoutFields(requires, scarce) }, withOperation(fetch, needy)];

    /** Names of fields that the plan has, but not of all things that are sent. */
    function scarceIn(selections: readonly QueryPlanSelectionNode[], type: string): string[] {
      const named = schema.getType(type);
      if (!isAbstractType(named) || !keys.isInterfaceObject(serviceName, type)) return [];
      return selections.flatMap((one) => {
        if (one.kind !== 'Field' || one.name === '__typename' || isInKey(type, one.name)) return [];
        const types = given.get(place === '' ? one.name : `${place}.${one.name}`);
        return types && !schema.getPossibleTypes(named).every(({ name }) => [...types].some((has) => fits(schema, has, name))) ? [one.name] : [];
      });
    }
    function isInKey(type: string, name: string): boolean {
      return keys.resolvable(serviceName, type).some((key) => key.selections.some((one) => one.kind === Kind.FIELD && one.name.value === name));
    }
  }
}

/** @returns undefined where none is left */
function onlyFields(operation: OperationDefinitionNode, wanted: (type: string, field: string) => boolean): OperationDefinitionNode | undefined {
  const filter = (selections: readonly SelectionNode[], type: string): SelectionNode[] =>
    selections.flatMap((one): SelectionNode[] => {
      if (one.kind === Kind.FIELD) return wanted(type, one.name.value) ? [one] : [];
      if (one.kind === Kind.FRAGMENT_SPREAD) return [one];
      const inner = filter(one.selectionSet.selections, one.typeCondition?.name.value ?? type);
      return inner.length > 0 ? [{ ...one, selectionSet: { ...one.selectionSet, selections: inner } }] : [];
    });
  const selections = operation.selectionSet.selections.flatMap((root): SelectionNode[] => {
    if (root.kind !== Kind.FIELD || !root.selectionSet) return [root];
    const inner = filter(root.selectionSet.selections, '');
    return inner.length > 0 ? [{ ...root, selectionSet: { ...root.selectionSet, selections: inner } }] : [];
  });
  return selections.length > 0 ? { ...operation, selectionSet: { ...operation.selectionSet, selections } } : undefined;
}

function withoutFields(requires: readonly QueryPlanSelectionNode[], names: ReadonlySet<string>): QueryPlanSelectionNode[] {
  return requires.flatMap((one): QueryPlanSelectionNode[] => {
    if (one.kind === 'Field') return names.has(one.name) ? [] : [one];
    const selections = withoutFields(one.selections, names);
    return selections.length > 0 ? [{ ...one, selections }] : [];
  });
}
