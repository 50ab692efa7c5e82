/**
 * Every npm script goes through here: `node tools/bootstrap.mjs COMMAND …`. Runs on any Node from 20 on with nothing
 * installed: brings the packages and the project's own Node first, then hands over to the command.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = {
  start: 'tools/dev/commands/start.ts',
  test: 'tools/dev/commands/test.ts',
  ps: 'tools/dev/commands/ps.ts',
  token: 'tools/dev/commands/token.ts',
  demo: 'tools/dev/commands/demo.ts',
  worker: 'tools/dev/commands/worker.ts',
  dlq: 'tools/dlq.ts',
  audit: 'tools/audit/main.ts',
  visit: 'clients/src/visit/main.ts',
  import: 'clients/src/import/main.ts',
  'pairs:export': 'clients/src/pairs/main.ts',
  'setup:tensorflow': 'tools/setup-tensorflow/main.ts',
  models: 'clients/src/models/main.ts',
  'eval:asr': 'clients/src/eval-asr/main.ts',
  'bench:asr': 'load/asr/bench.ts',
  sig: 'clients/src/sig/main.ts',
  orders: 'clients/src/orders/main.ts',
  'gateway:explain': 'gateway/src/explain/main.ts',
  'bench:path': 'load/path/bench.ts',
  'bench:prescriptions': 'load/prescriptions/bench.ts',
  'bench:visits': 'load/visits/bench.ts',
  gateway: 'gateway/src/bare/main.ts',
  'bench:gateway': 'load/gateway/bench.ts',
  'bench:notes': 'load/notes/bench.ts',
  'eval:notes': 'clients/src/eval-notes/main.ts',
  'eval:headers': 'clients/src/eval-headers/main.ts',
};
/** Run as one bundle, made when it is missing or stale: what serves for long holds no compiler that strips types (40 MB), and what reads a short file starts sooner. */
const bundled = {
  gateway: { workspace: 'gateway', folder: 'gateway/dist/bare', entries: ['bare=src/bare/main.ts', 'plan-thread=src/planning/plan-thread.ts'], main: 'bare.cjs' },
  sig: { workspace: 'clients', folder: 'clients/dist/sig', entries: ['sig=src/sig/main.ts'], main: 'sig.cjs' },
};
const nodeVersion = '22.23.3';

const [command = '', ...rest] = process.argv.slice(2);
const script = commands[command];
if (!script) fail(`there is no command ${command || '(none)'}: one of ${Object.keys(commands).join(', ')}`);

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const say = (line) => process.stderr.write(`${line}\n`);

function works(node) {
  const asked = spawnSync(node, ['--version'], { encoding: 'utf8' });
  const [major = 0, minor = 0] = (asked.stdout ?? '').replace('v', '').split('.').map(Number);
  return asked.status === 0 && (major > 22 || (major === 22 && minor >= 18));
}

/** Whether what is installed is what the lockfile says; a stamp beside the packages remembers. */
const stamp = join(root, 'node_modules', '.dra-lockfile');
const lockHash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash;
/** `npm ci` or `npm install` by hand writes this file; then nothing is missing either. */
function installedByHand() {
  const listing = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(listing)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const have = JSON.parse(readFileSync(listing, 'utf8')).packages;
  const missing = Object.entries(wanted).some(([path, entry]) => path.startsWith('node_modules/') && !entry.optional && !entry.link && have[path]?.version !== entry.version);
  if (!missing) writeFileSync(stamp, lockHash);
  return !missing;
}

const helpers = new Set();

/** The file to run: the command's bundle where it has one and that can be built. */
async function programOf(name) {
  const source = join(root, script);
  const bundle = bundled[name];
  if (!bundle) return source;
  try {
    const { freshBundle } = await import('./fresh-bundle.mjs');
    const folder = await freshBundle({
      workspace: join(root, bundle.workspace),
      folder: join(root, bundle.folder),
      entries: bundle.entries,
      lockHash,
      run: (args, cwd) => run(process.execPath, args, { cwd, stdio: 'ignore' }),
    });
    return join(folder, bundle.main);
  } catch (error) {
    say(`${name} runs from its sources, with more memory: no bundle could be made in ${bundle.folder} (${error.message})`);
    return source;
  }
}

function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
    helpers.add(child);
    const done = (code) => {
      helpers.delete(child);
      resolve(code);
    };
    child.once('error', () => done(127));
    child.once('close', (code) => done(code ?? 1));
  });
}

/** Stopped while it installs or builds: what was started for that ends too. */
function stopInstalling(signal) {
  for (const child of helpers) child.kill('SIGTERM');
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** npm of whoever called us, else the one on the PATH. */
const npm = process.env.npm_execpath && /npm-cli\.c?js$/.test(process.env.npm_execpath) ? [process.execPath, process.env.npm_execpath] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];

/** A Node that runs TypeScript, into the user's cache: from the platform package, whose files need no install script. */
async function cachedNode() {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dr-assistant', `node-${nodeVersion}`);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const node = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node) && works(node)) return node;
  mkdirSync(folder, { recursive: true });
  say(`installing Node ${nodeVersion} into ${folder}`);
  const [program, ...first] = npm;
  const code = await run(program, [...first, 'install', '--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', `${name}@${nodeVersion}`]);
  if (code !== 0 || !works(node)) fail(`Node ${nodeVersion} could not be installed: install Node 22.18 or newer and try again`);
  return node;
}

async function install() {
  if (installed() || installedByHand()) return;
  say('installing packages (npm ci, into node_modules of this folder)');
  const began = Date.now();
  const timer = setInterval(() => say(`installing packages ... ${Math.round((Date.now() - began) / 1000)} s`), 15_000);
  const [program, ...first] = npm;
  const packages = run(program, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel', 'error']);
  // The stores' servers are looked for, or built once into the user's cache, meanwhile.
  const servers = command === 'start' || command === 'test' ? provision() : Promise.resolve();
  const code = await packages;
  clearInterval(timer);
  if (code !== 0) fail('npm ci did not succeed (its own words stand above): check the registry that npm is set to, and try again');
  writeFileSync(stamp, lockHash);
  say(`packages installed in ${Math.round((Date.now() - began) / 1000)} s`);
  await servers;
}

async function provision() {
  const node = works(process.execPath) ? process.execPath : await cachedNode();
  // A server that cannot be had is reported by the command itself, with its remedy.
  await run(node, ['--disable-warning=ExperimentalWarning', join(root, 'tools/dev/servers/provision.ts')]);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stopInstalling);
await install();
const program = await programOf(command);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, stopInstalling);
const ownNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
process.env.DRA_CALLED_FROM = process.env.INIT_CWD ?? process.cwd();
// A developer's own settings; what the shell says goes before. Tests run on servers of their own and look at none of it.
const settings = join(root, '.env');
if (command !== 'test' && existsSync(settings)) process.loadEnvFile?.(settings);

if (existsSync(ownNode) && realpathSync(ownNode) === realpathSync(process.execPath)) await runHere();
else runWith(existsSync(ownNode) && works(ownNode) ? ownNode : works(process.execPath) ? process.execPath : await cachedNode());

/** npm killed outright tells nobody; its child must still end what it started. Only npm is watched: a shell may go home. */
function whenNpmIsGone(then) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
}

/** npm scripts find the project's Node first, so from the second start on this is it already: no second process. */
async function runHere() {
  const { createRequire, enableCompileCache } = await import('node:module');
  enableCompileCache(join(root, 'node_modules', '.cache', 'dra-compile'));
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') say(`${warning.name}: ${warning.message}`); // that types are stripped is no news
  });
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  whenNpmIsGone(() => process.kill(process.pid, 'SIGTERM'));
  process.argv = [process.execPath, program, ...rest];
  // Required, a bundle is read once; imported, twice: for the names that it exports, too.
  if (program.endsWith('.cjs')) createRequire(import.meta.url)(program);
  else await import(pathToFileURL(program).href);
}

function runWith(node) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', program, ...rest], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` },
  });
  // A terminal's Ctrl-C reaches the child by itself; a SIGTERM to this process does not.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => {});
  whenNpmIsGone(() => child.kill('SIGTERM'));
  child.once('error', (error) => fail(`the project's Node could not be started: ${error.message}`));
  child.once('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
