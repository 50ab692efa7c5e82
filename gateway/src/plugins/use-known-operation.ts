import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { GatewayContext } from '../context.ts';

/**
 * Refuses, before anything is planned, an operation that the document does not have (the stock gateway answers that with
 * a 500), and a subscription over plain HTTP, which is told which doors it has.
 */
export function useKnownOperation(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation }) => {
        if (!operation) throw badRequest('The document has no such operation: name one of its own in operationName.');
        if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
          throw badRequest('Subscribe with `accept: text/event-stream`, or over a WebSocket with graphql-transport-ws.');
        }
      },
    }),
  };
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400, headers: new Map<string, string>() } } });
}
