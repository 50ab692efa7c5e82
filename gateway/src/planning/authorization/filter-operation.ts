import { Kind, getNamedType, isAbstractType, isInterfaceType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { DirectiveNode, DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLNamedType, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { Requirement, SchemaRequirements } from './requirements.ts';

/** Where something was left out: response names, `@` for a list, `... on T` for a fragment. */
export type LeftOut = readonly string[];

export type Filtered = { document: DocumentNode | null; leftOut: readonly LeftOut[] };

/** The name under which a filtered operation asks for the type of what an interface or union turned out to be. */
export const typenameAlias = '__rights_typename';

/**
 * The operation with only what `allows` lets through. Fragments are written out where they are used (one place may be
 * allowed and another not), `@defer` is dropped, and a field of which nothing is left is left out itself.
 */
export function filterOperation(schema: GraphQLSchema, requirements: SchemaRequirements, document: DocumentNode, operation: OperationDefinitionNode, allows: (requirements: readonly Requirement[]) => boolean): Filtered {
  const fragments = fragmentsOf(document);
  const leftOut: LeftOut[] = [];
  const root = schema.getRootType(operation.operation);
  const selectionSet = root ? filterSet(operation.selectionSet, root, []) : undefined;
  return { document: selectionSet ? { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] } : null, leftOut };

  function filterSet(set: SelectionSetNode, parent: GraphQLNamedType, path: LeftOut): SelectionSetNode | undefined {
    const selections = set.selections.flatMap((selection) => filterSelection(selection, parent, path));
    if (selections.length === 0) return undefined;
    return { kind: Kind.SELECTION_SET, selections: isAbstractType(parent) ? [typename, ...selections] : selections };
  }

  function filterSelection(selection: SelectionNode, parent: GraphQLNamedType, path: LeftOut): SelectionNode[] {
    if (selection.kind === Kind.FIELD) return filterField(selection, parent, path);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
    if (!condition) return [];
    if (condition.name !== parent.name && !allows(requirements.ofType(condition))) {
      leftOut.push([...path, `... on ${condition.name}`]);
      return [];
    }
    const inner = fragment.selectionSet.selections.flatMap((one) => filterSelection(one, condition, path));
    if (inner.length === 0) return [];
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, directives: withoutDefer(selection.directives), selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }];
  }

  function filterField(node: FieldNode, parent: GraphQLNamedType, path: LeftOut): SelectionNode[] {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field) return [node];
    const here = [...path, (node.alias ?? node.name).value, ...listsIn(field.type)];
    const type = getNamedType(field.type);
    if (!allows(requirements.ofField(parent, field)) || (selectsPlainly(node.selectionSet, fragments, schema) && !allows(requirements.ofPossibleTypes(type)))) {
      leftOut.push(here);
      return [];
    }
    if (!node.selectionSet) return [node];
    const selectionSet = filterSet(node.selectionSet, type, here);
    return selectionSet ? [{ ...node, selectionSet }] : [];
  }
}

/** Everything that an operation asks rights for, each once. */
export function collectRequirements(schema: GraphQLSchema, requirements: SchemaRequirements, document: DocumentNode, operation: OperationDefinitionNode): Requirement[] {
  const all = new Map<string, Requirement>();
  filterOperation(schema, requirements, document, operation, (asked) => {
    for (const one of asked) all.set(JSON.stringify(one), one);
    return true;
  });
  return [...all.values()];
}

/** Whether fields are selected without naming one of the types that an interface may turn out to be. */
function selectsPlainly(set: SelectionSetNode | undefined, fragments: ReadonlyMap<string, FragmentDefinitionNode>, schema: GraphQLSchema): boolean {
  return (set?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value !== '__typename';
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
    return (!condition || isAbstractType(condition)) && selectsPlainly(fragment?.selectionSet, fragments, schema);
  });
}

export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(document.definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [])));
}

const withoutDefer = (directives: readonly DirectiveNode[] | undefined) => directives?.filter(({ name }) => name.value !== 'defer');

function listsIn(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return listsIn(type.ofType);
  return isListType(type) ? ['@', ...listsIn(type.ofType)] : [];
}

const typename: FieldNode = { kind: Kind.FIELD, alias: { kind: Kind.NAME, value: typenameAlias }, name: { kind: Kind.NAME, value: '__typename' } };
