import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '@dra/service';
import type { GatewayContext } from '../context.ts';
import { requestScope } from '../http/request-scope.ts';

/** One line an operation: ids, type, codes and time. Never its text, its name or its variables. */
export function useAccessLog(logger: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    // Refused before it was an operation: no token, or one that does not hold.
    contextCreationDidFail: async ({ error }) => {
      const code = (error as { extensions?: { code?: unknown } }).extensions?.code;
      logger.info({ requestId: requestScope.getStore()?.requestId, codes: [String(code)] }, 'operation refused');
    },
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
