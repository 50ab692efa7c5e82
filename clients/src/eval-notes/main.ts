/**
 * Drafts every dialogue of a CSV file (columns `dialogue` and `note`, as in ACI-Bench; `note` may be empty or missing,
 * other columns are ignored) with the drafter that a visit gets, and prints how good the drafts are.
 *
 *   npm run eval:notes -- --data FILE.csv --out PRED.jsonl [--template aci-bench]
 */
import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseCsv } from '../../../subgraphs/inference/src/engines/extractive-note/corpora/parse-csv.ts';
import { draftRow } from './draft-row.ts';
import { createTally } from './tally.ts';

const usage = 'usage: npm run eval:notes -- --data FILE.csv --out PRED.jsonl [--template aci-bench]';

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function readArguments(): { data: string; out: string | undefined; template: string } {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' }, template: { type: 'string', default: 'aci-bench' } } });
    if (!values.data) fail(usage);
    const from = process.env['DRA_CALLED_FROM'] ?? process.cwd();
    return { data: resolve(from, values.data), out: values.out && resolve(from, values.out), template: values.template };
  } catch (error) {
    fail(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function readRows(path: string): Record<string, string>[] {
  try {
    return parseCsv(readFileSync(path, 'utf8'));
  } catch (error) {
    fail(`${path} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function main(): Promise<void> {
  const { data, out, template } = readArguments();
  const rows = readRows(data);
  if (rows.length === 0) fail(`${data} has no rows: it needs a head line and at least one record`);
  if (!('dialogue' in rows[0]!)) fail(`${data} has no column "dialogue"`);
  const file = out === undefined ? null : createWriteStream(out);
  file?.on('error', (error) => fail(`${out} could not be written: ${error.message}`));
  const tally = createTally();
  for (const [index, row] of rows.entries()) {
    const dialogue = row['dialogue']!;
    const drafted = await draftRow(index, dialogue, template).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
    tally.add(dialogue, row['note'] ?? '', drafted);
    if (file && !file.write(`${JSON.stringify(drafted)}\n`)) await once(file, 'drain');
  }
  if (file) {
    file.end();
    await once(file, 'finish');
  }
  process.stdout.write(tally.print());
}

await main();
