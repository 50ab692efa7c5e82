import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import type { SelectionNode, SelectionSetNode } from 'graphql';
import { mapFetches } from './plan-nodes.ts';
import type { SubgraphKeys } from './subgraph-keys.ts';

/**
 * To a subgraph with an interface object, every thing is of the interface's name. What it would say of an entity's
 * `__typename` must not come over what is known already, so it is not asked.
 */
export function keepTypenames(plan: QueryPlan, keys: SubgraphKeys): QueryPlan {
  return mapFetches(plan, (fetch) => [fetch.requires ? withoutInterfaceNames(fetch, keys) : fetch]);
}

function withoutInterfaceNames(fetch: FetchNode, keys: SubgraphKeys): FetchNode {
  const document = parse(fetch.operation, { noLocation: true });
  let touched = false;
  const trim = (selectionSet: SelectionSetNode, type: string): SelectionSetNode => {
    const selections = selectionSet.selections.map((selection): SelectionNode => (selection.kind === Kind.INLINE_FRAGMENT ? { ...selection, selectionSet: trim(selection.selectionSet, selection.typeCondition?.name.value ?? type) } : selection));
    const kept = keys.isInterfaceObject(fetch.serviceName, type) ? selections.filter((selection) => !isTypename(selection)) : selections;
    if (kept.length === selections.length || kept.length === 0) return { ...selectionSet, selections };
    touched = true;
    return { ...selectionSet, selections: kept };
  };
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? {
          ...definition,
          selectionSet: {
            ...definition.selectionSet,
            selections: definition.selectionSet.selections.map((root) => (root.kind === Kind.FIELD && root.selectionSet ? { ...root, selectionSet: trim(root.selectionSet, '_Entity') } : root)),
          },
        }
      : definition,
  );
  return touched ? { ...fetch, operation: stripIgnoredCharacters(print({ ...document, definitions })) } : fetch;
}

const isTypename = (selection: SelectionNode) => selection.kind === Kind.FIELD && selection.name.value === '__typename' && !selection.alias;
