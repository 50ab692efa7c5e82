import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * GraphiQL at /graphiql/, from files that the build made of the npm package (gateway/explorer): nothing is loaded from
 * elsewhere, so it works without a network.
 * @param folder where the build put it; where there is none, the page says how to make it
 */
export async function useGraphiql(app: FastifyInstance, folder: string): Promise<void> {
  app.get('/graphiql', async (_request, reply) => reply.redirect('/graphiql/'));
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/graphiql/', async (_request, reply) =>
      reply.code(404).type('text/plain; charset=utf-8').send('GraphiQL is not built here. Build it with: node gateway/explorer/build.mjs\n'),
    );
    return;
  }
  await app.register(fastifyStatic, { root: folder, prefix: '/graphiql/', cacheControl: false });
}
