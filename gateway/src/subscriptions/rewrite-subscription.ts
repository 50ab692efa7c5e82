import { GraphQLError, Kind, OperationTypeNode, separateOperations, visit } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';

export type RewrittenSubscription = {
  /** The same selection as a query; it needs no other operation of the document. */
  query: DocumentNode;
  operationName: string | undefined;
  /** The key of the one root field in the response. */
  responseKey: string;
};

/**
 * Turns `subscription { x(args) {…} }` into `query { x(args) {…} }`, fragments on the root type included.
 * @param document a valid subscription: one root field, unknown to nobody
 */
export function rewriteSubscription(document: DocumentNode, operation: OperationDefinitionNode, subscriptionType: string, queryType: string): RewrittenSubscription {
  const operationName = operation.name?.value;
  const alone = separateOperations(document)[operationName ?? ''] ?? document;
  const query = visit(alone, {
    OperationDefinition: (node) => ({ ...node, operation: OperationTypeNode.QUERY }),
    NamedType: (node) => (node.name.value === subscriptionType ? { ...node, name: { ...node.name, value: queryType } } : undefined),
  });
  return { query, operationName, responseKey: rootKey(document, operation) };
}

function rootKey(document: DocumentNode, operation: OperationDefinitionNode): string {
  const pending = [...operation.selectionSet.selections];
  for (let selection = pending.shift(); selection; selection = pending.shift()) {
    if (selection.kind === Kind.FIELD) return selection.alias?.value ?? selection.name.value;
    if (selection.kind === Kind.INLINE_FRAGMENT) pending.push(...selection.selectionSet.selections);
    else {
      const { name } = selection;
      for (const definition of document.definitions) {
        if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name.value) pending.push(...definition.selectionSet.selections);
      }
    }
  }
  throw new GraphQLError('The subscription selects no field.', { extensions: { code: 'BAD_REQUEST' } });
}
