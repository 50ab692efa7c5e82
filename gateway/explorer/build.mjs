// Bundles GraphiQL, with Monaco's workers, into gateway/dist/graphiql: what the npm packages hold and nothing from a CDN.
// `node gateway/explorer/build.mjs`; the gateway serves the folder at /graphiql/ outside production.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const outdir = join(here, '..', 'dist', 'graphiql');
// Monaco is a dependency of GraphiQL's, not ours: found from where GraphiQL finds it.
const fromGraphiql = createRequire(createRequire(import.meta.url).resolve('@graphiql/react/package.json'));

await build({
  entryPoints: {
    page: join(here, 'page.mjs'),
    'editor.worker': fromGraphiql.resolve('monaco-editor/esm/vs/editor/editor.worker.js'),
    'json.worker': fromGraphiql.resolve('monaco-editor/esm/vs/language/json/json.worker.js'),
    'graphql.worker': fromGraphiql.resolve('monaco-graphql/esm/graphql.worker.js'),
  },
  outdir,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  platform: 'browser',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file', '.woff2': 'file' },
  assetNames: '[name]',
  logLevel: 'error',
});

writeFileSync(
  join(outdir, 'index.html'),
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>GraphiQL: Dr. Assistant</title><link rel="stylesheet" href="page.css">
<style>html,body,#graphiql{height:100%;margin:0}</style></head>
<body><div id="graphiql"></div><script src="page.js"></script></body>
</html>
`,
);
