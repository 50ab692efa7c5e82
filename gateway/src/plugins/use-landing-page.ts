import type { FastifyInstance } from 'fastify';
import { pageStyle, sandboxPage } from './sandbox-page.ts';

const landing = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dr. Assistant: GraphQL</title><style>${pageStyle}</style></head><body>
<h1>Dr. Assistant</h1>
<p>This is the GraphQL endpoint: <code>POST /graphql</code>. Two explorers, in development only:</p>
<ul><li><a href="/graphiql/">GraphiQL</a>, which comes with the gateway and needs no network</li>
<li><a href="/sandbox">Apollo Sandbox</a>, which is loaded from Apollo's CDN</li></ul>
<h2>How to authenticate</h2>
<p>Every operation but reading the schema needs a token. In development, print one:</p>
<pre>npm run -s token -- --user dr.osei --role PRESCRIBER --tenant demo</pre>
<p>and send it with each request (in both explorers under &ldquo;Headers&rdquo;):</p>
<pre>{ "Authorization": "Bearer &lt;the token&gt;" }</pre>
<p>Subscriptions: server-sent events at <code>/graphql/stream</code> with the same header, or graphql-transport-ws at <code>/graphql</code>
with <code>{"Authorization": "Bearer …"}</code> as the payload of <code>connection_init</code>.</p>
</body></html>`;

const sandbox = sandboxPage('/graphql', '<p><a href="/graphiql/">GraphiQL</a> comes with the gateway and does the same.</p>');

/** `/`, `/graphql` for a browser, and `/sandbox`, outside production. */
export function useExplorerPages(app: FastifyInstance): void {
  for (const path of ['/', '/graphql']) app.get(path, async (_request, reply) => reply.type('text/html; charset=utf-8').send(landing));
  app.get('/sandbox', async (_request, reply) => reply.type('text/html; charset=utf-8').send(sandbox));
}
