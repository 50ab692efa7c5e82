import type { FastifyInstance } from 'fastify';

/**
 * `x-dra-*` is how the gateway speaks to subgraphs. A client's are dropped at the door, before anything can read them;
 * the data source makes its own headers from scratch as well.
 */
export function useInternalHeaderStrip(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    for (const name of Object.keys(request.raw.headers)) {
      if (name.startsWith('x-dra-')) delete request.raw.headers[name];
    }
  });
}
