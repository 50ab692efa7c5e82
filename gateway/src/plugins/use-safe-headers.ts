import type { FastifyInstance } from 'fastify';

/** Answers hold patient data: no cache between us and the client keeps them, no browser guesses their type. */
export function useSafeHeaders(app: FastifyInstance, options: { production: boolean }): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    if (options.production) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
}
