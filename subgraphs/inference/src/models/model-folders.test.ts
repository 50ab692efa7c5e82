import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOfFiles, manifestFile } from './manifest.ts';
import type { ModelManifest } from './manifest.ts';
import { listModels, sha256Of, verifyModel } from './model-folders.ts';

const home = mkdtempSync(join(tmpdir(), 'dra-models-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function mounted(change: (manifest: ModelManifest, folder: string) => void = () => undefined): Promise<string> {
  const folder = mkdtempSync(join(home, 'model-'));
  writeFileSync(join(folder, 'weights.bin'), Buffer.alloc(100_000, 7));
  writeFileSync(join(folder, 'config.json'), '{}');
  const files = await Promise.all(['weights.bin', 'config.json'].map(async (path) => ({ path, bytes: path === 'config.json' ? 2 : 100_000, sha256: await sha256Of(join(folder, path)) })));
  const manifest: ModelManifest = { id: 'made', version: '1', kind: 'whisper', tier: 'DEMO', licence: 'none', source: 'a test', data: 'none', metrics: {}, files, hash: hashOfFiles(files) };
  change(manifest, folder);
  writeFileSync(join(folder, manifestFile), JSON.stringify(manifest));
  return folder;
}

describe('a model folder', () => {
  it('that is what its manifest says is verified', async () => {
    const seen: number[] = [];
    expect(await verifyModel(await mounted(), (fraction) => seen.push(fraction))).toMatchObject({ id: 'made' });
    expect(seen.at(-1)).toBe(1);
  });

  it.each<[string, (manifest: ModelManifest, folder: string) => void, string]>([
    ['with a changed file', (_, folder) => writeFileSync(join(folder, 'weights.bin'), Buffer.alloc(100_000, 8)), 'SHA-256'],
    ['with a file cut short', (_, folder) => truncateSync(join(folder, 'weights.bin'), 50_000), '50000 bytes instead of 100000'],
    ['without a file', (_, folder) => rmSync(join(folder, 'config.json')), 'config.json is missing'],
    ['with a manifest that was edited', (manifest) => (manifest.files[0]!.sha256 = '0'.repeat(64)), 'hash'],
    ['with a path out of its folder', (manifest) => (manifest.files[0]!.path = '../weights.bin'), 'files.0.path'],
    ['without a licence', (manifest) => (manifest.licence = ''), 'licence'],
  ])('%s is refused, and the reason named', async (_, change, reason) => {
    await expect(verifyModel(await mounted(change))).rejects.toThrow(reason);
  });

  it('is listed with its fault where its manifest cannot be read', async () => {
    const folder = await mounted();
    writeFileSync(join(folder, manifestFile), 'no json');
    expect(listModels(home).find((one) => one.folder === folder)).toMatchObject({ fault: expect.stringContaining('no readable') });
    expect(listModels(join(home, 'nowhere'))).toEqual([]);
  });
});
