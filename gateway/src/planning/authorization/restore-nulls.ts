import { GraphQLSkipDirective, GraphQLIncludeDirective, Kind, getDirectiveValues, getNamedType, isAbstractType, isInterfaceType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { fragmentsOf, typenameAlias } from './filter-operation.ts';

type Tree = Record<string, unknown>;

/**
 * The answer to a filtered operation as one to the whole: null where something was left out, further up where null may not
 * be, in the order in which it was asked.
 * @param variables as coerced: `@skip` and `@include` go by them
 */
export function restoreNulls(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, data: unknown, variables: Readonly<Record<string, unknown>>): Tree | null {
  const fragments = fragmentsOf(document);
  const root = schema.getRootType(operation.operation);
  const restored = root && isTree(data) ? restoreObject(data, root, [operation.selectionSet]) : null;
  return restored ?? null;

  /** @returns undefined where something is null that may not be */
  function restoreObject(data: Tree, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Tree | undefined {
    const restored: Tree = Object.create(null) as Tree;
    for (const [name, nodes] of collect(sets, type, new Map())) {
      const [node] = nodes;
      const field = node && type.getFields()[node.name.value];
      if (!field) {
        restored[name] = node?.name.value === '__typename' ? type.name : (data[name] ?? null);
        continue;
      }
      const value = restoreValue(data[name], field.type, nodes);
      if (value === undefined) return undefined;
      restored[name] = value;
    }
    return restored;
  }

  function restoreValue(value: unknown, type: GraphQLOutputType, nodes: readonly FieldNode[]): unknown {
    if (isNonNullType(type)) return restoreValue(value, type.ofType, nodes) ?? undefined;
    if (value === undefined || value === null) return null;
    if (isListType(type)) {
      const items = Array.isArray(value) ? value.map((item) => restoreValue(item, type.ofType, nodes)) : [];
      return items.includes(undefined) ? null : items;
    }
    const named = getNamedType(type);
    const object = isAbstractType(named) ? schema.getType(String((value as Tree)[typenameAlias])) : named;
    if (!isObjectType(object) || !isTree(value)) return value;
    return restoreObject(value, object, nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []))) ?? null;
  }

  function collect(sets: readonly SelectionSetNode[], type: GraphQLObjectType, fields: Map<string, FieldNode[]>): Map<string, FieldNode[]> {
    for (const selection of sets.flatMap(({ selections }) => selections)) {
      const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
      const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
      if (skip?.['if'] === true || include?.['if'] === false) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        fields.set(name, [...(fields.get(name) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      const fits = condition === type || (isAbstractType(condition) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(condition, type));
      if (fragment && fits) collect([fragment.selectionSet], type, fields);
    }
    return fields;
  }
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
