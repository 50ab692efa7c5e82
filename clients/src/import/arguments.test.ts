import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importArguments } from './arguments.ts';
import { importExitCodeOf } from './exit-codes.ts';

describe('npm run import', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'import-arguments-'));
    for (const name of ['b.json', 'a.json', 'notes.txt']) writeFileSync(join(folder, name), '{}');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes the bundles of a folder in order, or one file', () => {
    expect(importArguments(['--fhir', folder, '--tenant', 'demo-b', '--json'])).toEqual({
      files: [join(folder, 'a.json'), join(folder, 'b.json')],
      tenant: 'demo-b',
      json: true,
      url: null,
      token: null,
      timeoutSeconds: 3600,
    });
    expect(importArguments(['--fhir', join(folder, 'b.json')])?.files).toEqual([join(folder, 'b.json')]);
    expect(importArguments(['--help'])).toBeNull();
  });

  it.each([
    ['nothing', []],
    ['a folder that is not there', ['--fhir', '/nowhere/at/all']],
    ['an option that is none', ['--fhir', '.', '--frobnicate']],
    ['an address that is none', ['--fhir', '.', '--url', 'gateway']],
    ['a timeout of never', ['--fhir', '.', '--timeout', '0']],
  ])('refuses %s', (_, argv) => expect(() => importArguments(argv)).toThrow(expect.objectContaining({ code: 'USAGE' })));

  it.each([
    ['UNAUTHENTICATED', 4],
    ['FORBIDDEN', 4],
    ['NOT_REACHED', 5],
    ['TIMEOUT', 5],
    ['INTERNAL_SERVER_ERROR', 1],
    ['USAGE', 64],
  ])('ends with its code for %s: %d', (code, exit) => expect(importExitCodeOf(code)).toBe(exit));
});
