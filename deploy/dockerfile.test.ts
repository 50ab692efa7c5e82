import { existsSync, readFileSync } from 'node:fs';
import { argumentsOf, baseImage, bundlesOf, environmentOf, lastOf, readDockerfile } from './testing/read-dockerfile.ts';
import { inRepository, readText } from './testing/repository.ts';

const stages = readDockerfile();
const targets = ['gateway', 'patient', 'voice', 'clinical-note', 'prescription', 'inference', 'worker-transcription', 'worker-note', 'worker-prescription'];

describe('Dockerfile', () => {
  it('has a target for each service and worker', () => {
    expect([...stages.keys()]).toEqual(expect.arrayContaining(targets));
  });

  it('pins its one base image to a patch', () => {
    for (const stage of stages.values()) expect(baseImage(stages, stage)).toMatch(/^node:22\.\d+\.\d+-bookworm-slim$/);
  });

  it.each(targets)('%s runs as a number that is not root, with a health check, and stops by SIGTERM', (name) => {
    const stage = stages.get(name)!;
    expect(lastOf(stage, 'USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(lastOf(stage, 'HEALTHCHECK')).toContain('CMD ["node", "healthcheck.mjs"]');
    expect(lastOf(stage, 'STOPSIGNAL')).toBe('SIGTERM');
    expect(argumentsOf(stage, 'LABEL').join(' ')).toContain(`org.opencontainers.image.title="dr-assistant/${name}"`);
    // The exec form: a shell in between would keep the signal.
    for (const command of ['CMD', 'ENTRYPOINT']) expect(lastOf(stage, command) ?? '[]').toMatch(/^\[/);
  });

  it.each(targets)('%s runs a bundle that it copied and that its workspace builds', (name) => {
    const stage = stages.get(name)!;
    const bundles = bundlesOf(stage);
    const [file] = /([\w-]+)\.cjs/.exec(lastOf(stage, 'CMD') ?? '') ?? [];
    expect(bundles.map((bundle) => `${bundle.name}.cjs`)).toContain(file);
    for (const { workspace, name: bundle } of bundles) {
      const { scripts } = JSON.parse(readText(workspace, 'package.json')) as { scripts: { build: string } };
      const source = new RegExp(`\\b${bundle}=(\\S+)`).exec(scripts.build)?.[1];
      expect(source).toBeDefined();
      expect(existsSync(inRepository(workspace, source!))).toBe(true);
    }
  });

  it.each([['gateway', 'plan-thread'], ['worker', 'engine-thread']])('%s has the thread beside it that it starts when it is needed', (name, thread) => {
    expect(bundlesOf(stages.get(name)!).map((bundle) => bundle.name)).toContain(thread);
  });

  it.each(targets)('%s says its ports once: in its environment and as exposed', (name) => {
    const stage = stages.get(name)!;
    const { PORT, OPS_PORT, HOST, NODE_ENV } = environmentOf(stage);
    expect(NODE_ENV).toBe('production');
    expect(HOST).toBe('0.0.0.0');
    expect(lastOf(stage, 'EXPOSE')?.split(' ')).toEqual([PORT, OPS_PORT].filter((port) => port !== undefined));
  });

  it('takes nothing into an image but bundles, the schema and what is named', () => {
    for (const name of targets) {
      const copies = argumentsOf(stages.get(name)!, 'COPY');
      for (const copy of copies) expect(copy).toMatch(/^(--from=build \/src\/.*\.cjs\* \.\/|--from=build \/src\/subgraphs\/inference\/dist\/\*\.wasm \.\/|--from=pocketsphinx \/opt\/pocketsphinx \/opt\/pocketsphinx|deploy\/healthcheck\.mjs \.\/|schema\/supergraph\.graphql gateway\/trusted-documents\.json \.\/)$/);
    }
  });

  it('never runs an install script of a dependency, and takes Python packages by hash', () => {
    expect(readText('Dockerfile')).toContain('npm ci --ignore-scripts');
    expect(readText('Dockerfile')).toMatch(/pip install .*--require-hashes/);
    expect(readText('deploy/pocketsphinx/requirements.txt')).toMatch(/^pocketsphinx==\d+\.\d+\.\d+ \\\n(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+$/m);
  });

  it('sends the builder nothing that it does not need', () => {
    const ignored = readText('.dockerignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(ignored[0]).toBe('*');
    for (const pattern of ['**/node_modules', '**/dist', '**/.env*']) expect(ignored).toContain(pattern);
    // What the stages copy from the context must be let through again.
    const allowed = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    for (const needed of ['package.json', 'package-lock.json', '.npmrc', 'turbo.json', 'tsconfig.json', 'gateway', 'subgraphs', 'packages', 'tools', 'schema', 'deploy/healthcheck.mjs', 'deploy/pocketsphinx']) {
      expect(allowed).toContain(needed);
      expect(existsSync(inRepository(needed))).toBe(true);
    }
    const { workspaces } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { workspaces: string[] };
    // npm ci refuses a lock file whose workspaces are not there.
    for (const workspace of workspaces) expect(allowed).toContain(workspace.split('/')[0]);
  });
});
