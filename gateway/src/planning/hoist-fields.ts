import { GraphQLError, Kind, getNamedType, isInterfaceType, isObjectType, print } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLNamedType, GraphQLSchema, InlineFragmentNode, SelectionNode, SelectionSetNode } from 'graphql';

/** Field names by interface. */
export type InterfaceFields = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * A field of an interface object that requires something, asked for on one type only (`author { ... on Admin { mark } }`),
 * sends the planner round in circles until it runs out of memory. Any thing of the interface has that field, and who writes
 * the answer looks at types by himself: so it is planned for all of them.
 * @returns the same document where there is nothing of that kind
 * @throws GraphQLError where its name stands for something else on another type: then no plan is found in bounded time
 */
export function hoistFields(document: DocumentNode, schema: GraphQLSchema, fields: InterfaceFields): DocumentNode {
  if (fields.size === 0) return document;
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  let hoisted = false;
  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const root = schema.getRootType(definition.operation);
    return [root ? { ...definition, selectionSet: hoist(definition.selectionSet, root) } : definition];
  });
  return hoisted ? { ...document, definitions } : document;

  function hoist(set: SelectionSetNode, parent: GraphQLNamedType): SelectionSetNode {
    const inner = set.selections.map((selection) => hoistWithin(selection, parent));
    const wanted = isInterfaceType(parent) ? fields.get(parent.name) : undefined;
    if (!wanted) return { ...set, selections: inner };
    const names = new Map<string, string>();
    for (const selection of inner) noteNames(selection, names);
    const selections = inner.flatMap((selection): SelectionNode[] => {
      if (selection.kind !== Kind.INLINE_FRAGMENT || selection.directives?.some(({ name }) => name.value === 'defer')) return [selection];
      const condition = schema.getType(selection.typeCondition?.name.value ?? '');
      if (!isObjectType(condition)) return [selection];
      const found = selection.selectionSet.selections.filter((one) => one.kind === Kind.FIELD && wanted.has(one.name.value));
      if (found.length === 0) return [selection];
      const clash = found.find((one) => names.get(responseName(one)) !== sameness(one));
      if (clash) throw new GraphQLError(`The operation cannot be planned: "${responseName(clash)}" stands for different fields of ${parent.name}. Give each a name of its own.`, { nodes: clash, extensions: { code: 'QUERY_PLANNING_FAILED' } });
      hoisted = true;
      const rest = selection.selectionSet.selections.filter((one) => !found.includes(one));
      const kept: InlineFragmentNode = { ...selection, selectionSet: { ...selection.selectionSet, selections: rest.length > 0 ? rest : [typename] } };
      return [kept, ...(selection.directives?.length ? [{ ...selection, typeCondition: undefined, selectionSet: { ...selection.selectionSet, selections: found } }] : found)];
    });
    return { ...set, selections };
  }

  function hoistWithin(selection: SelectionNode, parent: GraphQLNamedType): SelectionNode {
    if (selection.kind === Kind.FIELD) {
      const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[selection.name.value] : undefined;
      return field && selection.selectionSet ? { ...selection, selectionSet: hoist(selection.selectionSet, getNamedType(field.type)) } : selection;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? inlined(selection.directives, fragments.get(selection.name.value)) : selection;
    if (!fragment) return selection;
    const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
    return condition ? { ...fragment, selectionSet: flat(hoist(fragment.selectionSet, condition), condition) } : fragment;
  }
}

/** Fragments in a fragment on the same type say no more than their fields. */
function flat(set: SelectionSetNode, type: GraphQLNamedType): SelectionSetNode {
  const selections = set.selections.flatMap((selection): readonly SelectionNode[] =>
    selection.kind === Kind.INLINE_FRAGMENT && !selection.directives?.length && (!selection.typeCondition || selection.typeCondition.name.value === type.name) ? selection.selectionSet.selections : [selection],
  );
  return { ...set, selections };
}

function inlined(directives: FieldNode['directives'], fragment: FragmentDefinitionNode | undefined): InlineFragmentNode | undefined {
  return fragment && { kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, directives, selectionSet: fragment.selectionSet };
}

/** What each response name stands for; `''` where it stands for several things. */
function noteNames(selection: SelectionNode, names: Map<string, string>) {
  if (selection.kind === Kind.INLINE_FRAGMENT) for (const inner of selection.selectionSet.selections) noteNames(inner, names);
  if (selection.kind !== Kind.FIELD) return;
  const name = responseName(selection);
  const same = sameness(selection);
  names.set(name, (names.get(name) ?? same) === same ? same : '');
}

const responseName = (node: SelectionNode) => (node.kind === Kind.FIELD ? (node.alias ?? node.name).value : '');
const sameness = (node: SelectionNode) => (node.kind === Kind.FIELD ? `${node.name.value}(${(node.arguments ?? []).map(print).sort().join()})` : '');
const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
