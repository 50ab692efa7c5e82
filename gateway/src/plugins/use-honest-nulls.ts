import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context.ts';

/**
 * When a subgraph breaks its own schema (null where there must be a value, a leaf of another type) the stock gateway puts
 * null there and says so in an extension that no client reads. A null that is really a failure must be an error: an empty
 * allergy list that nobody could read can kill.
 */
export function useHonestNulls(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response, contextValue, logger }) => {
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        const { valueCompletion, ...extensions } = (result.extensions ?? {}) as Record<string, unknown>;
        if (!Array.isArray(valueCompletion)) return;
        logger.error(`a subgraph's answer does not fit its schema (${valueCompletion.length} places), request ${contextValue.requestId}`);
        const faults: GraphQLFormattedError[] = valueCompletion.map((fault: { path?: (string | number)[] }) => ({
          message: 'Something went wrong on our side.',
          ...(fault.path ? { path: fault.path } : {}),
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: contextValue.requestId },
        }));
        result.errors = [...(result.errors ?? []), ...faults];
        if (Object.keys(extensions).length > 0) result.extensions = extensions;
        else delete result.extensions;
      },
    }),
  };
}
