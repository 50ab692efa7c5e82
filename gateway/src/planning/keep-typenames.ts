import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { Kind, getNamedType, isInterfaceType, isObjectType, parse, print, stripIgnoredCharacters } from 'graphql';
import type { FieldNode, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';
import { mapFetches } from './plan-nodes.ts';
import type { SubgraphKeys } from './subgraph-keys.ts';

/**
 * To a subgraph with an interface object, every thing is of the interface's name. What it would say of an entity's
 * `__typename` must not come over what is known already, so it is not asked. Of a thing that it knows first it is asked:
 * the name is all there is, unless something selected needs the real type.
 */
export function keepTypenames(plan: QueryPlan, keys: SubgraphKeys, schema: GraphQLSchema): QueryPlan {
  return mapFetches(plan, (fetch) => [keys.hasInterfaceObjectsIn(fetch.serviceName) ? withRightNames(fetch, keys, schema) : fetch]);
}

function withRightNames(fetch: FetchNode, keys: SubgraphKeys, schema: GraphQLSchema): FetchNode {
  const document = parse(fetch.operation, { noLocation: true });
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const root = schema.getRootType(definition.operation)?.name ?? '';
    if (!fetch.requires) return { ...definition, selectionSet: within(definition.selectionSet, root) };
    const selections = definition.selectionSet.selections.map((selection) => (selection.kind === Kind.FIELD && selection.selectionSet ? { ...selection, selectionSet: ofEntities(selection.selectionSet, '_Entity') } : selection));
    return { ...definition, selectionSet: { ...definition.selectionSet, selections } };
  });
  return { ...fetch, operation: stripIgnoredCharacters(print({ ...document, definitions })) };

  function ofEntities(selectionSet: SelectionSetNode, type: string): SelectionSetNode {
    const selections = selectionSet.selections.map((selection): SelectionNode =>
      selection.kind === Kind.INLINE_FRAGMENT ? { ...selection, selectionSet: ofEntities(selection.selectionSet, selection.typeCondition?.name.value ?? type) } : ofField(selection, type),
    );
    const kept = keys.isInterfaceObject(fetch.serviceName, type) ? selections.filter((selection) => !isTypename(selection)) : selections;
    return { ...selectionSet, selections: kept.length > 0 ? kept : selections };
  }

  function within(selectionSet: SelectionSetNode, type: string): SelectionSetNode {
    const selections = selectionSet.selections.map((selection): SelectionNode =>
      selection.kind === Kind.INLINE_FRAGMENT ? { ...selection, selectionSet: within(selection.selectionSet, selection.typeCondition?.name.value ?? type) } : ofField(selection, type),
    );
    const unnamed = keys.isInterfaceObject(fetch.serviceName, type) && !selections.some(isTypename);
    return { ...selectionSet, selections: unnamed ? [typename, ...selections] : selections };
  }

  function ofField(selection: SelectionNode, type: string): SelectionNode {
    if (selection.kind !== Kind.FIELD || !selection.selectionSet) return selection;
    const parent = schema.getType(type);
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[selection.name.value] : undefined;
    return field ? { ...selection, selectionSet: within(selection.selectionSet, getNamedType(field.type).name) } : selection;
  }
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const isTypename = (selection: SelectionNode) => selection.kind === Kind.FIELD && selection.name.value === '__typename' && !selection.alias;
