import { rougeLsum, rougeN } from '../../../subgraphs/inference/src/engines/extractive-note/corpora/rouge.ts';
import type { DraftedRow } from './draft-row.ts';
import { findUnsaid } from './find-unsaid.ts';
import type { Unsaid } from './find-unsaid.ts';
import { countOmissions } from './omissions.ts';

/** Adds up rows and prints the figures. */
export function createTally() {
  const sums = { rows: 0, references: 0, r1: 0, r2: 0, lsum: 0, statements: 0, evidenced: 0, supported: 0, omitted: 0, listed: 0, apt: 0, unmentioned: 0, comparable: 0, words: 0 };
  const unsaid: (Unsaid & { index: number })[] = [];

  function add(dialogue: string, reference: string, row: DraftedRow): void {
    sums.rows += 1;
    sums.statements += row.statements.length;
    sums.evidenced += row.statements.filter(({ evidence }) => evidence.length > 0).length;
    sums.supported += row.statements.filter(({ supported }) => supported).length;
    sums.unmentioned += row.unmentioned.length;
    sums.words += row.note.split(/\s+/).length;
    unsaid.push(...findUnsaid(dialogue, row).map((one) => ({ index: row.index, ...one })));
    if (!reference.trim()) return;
    sums.references += 1;
    sums.r1 += rougeN(row.note, reference, 1).f1;
    sums.r2 += rougeN(row.note, reference, 2).f1;
    sums.lsum += rougeLsum(row.note, reference).f1;
    const { omitted, listed, apt } = countOmissions(dialogue, reference, row);
    sums.apt += apt;
    sums.comparable += row.unmentioned.length;
    sums.omitted += omitted;
    sums.listed += listed;
  }

  function print(): string {
    const hundred = (part: number, whole: number) => (whole === 0 ? 'n/a' : `${((100 * part) / whole).toFixed(1)}`);
    const of = (kind: Unsaid['kind']) => unsaid.filter((one) => one.kind === kind);
    const lines = [
      `rows                          ${sums.rows} (${sums.references} with a reference note)`,
      `ROUGE-1 / ROUGE-2 / ROUGE-Lsum ${hundred(sums.r1, sums.references)} / ${hundred(sums.r2, sums.references)} / ${hundred(sums.lsum, sums.references)}`,
      `statements                    ${sums.statements} (${(sums.statements / Math.max(1, sums.rows)).toFixed(1)} a note, ${(sums.words / Math.max(1, sums.rows)).toFixed(0)} words a note)`,
      `statements with evidence      ${hundred(sums.evidenced, sums.statements)} %`,
      `statements supported          ${hundred(sums.supported, sums.statements)} %`,
      `said nowhere in the dialogue  ${of('number').length} numbers, ${of('drug').length} drugs, ${of('negation').length} negations`,
      ...unsaid.map(({ index, kind, what, text }) => `  row ${index}: ${kind} "${what}" in: ${text}`),
      `omission list                 ${(sums.unmentioned / Math.max(1, sums.rows)).toFixed(1)} a note; names ${hundred(sums.listed, sums.omitted)} % of the ${sums.omitted} facts that the reference has, the dialogue says and the note lacks`,
      `                              ${hundred(sums.apt, sums.comparable)} % of its entries say half of a fact that the reference has`,
    ];
    return `${lines.join('\n')}\n`;
  }

  return { add, print };
}
