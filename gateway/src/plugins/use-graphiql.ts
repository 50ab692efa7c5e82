import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/**
 * GraphiQL at /graphiql/, from files that the build made of the npm package (gateway/explorer): nothing is loaded from
 * elsewhere, so it works without a network. Only the names found at the start are served, so no path leads elsewhere.
 * @param folder where the build put it; where there is none, the page says how to make it
 */
export function useGraphiql(app: FastifyInstance, folder: string): void {
  app.get('/graphiql', async (_request, reply) => reply.redirect('/graphiql/'));
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => extname(name) in mediaTypes) : [];
  if (!files.includes('index.html')) {
    app.get('/graphiql/', async (_request, reply) =>
      reply.code(404).type('text/plain; charset=utf-8').send('GraphiQL is not built here. Build it with: node gateway/explorer/build.mjs\n'),
    );
    return;
  }
  for (const name of files) {
    app.get(name === 'index.html' ? '/graphiql/' : `/graphiql/${name}`, async (_request, reply) =>
      reply.type(mediaTypes[extname(name)] ?? 'application/octet-stream').send(createReadStream(join(folder, name))),
    );
  }
}
