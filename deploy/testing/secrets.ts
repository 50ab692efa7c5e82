import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { inRepository } from './repository.ts';

/** Runs deploy/make-env.mjs as an operator would, as often as told, and reads what it wrote. */
export function makeEnv(options: { times?: number } = {}): { values: Record<string, string>; texts: string[]; mode: number } {
  const folder = mkdtempSync(join(tmpdir(), 'dra-env-'));
  const file = join(folder, '.env');
  try {
    const texts: string[] = [];
    for (let time = 0; time < (options.times ?? 1); time += 1) {
      execFileSync(process.execPath, [inRepository('deploy', 'make-env.mjs'), file]);
      texts.push(readFileSync(file, 'utf8'));
    }
    return { values: parseEnv(texts.at(-1) ?? '') as Record<string, string>, texts, mode: statSync(file).mode & 0o777 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an operator adds by hand. */
export const operatorSettings = {
  DRA_IDENTITY_JWKS_URL: 'https://identity.example.com/.well-known/jwks.json',
  DRA_IDENTITY_ISSUER: 'https://identity.example.com/',
  DRA_IDENTITY_AUDIENCE: 'dr-assistant',
};
