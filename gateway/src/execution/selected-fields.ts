import { Kind, parse } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { FetchDataRewrite } from '@apollo/query-planner';

/** One field that a subgraph is asked for, with the fragments around it taken apart. */
export type Selected = {
  /** Response name: as the merged data has it, after the output rewrites. */
  name: string;
  /** Type conditions around it: an object fits all of them or does not have the field. */
  conditions: readonly string[];
  /** Whether a variable decides if it is asked for at all. */
  optional: boolean;
  /** Null for a leaf. */
  fields: Selected[] | null;
};

export type SubgraphOperation = { document: DocumentNode; definition: OperationDefinitionNode; fragments: ReadonlyMap<string, FragmentDefinitionNode> };

export function parseOperation(text: string): SubgraphOperation {
  const document = parse(text, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  let definition: OperationDefinitionNode | undefined;
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) definition = node;
    else if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  if (!definition) throw new Error('a fetch without an operation');
  return { document, definition, fragments };
}

/** What is asked for at the place where the answer is merged: the root's fields, or for a fetch of entities an entity's. */
export function selectedFields(operation: SubgraphOperation, rewrites: readonly FetchDataRewrite[] | undefined, ofEntities: boolean): Selected[] {
  const root = fieldsOf(operation.definition.selectionSet, operation.fragments, [], false);
  const selected = ofEntities ? (root[0]?.fields ?? []) : root;
  for (const rewrite of rewrites ?? []) {
    if (rewrite.kind === 'KeyRenamer') rename(selected, rewrite.path.filter((step) => !step.startsWith('... on ')), rewrite.renameKeyTo);
  }
  return selected;
}

function fieldsOf(set: SelectionSetNode, fragments: SubgraphOperation['fragments'], conditions: readonly string[], optional: boolean): Selected[] {
  return set.selections.flatMap((selection) => {
    const mayBeSkipped = optional || (selection.directives ?? []).some(({ name }) => name.value === 'skip' || name.value === 'include');
    if (selection.kind === Kind.FIELD) {
      const fields = selection.selectionSet ? fieldsOf(selection.selectionSet, fragments, [], false) : null;
      return [{ name: selection.alias?.value ?? selection.name.value, conditions, optional: mayBeSkipped, fields }];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const condition = fragment.typeCondition?.name.value;
    return fieldsOf(fragment.selectionSet, fragments, condition === undefined ? conditions : [...conditions, condition], mayBeSkipped);
  });
}

function rename(selected: Selected[], path: readonly string[], to: string): void {
  const [name, ...rest] = path;
  for (const field of selected) {
    if (field.name !== name) continue;
    if (rest.length === 0) field.name = to;
    else if (field.fields) rename(field.fields, rest, to);
  }
}
