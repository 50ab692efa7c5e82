import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interpolate, isOneShot, readCompose } from './testing/compose.ts';
import { bundlesOf, environmentOf, lastOf, readDockerfile } from './testing/read-dockerfile.ts';
import { inRepository, readText } from './testing/repository.ts';
import { makeEnv, operatorSettings } from './testing/secrets.ts';

// What `npm run build` does inside the image, in a folder without node_modules: a bundle that needs anything beside
// itself fails here. Then each process is started as its container would start it, but for one wrong port: it must say
// so, and have nothing against the rest of its environment.
const stages = readDockerfile();
const values = { ...makeEnv().values, ...operatorSettings };
const folder = mkdtempSync(join(tmpdir(), 'dra-images-'));
const workspaces = [...new Set([...stages.values()].flatMap((stage) => bundlesOf(stage).map((bundle) => bundle.workspace)))];
const containers = Object.entries(readCompose().services).flatMap(([name, service]) => (service.build ? [{ name, service, stage: stages.get(service.build.target)! }] : []));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bundles of the images', () => {
  it.each(workspaces)('%s builds, and Node can read what comes out', (workspace) => {
    const { scripts } = JSON.parse(readText(workspace, 'package.json')) as { scripts: { build: string } };
    const words = scripts.build.split(' ').slice(scripts.build.split(' ').findIndex((word) => word.endsWith('bundle.mjs')) + 1);
    const place = placeOf(workspace);
    mkdirSync(place, { recursive: true });
    // Out of the workspace's folder, whose dist a running `npm start` may be using.
    const fromAnywhere = words.map((word) => word.replace(/^(\w[\w-]*)=/, (_, name: string) => `${name}=${inRepository(workspace)}/`));
    execFileSync(process.execPath, [inRepository('tools', 'bundle.mjs'), ...fromAnywhere], { cwd: place, stdio: 'pipe' });
    for (const { name } of [...stages.values()].flatMap((stage) => bundlesOf(stage)).filter((bundle) => bundle.workspace === workspace)) {
      const file = join(place, 'dist', `${name}.cjs`);
      expect(statSync(file).size).toBeGreaterThan(1_000);
      execFileSync(process.execPath, ['--check', file], { stdio: 'pipe' });
    }
  }, 60_000);

  it.each(containers)('$name starts from its bundle alone, and takes its environment', ({ service, stage }) => {
    const oneShot = isOneShot(service);
    const [, file = ''] = /([\w-]+)\.cjs/.exec((service.command ?? []).join(' ') || (lastOf(stage, 'CMD') ?? '')) ?? [];
    const { workspace = '' } = bundlesOf(stage).find((bundle) => bundle.name === file) ?? {};
    const given = Object.fromEntries(Object.entries(service.environment ?? {}).map(([name, value]) => [name, interpolate(value, values)]));
    const wrong = oneShot ? { SERVICE_DB_PASSWORD: '' } : { OPS_PORT: 'none' };
    const run = spawnSync(process.execPath, [`${file}.cjs`], {
      cwd: join(placeOf(workspace), 'dist'),
      env: { ...environmentOf(stage), ...given, ...wrong, NODE_PATH: '' },
      encoding: 'utf8',
      timeout: 20_000,
    });
    const [, faults = ''] = /The environment is not complete\. (.*)\. See \.env\.example\./.exec(run.stderr) ?? [];
    expect({ status: run.status, faults: faults.split('; ').map((fault) => fault.split(':')[0]) }).toEqual({ status: 1, faults: Object.keys(wrong) });
    // A secret is never repeated, not even by who refuses it.
    for (const [name, value] of Object.entries(values)) if (/PASSWORD|SECRET|SIGNING/.test(name)) expect(`${run.stdout}${run.stderr}`.includes(value)).toBe(false);
  }, 30_000);
});

function placeOf(workspace: string): string {
  return join(folder, workspace.replace('/', '-'));
}
