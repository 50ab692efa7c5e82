import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { interpolate, isOneShot, readCompose } from './testing/compose.ts';
import { bundlesOf, environmentOf, lastOf, readDockerfile } from './testing/read-dockerfile.ts';
import { inRepository } from './testing/repository.ts';
import { makeEnv, operatorSettings } from './testing/secrets.ts';

// What the image's build does (`npm run build`, whose result turbo keeps while nothing changes), then what its stages
// copy, into a folder without node_modules: a bundle that needs anything beside itself fails here. Each process is started
// as its container would start it, but for one wrong value: it must say so, and have nothing against the rest.
const stages = readDockerfile();
const values = { ...makeEnv().values, ...operatorSettings };
const folder = mkdtempSync(join(tmpdir(), 'dra-images-'));
const bundles = [...stages.values()].flatMap((stage) => bundlesOf(stage));
const workspaces = [...new Set(bundles.map((bundle) => bundle.workspace))];
const containers = Object.entries(readCompose().services).flatMap(([name, service]) => (service.build ? [{ name, service, stage: stages.get(service.build.target)! }] : []));
const nodeFirst = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', CI: '1' };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bundles of the images', () => {
  it.each(workspaces)('%s builds, and Node can read what comes out', (workspace) => {
    execFileSync(inRepository('node_modules', '.bin', 'turbo'), ['run', 'build', `--filter=./${workspace}`, '--output-logs=errors-only'], { env: nodeFirst, stdio: 'pipe' });
    mkdirSync(placeOf(workspace), { recursive: true });
    for (const { name } of bundles.filter((bundle) => bundle.workspace === workspace)) {
      const file = join(placeOf(workspace), `${name}.cjs`);
      cpSync(inRepository(workspace, 'dist', `${name}.cjs`), file);
      expect(statSync(file).size).toBeGreaterThan(1_000);
      execFileSync(process.execPath, ['--check', file], { stdio: 'pipe' });
    }
  }, 120_000);

  it.each(containers)('$name starts from its bundle alone, and takes its environment', ({ service, stage }) => {
    const oneShot = isOneShot(service);
    const [, file = ''] = /([\w-]+)\.cjs/.exec((service.command ?? []).join(' ') || (lastOf(stage, 'CMD') ?? '')) ?? [];
    const { workspace = '' } = bundlesOf(stage).find((bundle) => bundle.name === file) ?? {};
    const given = Object.fromEntries(Object.entries(service.environment ?? {}).map(([name, value]) => [name, interpolate(value, values)]));
    const wrong = oneShot ? { SERVICE_DB_PASSWORD: '' } : { OPS_PORT: 'none' };
    const run = spawnSync(process.execPath, [`${file}.cjs`], {
      cwd: placeOf(workspace),
      env: { ...environmentOf(stage), ...given, ...wrong, NODE_PATH: '' },
      encoding: 'utf8',
      timeout: 50_000,
    });
    const [, faults = ''] = /The environment is not complete\. (.*)\. See \.env\.example\./.exec(run.stderr) ?? [];
    expect({ status: run.status, faults: faults.split('; ').map((fault) => fault.split(':')[0]) }).toEqual({ status: 1, faults: Object.keys(wrong) });
    // A secret is never repeated, not even by who refuses it.
    for (const [name, value] of Object.entries(values)) if (/PASSWORD|SECRET|SIGNING/.test(name)) expect(`${run.stdout}${run.stderr}`.includes(value)).toBe(false);
  }, 60_000);
});

function placeOf(workspace: string): string {
  return join(folder, workspace.replace('/', '-'));
}
