import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const workspace = mkdtempSync(join(tmpdir(), 'fresh-bundle-'));
const folder = join(workspace, 'dist/bare');
afterAll(() => rmSync(workspace, { recursive: true }));

/** In a Node of its own: what it runs is a module that no jest test can import. Says each folder, and how often it was built. */
function bundle(lockHash: string, times = 1, into = folder): { folders: string[]; built: number } | { fault: string } {
  const program = `
    const { freshBundle } = await import(${JSON.stringify(join(__dirname, 'fresh-bundle.mjs'))});
    const { spawn } = await import('node:child_process');
    let built = 0;
    const run = (args, cwd) => new Promise((resolve) => { built += 1; spawn(process.execPath, args, { cwd, stdio: 'ignore' }).once('close', resolve); });
    const one = () => freshBundle({ workspace: ${JSON.stringify(workspace)}, folder: ${JSON.stringify(into)}, entries: ['bare=main.ts'], lockHash: ${JSON.stringify(lockHash)}, run });
    try { console.log(JSON.stringify({ folders: await Promise.all(Array.from({ length: ${times} }, one)), built })); }
    catch (error) { console.log(JSON.stringify({ fault: error.message })); }`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return JSON.parse(stdout) as ReturnType<typeof bundle>;
}

const saidBy = (result: ReturnType<typeof bundle>) => ('fault' in result ? result.fault : spawnSync(process.execPath, [join(result.folders[0] ?? '', 'bare.cjs')], { encoding: 'utf8' }).stdout);
const write = (text: string) => {
  writeFileSync(join(workspace, 'said.ts'), `export const said: string = '${text}';\n`);
  writeFileSync(join(workspace, 'main.ts'), "import { said } from './said.ts';\nprocess.stdout.write(said);\n");
};

describe('a fresh bundle', () => {
  beforeAll(() => write('first'));

  it('is made once by starts side by side, leaves nothing half done, and is reused', () => {
    const first = bundle('a', 2);
    expect(first).toMatchObject({ built: 2 });
    if ('fault' in first) throw new Error(first.fault);
    expect(new Set(first.folders).size).toBe(1);
    expect(saidBy(first)).toBe('first');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(bundle('a')).toEqual({ folders: [first.folders[0]], built: 0 });
  });

  it('is made again when a source has changed, or the packages have; the one before stays for who runs it', () => {
    const before = JSON.parse(readFileSync(join(folder, 'current.json'), 'utf8')) as { build: string };
    write('second, and longer');
    const changed = bundle('a');
    expect(changed).toMatchObject({ built: 1 });
    expect(saidBy(changed)).toBe('second, and longer');
    expect(readdirSync(folder)).toContain(before.build);
    expect(bundle('b')).toMatchObject({ built: 1 });
    expect(bundle('b')).toMatchObject({ built: 0 });
  });

  it('says why it cannot be made, and leaves nothing', () => {
    writeFileSync(join(workspace, 'main.ts'), 'const ;');
    expect(bundle('b')).toEqual({ fault: 'the bundler did not succeed' });
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    mkdirSync(join(workspace, 'other'));
    writeFileSync(join(workspace, 'other/file'), '');
    expect(bundle('b', 1, join(workspace, 'other/file/below'))).toMatchObject({ fault: expect.stringMatching(/^ENOTDIR/) });
  });
});
