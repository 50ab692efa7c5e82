/**
 * `node ../../tools/bundle.mjs NAME=src/entry.ts …`, run in a workspace: dist/NAME.cjs for each, one CommonJS file that
 * holds everything but Node (`--beside=PACKAGE/FILE` copies a file that cannot be inside it; `--names-may-change` is for
 * programs of which nothing reads the name of a function or class of its own; `--outdir=` in place of dist, `--metafile=` for what
 * it is made of). One file loads in a third of the time of a tree of modules, and is what an image copies.
 */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const entryPoints = Object.fromEntries(process.argv.slice(2).filter((argument) => argument.includes('=') && !argument.startsWith('--')).map((argument) => argument.split('=')));
if (Object.keys(entryPoints).length === 0) {
  console.error('say what to bundle: NAME=src/entry.ts');
  process.exit(1);
}

// Drivers ask for these when they are there and do without when they are not; we do not install them.
const optional = [
  // typeorm: databases that we do not use
  '@google-cloud/spanner', '@sap/hana-client', '@sap/hana-client/extension/Stream', 'better-sqlite3', 'expo-sqlite', 'hdb-pool', 'mssql', 'mysql', 'mysql2',
  'oracledb', 'pg-query-stream', 'react-native-sqlite-storage', 'redis', 'sql.js', 'sqlite3', 'typeorm-aurora-data-api-driver', 'pg-native', 'ts-node',
  // mongodb: compression, encryption and cloud logins that we do not use (not those that the gateway's own libraries need)
  '@aws-sdk/credential-providers', '@mongodb-js/zstd', 'aws4', 'kerberos', 'mongodb-client-encryption', 'snappy',
  // ws: native speed-ups
  'bufferutil', 'utf-8-validate',
];

// A driver of another store must not be pulled in because typeorm can speak to it.
const unused = (process.argv.find((argument) => argument.startsWith('--without=')) ?? '--without=').slice('--without='.length).split(',').filter(Boolean);

const valueOf = (option) => process.argv.find((argument) => argument.startsWith(`--${option}=`))?.slice(option.length + 3);
const outdir = valueOf('outdir') ?? 'dist';
const metafile = valueOf('metafile');

const result = await build({
  entryPoints,
  outdir,
  metafile: metafile !== undefined,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  // Packages with two builds come once: everything takes the CommonJS one (two copies of graphql refuse each other's schemas).
  mainFields: ['main', 'module'],
  external: [...optional, ...unused],
  loader: { '.graphql': 'text', '.py': 'text', '.sql': 'text' },
  // Names of functions as they were written cost a call at each closure that is made: not where closures are made by the request.
  keepNames: !process.argv.includes('--names-may-change'),
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  // What a dependency's ESM build reads of import.meta.
  define: { 'import.meta.url': '__importMetaUrl' },
  banner: { js: 'const __importMetaUrl=require("node:url").pathToFileURL(__filename).href;' },
});
if (result.errors.length > 0) {
  rmSync(outdir, { recursive: true, force: true });
  process.exit(1);
}
if (metafile) writeFileSync(metafile, JSON.stringify(result.metafile));
for (const argument of process.argv) if (argument.startsWith('--beside=')) copyBeside(argument.slice('--beside='.length));

function copyBeside(file) {
  const [scope, name, ...rest] = file.split('/');
  const manifest = createRequire(join(process.cwd(), 'package.json')).resolve(`${scope}/${name}/package.json`);
  copyFileSync(join(manifest, '..', ...rest), join(outdir, basename(file)));
}
