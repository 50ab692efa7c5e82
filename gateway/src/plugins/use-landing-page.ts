import type { FastifyInstance } from 'fastify';

const sandboxScript = 'https://embeddable-sandbox.cdn.apollographql.com/_latest/embeddable-sandbox.umd.production.min.js';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1b2733}
a{color:#0b62a4}code,pre{background:#eef2f5;border-radius:4px}code{padding:.1em .3em}pre{padding:.8rem;overflow:auto}`;

const landing = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dr. Assistant: GraphQL</title><style>${style}</style></head><body>
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

const sandbox = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Apollo Sandbox</title>
<style>${style}#sandbox{position:fixed;inset:0}iframe{border:0}#away{display:none}</style></head><body>
<div id="away"><h1>Apollo's CDN is not reached from here</h1><p><a href="/graphiql/">GraphiQL</a> comes with the gateway and does the same.</p></div>
<div id="sandbox"></div>
<script src="${sandboxScript}" onerror="document.getElementById('away').style.display='block';document.getElementById('sandbox').remove()"></script>
<script>if (window.EmbeddedSandbox) new window.EmbeddedSandbox({ target: '#sandbox', initialEndpoint: location.origin + '/graphql', includeCookies: false });</script>
</body></html>`;

/** `/`, `/graphql` for a browser, and `/sandbox`, outside production. */
export function useExplorerPages(app: FastifyInstance): void {
  for (const path of ['/', '/graphql']) app.get(path, async (_request, reply) => reply.type('text/html; charset=utf-8').send(landing));
  app.get('/sandbox', async (_request, reply) => reply.type('text/html; charset=utf-8').send(sandbox));
}
