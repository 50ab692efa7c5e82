import { readFileSync } from 'node:fs';
import type { TranscriptSegment } from '@dra/events';
import { parseCsv } from './parse-csv.ts';
import { readDialogue } from './read-dialogue.ts';

export type Example = { segments: TranscriptSegment[]; note: string; header: string | null };

/** ACI-Bench (dialogue, note) or MTS-Dialog (dialogue, section_header, section_text). */
export function readCorpus(path: string): Example[] {
  return parseCsv(readFileSync(path, 'utf8')).map((row) => ({
    segments: readDialogue(row['dialogue'] ?? '').segments,
    note: row['note'] ?? row['section_text'] ?? '',
    header: row['section_header'] ?? null,
  }));
}
