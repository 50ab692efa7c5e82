import type { FastifyInstance } from 'fastify';

/** Every answer names its request, so that a person can tell us which one it was. */
export function useRequestId(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
}
