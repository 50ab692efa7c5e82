/**
 * Tells the section header of every dialogue of a CSV file (columns as in MTS-Dialog: `dialogue`, and `section_header`
 * where there is a reference; others are ignored) and prints how many are right.
 *
 *   npm run eval:headers -- --data FILE.csv [--out PRED.jsonl]
 *
 * --out: one JSON object a row in the input's order, {index, section_header, margin}.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseCsv } from '../../../subgraphs/inference/src/engines/extractive-note/corpora/parse-csv.ts';
import { headerOf } from '../../../subgraphs/inference/src/engines/extractive-note/headers/index.ts';
import { accuracyOf } from './accuracy.ts';

const usage = 'usage: npm run eval:headers -- --data FILE.csv [--out PRED.jsonl]';

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function run(): void {
  const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
  if (!values.data) fail(usage);
  const from = process.env['DRA_CALLED_FROM'] ?? process.cwd();
  const rows = parseCsv(readFileSync(resolve(from, values.data), 'utf8'));
  if (rows.length === 0) fail(`${values.data} has no rows: it needs a head line and at least one record`);
  if (!('dialogue' in rows[0]!)) fail(`${values.data} has no column "dialogue"`);
  const told = rows.map((row, index) => {
    const { header, margin } = headerOf(row['dialogue']!);
    return { index, section_header: header, margin: Math.round(margin * 1000) / 1000 };
  });
  if (values.out) writeFileSync(resolve(from, values.out), told.map((one) => `${JSON.stringify(one)}\n`).join(''));
  process.stdout.write(accuracyOf(told.map((one, index) => ({ told: one.section_header, reference: (rows[index]!['section_header'] ?? '').trim() }))));
}

try {
  run();
} catch (error) {
  fail(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
}
