import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, getNamedType, isInterfaceType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { FieldSets } from './field-sets.ts';

/** A field that a fetch asks for although what the field requires does not come with it. */
export type Misplaced = {
  /** From where the fetch starts, with `@` for each list. */
  path: readonly string[];
  type: string;
  node: FieldNode;
  requires: SelectionSetNode;
};

/**
 * @param keyOf what must be asked in a misplaced field's place, so that the subgraph can be asked for the entity again;
 *   undefined where it cannot
 * @returns the operation without its misplaced fields
 */
export function takeMisplaced(fetch: FetchNode, operation: OperationDefinitionNode, schema: GraphQLSchema, fieldSets: FieldSets, keyOf: (type: string) => SelectionSetNode | undefined): { operation: OperationDefinitionNode; misplaced: Misplaced[] } {
  const misplaced: Misplaced[] = [];
  const service = fetch.serviceName;
  const root = schema.getRootType(operation.operation);
  const selections = fetch.requires
    ? operation.selectionSet.selections.map((selection): SelectionNode => (selection.kind === Kind.FIELD && selection.selectionSet ? { ...selection, selectionSet: walk(selection.selectionSet, '', [], undefined, fetch.requires) } : selection))
    : root
      ? walk(operation.selectionSet, root.name, [], undefined, undefined).selections
      : [];
  return misplaced.length > 0 ? { operation: { ...operation, selectionSet: { ...operation.selectionSet, selections } }, misplaced } : { operation, misplaced };

  /** @param sent what goes along with these very objects, where they are the fetch's entities */
  function walk(selectionSet: SelectionSetNode, type: string, path: readonly string[], provided: SelectionSetNode | undefined, sent: readonly QueryPlanSelectionNode[] | undefined): SelectionSetNode {
    const kept: SelectionNode[] = [];
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        kept.push({ ...selection, selectionSet: walk(selection.selectionSet, selection.typeCondition?.name.value ?? type, path, provided, sent) });
      } else if (selection.kind === Kind.FIELD) {
        kept.push(...walkField(selection, type, path, provided, sent));
      } else {
        kept.push(selection);
      }
    }
    return { ...selectionSet, selections: kept };
  }

  function walkField(node: FieldNode, type: string, path: readonly string[], provided: SelectionSetNode | undefined, sent: readonly QueryPlanSelectionNode[] | undefined): SelectionNode[] {
    const parent = schema.getType(type);
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field) return [node];
    const requires = fieldSets.requires(service, type, field.name);
    if (requires && !isMet(requires, provided, sent)) {
      const key = keyOf(type);
      if (key) {
        misplaced.push({ path, type, node, requires });
        return [typename, ...key.selections];
      }
    }
    if (!node.selectionSet) return [node];
    const inner = [...path, (node.alias ?? node.name).value, ...listsIn(field.type)];
    const nowProvided = join(fieldSets.provides(service, type, field.name), selected(provided, field.name));
    return [{ ...node, selectionSet: walk(node.selectionSet, getNamedType(field.type).name, inner, nowProvided, undefined) }];
  }
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function isMet(requires: SelectionSetNode, provided: SelectionSetNode | undefined, sent: readonly QueryPlanSelectionNode[] | undefined): boolean {
  return requires.selections.every((wanted) => {
    if (wanted.kind !== Kind.FIELD) return sent !== undefined || provided !== undefined;
    return selected(provided, wanted.name.value) !== undefined || sent?.some((one) => sends(one, wanted.name.value)) === true;
  });
}

function sends(selection: QueryPlanSelectionNode, name: string): boolean {
  return selection.kind === 'Field' ? selection.name === name : selection.selections.some((inner) => sends(inner, name));
}

/** What a set of fields says of one of them: its own set, an empty one where it has none. */
function selected(selectionSet: SelectionSetNode | undefined, name: string): SelectionSetNode | undefined {
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind === Kind.FIELD && selection.name.value === name) return selection.selectionSet ?? empty;
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selected(selection.selectionSet, name) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

const empty: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

function join(a: SelectionSetNode | undefined, b: SelectionSetNode | undefined): SelectionSetNode | undefined {
  return a && b ? { ...a, selections: [...a.selections, ...b.selections] } : (a ?? b);
}

export function listsIn(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return listsIn(type.ofType);
  return isListType(type) ? ['@', ...listsIn(type.ofType)] : [];
}
