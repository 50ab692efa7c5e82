import { Kind, getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { DocumentNode, GraphQLNamedType, GraphQLSchema, InlineFragmentNode, SelectionNode, SelectionSetNode } from 'graphql';

/**
 * What no thing can be is not planned: in `pet { ... on Swimmer { ... on Pet { ... on Cat { … } } } }` each fragment may stand in
 * the one around it, but no swimmer is a cat, and the planner gives up on it.
 *
 * Where a thing is known by an interface object, the planner cannot tell either whether it is of another interface or union
 * too. `... on Other { … }` there is said for each type that is of both; what is of neither cannot come.
 * @param interfaceObjects interfaces that some subgraph knows as an object
 * @returns the same document where nothing of that kind is asked
 */
export function narrowConditions(document: DocumentNode, schema: GraphQLSchema, interfaceObjects: ReadonlySet<string>): DocumentNode {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  let narrowed = false;
  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const root = schema.getRootType(definition.operation);
    return [root ? { ...definition, selectionSet: narrow(definition.selectionSet, root, [root], false) } : definition];
  });
  return narrowed ? { ...document, definitions } : document;

  /**
   * @param possible what the thing can be, by all fragments around
   * @param within whether some interface object stands above, with nothing but fragments between
   */
  function narrow(set: SelectionSetNode, type: GraphQLNamedType, possible: readonly GraphQLNamedType[], within: boolean): SelectionSetNode {
    const here = within || interfaceObjects.has(type.name);
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
        if (!field || !selection.selectionSet) return [selection];
        const inner = getNamedType(field.type);
        return [{ ...selection, selectionSet: narrow(selection.selectionSet, inner, typesOf(inner), false) }];
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      if (!fragment || !condition) return [selection];
      const inline: InlineFragmentNode = { kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, directives: selection.directives, selectionSet: fragment.selectionSet };
      const both = condition === type ? possible : possible.filter((one) => typesOf(condition).includes(one));
      if (both.length === 0 && possible.length > 0) {
        narrowed = true;
        return [];
      }
      if (!here || condition === type || !isAbstractType(condition)) return [{ ...inline, selectionSet: narrow(inline.selectionSet, condition, both, here) }];
      narrowed = true;
      return both.map((one) => ({ ...inline, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: one.name } }, selectionSet: narrow(inline.selectionSet, one, [one], here) }));
    });
    return { ...set, selections: selections.length > 0 ? selections : [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] };
  }

  function typesOf(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  }
}
