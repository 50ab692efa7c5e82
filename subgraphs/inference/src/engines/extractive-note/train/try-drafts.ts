/**
 * Drafts every dialogue of a corpus file and prints figures: ROUGE against the reference, evidence, support, time.
 * With --show N it prints draft N too. Not the benchmark's evaluation: an impression while working on the drafter.
 *
 *   node try-drafts.ts --data aci-bench/valid.csv [--show 0]
 */
import { parseArgs } from 'node:util';
import { draftNote } from '../draft-note.ts';
import { findTemplate } from '../templates.ts';
import { readCorpus } from '../corpora/read-corpus.ts';
import { rougeN } from '../corpora/rouge.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, show: { type: 'string' } } });
if (!values.data) throw new Error('usage: --data FILE [--show N]');
const nobody = '00000000-0000-7000-8000-000000000000';
const engine = { id: 'try', version: '0', tier: 'STANDARD' as const };
const sums = { r1: 0, r1p: 0, r1r: 0, r2: 0, statements: 0, evidenced: 0, supported: 0, quoted: 0, words: 0, milliseconds: 0, unmentioned: 0 };
const examples = readCorpus(values.data);
for (const [index, example] of examples.entries()) {
  const started = performance.now();
  const note = await draftNote(
    { transcriptId: nobody, recordingId: null, encounterId: nobody, patientId: nobody, version: 1, timing: 'NONE', engine, language: 'en', segments: example.segments },
    { template: findTemplate('soap')!, engine },
  );
  sums.milliseconds += performance.now() - started;
  if (!note) continue;
  const statements = note.sections.flatMap((section) => section.statements);
  const text = statements.map((statement) => statement.text).join('\n');
  const one = rougeN(text, example.note, 1);
  sums.r1 += one.f1;
  sums.r1p += one.precision;
  sums.r1r += one.recall;
  sums.r2 += rougeN(text, example.note, 2).f1;
  sums.statements += statements.length;
  sums.evidenced += statements.filter((statement) => statement.evidence.length > 0).length;
  sums.supported += statements.filter((statement) => statement.supported).length;
  sums.quoted += statements.filter((statement) => statement.text.includes('"')).length;
  sums.unmentioned += note.unmentioned.length;
  sums.words += text.split(/\s+/).length;
  if (values.show === String(index)) {
    for (const section of note.sections) {
      process.stdout.write(`\n## ${section.title}\n`);
      for (const statement of section.statements) process.stdout.write(`${statement.supported ? ' ' : '!'} ${statement.text}\n`);
    }
    process.stdout.write(`\n## Unmentioned\n${note.unmentioned.map((one) => `  ${one.importance} ${one.text}`).join('\n')}\n${JSON.stringify(note.warnings)}\n`);
  }
}
const mean = (sum: number) => (sum / examples.length).toFixed(3);
process.stdout.write(
  `${examples.length} dialogues: ROUGE-1 ${mean(sums.r1)} (precision ${mean(sums.r1p)}, recall ${mean(sums.r1r)}), ROUGE-2 ${mean(sums.r2)}; ` +
    `${mean(sums.statements)} statements of which evidenced ${(sums.evidenced / sums.statements).toFixed(3)}, supported ${(sums.supported / sums.statements).toFixed(4)}, quoted ${(sums.quoted / sums.statements).toFixed(2)}; ` +
    `${mean(sums.unmentioned)} unmentioned; ${mean(sums.words)} words; ${mean(sums.milliseconds)} ms\n`,
);
