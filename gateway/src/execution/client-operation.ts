import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionNode } from 'graphql';

export type ClientOperation = { definition: OperationDefinitionNode; fragments: ReadonlyMap<string, FragmentDefinitionNode> };

/** @throws Error where the document has no such operation: callers have validated it */
export function clientOperation(document: DocumentNode, operationName: string | undefined): ClientOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let definition: OperationDefinitionNode | undefined;
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    else if (node.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || node.name?.value === operationName)) definition ??= node;
  }
  if (!definition) throw new Error(`the document has no operation ${operationName ?? ''}`);
  return { definition, fragments };
}

/** What @skip and @include say: a constant, or variables that all have to be as told. */
export type Condition = readonly { variable: string; is: boolean }[];

/** @returns null where constants leave the selection out */
export function conditionOf(node: SelectionNode): Condition | null {
  const condition: { variable: string; is: boolean }[] = [];
  for (const { name, arguments: args } of node.directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const is = name.value === 'include';
    const value = args?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.VARIABLE) condition.push({ variable: value.name.value, is });
    else if (value?.kind === Kind.BOOLEAN && value.value !== is) return null;
  }
  return condition;
}

export const responseName = (node: FieldNode) => node.alias?.value ?? node.name.value;
