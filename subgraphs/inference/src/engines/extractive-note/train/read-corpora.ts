import { readFileSync } from 'node:fs';
import type { Speaker, TranscriptSegment } from '@dra/events';

export type Example = { segments: TranscriptSegment[]; note: string; header: string | null };

/** RFC 4180: quoted fields may hold commas, quotes (doubled) and line breaks. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index]!;
    if (quoted) {
      if (char === '"' && text[index + 1] === '"') {
        field += '"';
        index += 1;
      } else if (char === '"') quoted = false;
      else field += char;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      rows.at(-1)!.push(field);
      field = '';
    } else if (char === '\n') {
      rows.at(-1)!.push(field.replace(/\r$/, ''));
      field = '';
      rows.push([]);
    } else field += char;
  }
  rows.at(-1)!.push(field);
  const [head, ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(head!.map((name, index) => [name.trim(), row[index] ?? ''])));
}

/** Lines "[doctor] …" or "Doctor: …"; a line without a speaker goes on with the last one's turn. */
export function readDialogue(dialogue: string): TranscriptSegment[] {
  const segments: TranscriptSegment[] = [];
  for (const line of dialogue.split(/\r?\n/)) {
    const match = /^\s*(?:\[([\w ]+)\]|([A-Z][\w ]{2,20}):)\s*(.*)$/.exec(line);
    const said = (match ? match[3]! : line).trim();
    if (!said) continue;
    if (!match && segments.length > 0) {
      segments.at(-1)!.text += `\n${said}`;
      continue;
    }
    segments.push({ id: `t.${segments.length}`, seq: segments.length, speaker: speakerOf(match?.[1] ?? match?.[2] ?? ''), startMs: null, endMs: null, text: said, confidence: null });
  }
  return segments;
}

function speakerOf(name: string): Speaker {
  if (/doctor|clinician|physician/i.test(name)) return 'CLINICIAN';
  if (/^patient$/i.test(name.trim())) return 'PATIENT';
  return name ? 'OTHER' : 'UNKNOWN';
}

export function readCorpus(path: string): Example[] {
  return parseCsv(readFileSync(path, 'utf8')).map((row) => ({
    segments: readDialogue(row['dialogue']!),
    note: row['note'] ?? row['section_text'] ?? '',
    header: row['section_header'] ?? null,
  }));
}
