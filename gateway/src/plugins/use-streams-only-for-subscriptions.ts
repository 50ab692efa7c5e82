import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** A subscription over plain HTTP gets told which doors it has. */
export function useStreamsOnlyForSubscriptions(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation }) => {
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
        throw new GraphQLError('Subscribe with `accept: text/event-stream`, or over a WebSocket with graphql-transport-ws.', {
          extensions: { code: 'BAD_REQUEST', http: { status: 400, headers: new Map<string, string>() } },
        });
      },
    }),
  };
}
