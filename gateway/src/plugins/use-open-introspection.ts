import { GraphQLError, Kind, OperationTypeNode, getOperationAST, parse } from 'graphql';

/**
 * Outside production the schema may be read without a token, so that Sandbox, GraphiQL and code generators work before
 * anybody logged in. Only `__schema` and `__type` at the root: nothing that a subgraph would be asked for.
 */
export function isIntrospectionOnly(query: unknown, operationName: unknown): boolean {
  if (typeof query !== 'string' || !query.includes('__')) return false;
  try {
    const operation = getOperationAST(parse(query, { noLocation: true }), typeof operationName === 'string' ? operationName : undefined);
    if (operation?.operation !== OperationTypeNode.QUERY) return false;
    return operation.selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type'),
    );
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}
