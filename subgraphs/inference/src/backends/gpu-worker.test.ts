import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerEnvironment } from '../worker/env.ts';

const read = (...path: string[]) => readFileSync(join(__dirname, '..', '..', 'gpu-worker', ...path), 'utf8');
const manifest = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
const lockfile = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string; integrity?: string; resolved?: string }> };

describe('the GPU worker', () => {
  it('has the GPU addon as a hard dependency, locked by hash, naming no registry', () => {
    expect(lockfile.packages['node_modules/@tensorflow/tfjs-node-gpu']?.version).toBe(manifest.dependencies['@tensorflow/tfjs-node-gpu']);
    for (const [path, entry] of Object.entries(lockfile.packages)) {
      expect(entry.resolved).toBeUndefined();
      if (path !== '') expect(entry.integrity).toMatch(/^sha512-/);
    }
  });

  it('is no workspace: nobody else installs it', () => {
    const root = JSON.parse(read('..', '..', '..', 'package-lock.json')) as typeof lockfile;
    expect(Object.keys(root.packages).filter((path) => /tfjs-node|gpu-worker/.test(path))).toEqual([]);
    const own = JSON.parse(read('..', 'package.json')) as typeof manifest;
    // The addon brings a tfjs-core of its own, which must be the bundles'.
    expect(own.dependencies['@tensorflow/tfjs-core']?.replace('^', '')).toBe(lockfile.packages['node_modules/@tensorflow/tfjs-core']?.version);
  });

  it('takes CUDA by hash', () => {
    const lines = read('requirements.txt').split('\n').filter((line) => line && !line.startsWith('#'));
    expect(lines.length).toBe(20);
    lines.forEach((line, at) => expect(line).toMatch(at % 2 === 0 ? /^nvidia-[a-z0-9-]+==[\d.]+ \\$/ : /^ {4}--hash=sha256:[0-9a-f]{64}$/));
  });

  it('starts with the environment of its image, on a GPU or not at all', () => {
    const dockerfile = read('Dockerfile');
    const given = Object.fromEntries([...dockerfile.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]));
    const parsed = workerEnvironment.safeParse({ ...given, NATS_URL: 'nats://x', S3_ENDPOINT: 'http://s3', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 's' });
    expect(parsed.error?.issues).toBeUndefined();
    expect(parsed.data).toMatchObject({ TFJS_BACKEND: 'tensorflow', TFJS_DEVICE: 'gpu', POOL: 'transcription' });
    // Each library folder of CUDA's packages is on the loader's path.
    const packages = [...read('requirements.txt').matchAll(/^nvidia-([a-z0-9-]+)-cu12==/gm)].map(([, name]) => name!.replaceAll('-', '_'));
    for (const name of packages) expect(given['LD_LIBRARY_PATH']).toContain(`/opt/cuda/${name}/lib`);
  });
});
