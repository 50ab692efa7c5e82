import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '@dra/service';
import type { GatewayContext } from '../context.ts';

/** One line an operation: ids, type, codes and time. Never its text, its name or its variables. */
export function useAccessLog(logger: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => {
      const started = performance.now();
      return {
        willSendResponse: async ({ operation, response, contextValue, queryHash }) => {
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
          const codes = [...new Set(errors.map((error) => String(error.extensions?.['code'])))];
          logger.info(
            {
              requestId: contextValue.requestId,
              userId: contextValue.caller?.userId,
              type: operation?.operation,
              operationHash: queryHash?.slice(0, 12),
              ms: Math.round(performance.now() - started),
              ...(codes.length > 0 ? { codes } : {}),
            },
            'operation',
          );
        },
      };
    },
  };
}
