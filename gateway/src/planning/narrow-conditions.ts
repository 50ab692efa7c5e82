import { Kind, getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { DocumentNode, GraphQLNamedType, GraphQLSchema, InlineFragmentNode, SelectionNode, SelectionSetNode } from 'graphql';

/**
 * Where a thing is known by an interface object, the planner cannot tell whether it is of another interface or union too, and
 * gives up. `... on Other { … }` there is said for each type that is of both; what is of neither cannot come.
 * @param interfaceObjects interfaces that some subgraph knows as an object
 * @returns the same document where nothing of that kind is asked
 */
export function narrowConditions(document: DocumentNode, schema: GraphQLSchema, interfaceObjects: ReadonlySet<string>): DocumentNode {
  if (interfaceObjects.size === 0) return document;
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  let narrowed = false;
  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const root = schema.getRootType(definition.operation);
    return [root ? { ...definition, selectionSet: narrow(definition.selectionSet, root, false) } : definition];
  });
  return narrowed ? { ...document, definitions } : document;

  /** @param within whether some interface object stands above, with nothing but fragments between */
  function narrow(set: SelectionSetNode, type: GraphQLNamedType, within: boolean): SelectionSetNode {
    const here = within || interfaceObjects.has(type.name);
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
        return [field && selection.selectionSet ? { ...selection, selectionSet: narrow(selection.selectionSet, getNamedType(field.type), false) } : selection];
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      if (!fragment || !condition) return [selection];
      const inline: InlineFragmentNode = { kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, directives: selection.directives, selectionSet: fragment.selectionSet };
      if (!here || condition === type) return [{ ...inline, selectionSet: narrow(inline.selectionSet, condition, here) }];
      const both = possible(condition).filter((one) => possible(type).includes(one));
      if (!isAbstractType(condition)) return both.length > 0 ? [{ ...inline, selectionSet: narrow(inline.selectionSet, condition, here) }] : dropped();
      narrowed = true;
      return both.map((one) => ({ ...inline, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: one.name } }, selectionSet: narrow(inline.selectionSet, one, here) }));
    });
    return { ...set, selections: selections.length > 0 ? selections : [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] };
  }

  function dropped(): SelectionNode[] {
    narrowed = true;
    return [];
  }

  function possible(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  }
}
