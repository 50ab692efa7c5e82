import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createGraphqlClient } from '../graphql/client.ts';
import { defaultToken, defaultUrl, fileAsGiven } from '../session.ts';
import { exportPairs } from './export-pairs.ts';

const help = `npm run pairs:export -- --out FILE.jsonl [--since YYYY-MM-DD] [--url URL] [--token TOKEN]

Writes what machines drafted and what clinicians signed, one JSON object a line: {template, engine, sections: [{code, title,
draft, signed, distance: {words, share}}], statements: {kept, changed, removed, added}}. Names, identifiers, addresses,
telephone numbers, dates and ages over 89 are taken out of the text, as far as they are known or look like such. What is left
is pseudonymous and not anonymous: relatives, places and rare histories are in it. Treat it as patients' data.

Reads with the token's rights (note:read and patient:read, such as a PRESCRIBER's); each read stands in the patients' audit.`;

/** `npm run pairs:export`: exit codes 0 done, 1 failed, 64 wrong arguments. */
async function main(): Promise<number> {
  let values;
  try {
    ({ values } = parseArgs({ options: { out: { type: 'string' }, since: { type: 'string' }, url: { type: 'string' }, token: { type: 'string' }, help: { type: 'boolean', default: false } } }));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}\n`);
    return 64;
  }
  if (values.help) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  if (!values.out || (values.since !== undefined && Number.isNaN(Date.parse(values.since)))) {
    process.stderr.write(`${values.out ? '--since is a date such as 2026-11-01.' : 'Say where to with --out FILE.'}\n\n${help}\n`);
    return 64;
  }
  const client = createGraphqlClient({ url: values.url ?? defaultUrl(), token: values.token ?? (() => defaultToken()), signal: AbortSignal.timeout(6 * 3_600_000) });
  const pairs = await exportPairs(client, {
    since: values.since ? new Date(values.since).toISOString() : null,
    onPatient: (count) => {
      if (count % 100 === 0) process.stderr.write(`  ${count} patients\n`);
    },
  });
  // Its owner's to read, nobody else's.
  writeFileSync(fileAsGiven(values.out), pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(''), { mode: 0o600 });
  process.stderr.write(`${pairs.length} pairs\n`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
