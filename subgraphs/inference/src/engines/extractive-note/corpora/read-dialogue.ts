import type { Speaker, TranscriptSegment } from '@dra/events';

/** Where a segment's text stands in the dialogue: `at` in the segment's text is `start` in line `line`. */
export type Piece = { line: number; start: number; at: number; length: number };

export type Dialogue = { segments: TranscriptSegment[]; pieces: Piece[][] };

/**
 * A dialogue of the corpora as a transcript: lines "[doctor] …" or "Doctor: …"; a line without a speaker goes on with
 * the last one's turn. Lines are those between line feeds, counted from 0.
 */
export function readDialogue(dialogue: string): Dialogue {
  const segments: TranscriptSegment[] = [];
  const pieces: Piece[][] = [];
  for (const [line, raw] of dialogue.split('\n').entries()) {
    const match = /^\s*(?:\[([\w ]{1,40})\]|([A-Z][\w ]{2,20}):)\s*/.exec(raw);
    const from = match?.[0].length ?? 0;
    const text = raw.slice(from).trim();
    if (!text) continue;
    const start = raw.indexOf(text, from);
    if (!match && segments.length > 0) {
      const before = segments.at(-1)!;
      pieces.at(-1)!.push({ line, start, at: before.text.length + 1, length: text.length });
      before.text += `\n${text}`;
      continue;
    }
    segments.push({ id: `t.${segments.length}`, seq: segments.length, speaker: speakerOf(match?.[1] ?? match?.[2] ?? ''), startMs: null, endMs: null, text, confidence: null });
    pieces.push([{ line, start, at: 0, length: text.length }]);
  }
  return { segments, pieces };
}

function speakerOf(name: string): Speaker {
  if (/doctor|clinician|physician/i.test(name)) return 'CLINICIAN';
  if (/^patient$/i.test(name.trim())) return 'PATIENT';
  return name ? 'OTHER' : 'UNKNOWN';
}

/** Evidence as places in the dialogue: character offsets in line `line`, end exclusive. */
export function placesOf({ segments, pieces }: Dialogue, evidence: { segmentId: string; charStart: number; charEnd: number }): { line: number; start: number; end: number }[] {
  const seq = segments.findIndex(({ id }) => id === evidence.segmentId);
  return (pieces[seq] ?? []).flatMap(({ line, start, at, length }) => {
    const from = Math.max(evidence.charStart, at);
    const to = Math.min(evidence.charEnd, at + length);
    return from < to ? [{ line, start: start + from - at, end: start + to - at }] : [];
  });
}
