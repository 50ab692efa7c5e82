import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ClientError } from '../graphql/client-error.ts';
import { fileAsGiven } from '../session.ts';

export type ImportArguments = { files: string[]; tenant: string | null; json: boolean; url: string | null; token: string | null; timeoutSeconds: number };

export const importHelp = `npm run import -- --fhir DIR [--tenant T] [--json]

  --fhir DIR          a folder of FHIR R4 bundles (*.json), or one such file
  --tenant T          into which tenant (default: the token's); a token of another tenant is refused
  --json              one JSON document on stdout in place of a row per entry
  --url URL           the gateway (default http://localhost:4000/graphql, or DRA_URL)
  --token TOKEN       a caller's token (default DRA_TOKEN, or dr.osei of the tenant demo where npm start runs)
  --timeout SECONDS   for the whole import (default 3600)

A bundle is checked whole before its first write: structure, required fields, references. What was imported before, from
whatever bundle, is unchanged, so an import that was cut is finished by the same command.

Exit codes: 0 all bundles applied, 1 failed on the way, 2 some bundles refused, 3 some entries failed, 4 not permitted,
5 not reached in time, 64 wrong arguments.`;

/** @throws ClientError USAGE with one sentence; null when help was asked for */
export function importArguments(argv: readonly string[]): ImportArguments | null {
  const values = parse(argv);
  if (values.help) return null;
  if (!values.fhir) throw usage('Say which bundles with --fhir DIR.');
  if (values.url !== undefined && !URL.canParse(values.url)) throw usage('--url is no address.');
  const timeoutSeconds = Number(values.timeout ?? '3600');
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 86_400) throw usage('--timeout is a whole number of seconds from 1 to 86400.');
  return { files: bundlesIn(fileAsGiven(values.fhir)), tenant: values.tenant ?? null, json: values.json, url: values.url ?? null, token: values.token ?? null, timeoutSeconds };
}

function bundlesIn(path: string): string[] {
  if (!existsSync(path)) throw usage(`There is no ${path}.`);
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  if (files.length === 0) throw usage(`There is no *.json in ${path}.`);
  return files.map((entry) => join(path, entry.name)).sort();
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        fhir: { type: 'string' },
        tenant: { type: 'string' },
        json: { type: 'boolean', default: false },
        url: { type: 'string' },
        token: { type: 'string' },
        timeout: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function usage(message: string): ClientError {
  return new ClientError('USAGE', message);
}
