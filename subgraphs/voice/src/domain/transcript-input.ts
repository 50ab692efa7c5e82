import type { Speaker } from '@dra/events';
import { cleaned, segmentsOfText } from './segments-of-text.ts';
import type { Outcome } from './outcome.ts';
import { refused } from './outcome.ts';

export type SegmentInput = { speaker: Speaker; startMs: number | null; endMs: number | null; text: string };
export type TranscriptInput = { text?: string | null; segments?: readonly SegmentInput[] | null };

const largestBytes = 2 * 1024 * 1024;
const mostSegments = 20_000;
const longestMs = 24 * 3_600_000;

/**
 * What was said, from what was sent; or what is wrong with it. Times are taken as given or are null for all: none is
 * computed from another.
 */
export function readTranscript(input: TranscriptInput): { kind: 'read'; timing: 'TIMED' | 'NONE'; segments: SegmentInput[] } | { kind: 'refused'; outcome: Outcome } {
  const no = (outcome: Outcome) => ({ kind: 'refused', outcome }) as const;
  const given = [input.text, input.segments].filter((one) => one !== null && one !== undefined).length;
  if (given !== 1) return no(refused('VALIDATION', 'Send either `text` or `segments`.', 'text'));

  const bytes = input.segments ? input.segments.reduce((sum, one) => sum + Buffer.byteLength(one.text), 0) : Buffer.byteLength(input.text ?? '');
  if (bytes > largestBytes) return no(refused('TRANSCRIPT_TOO_LARGE', 'A transcript has 2 MB at most: send a long visit in parts.', input.segments ? 'segments' : 'text'));

  const raw = input.segments ?? segmentsOfText(input.text ?? '').map((turn) => ({ ...turn, startMs: null, endMs: null }));
  if (raw.length > mostSegments) return no(refused('TRANSCRIPT_TOO_LARGE', `A transcript has ${mostSegments} segments at most.`, 'segments'));
  const timed = raw.filter((one) => one.startMs !== null || one.endMs !== null).length;
  if (timed > 0) {
    const wrong = raw.findIndex((one, index) => !inTime(one, raw[index - 1]));
    if (wrong >= 0) return no(refused('VALIDATION', 'Both times or neither, for all segments or none, in order, and none before the recording began.', 'segments', String(wrong)));
  }
  const segments = raw.map((one) => ({ ...one, text: cleaned(one.text) })).filter((one) => one.text !== '');
  if (segments.length === 0) return no(refused('TRANSCRIPT_EMPTY', 'Nothing was said in it.', input.segments ? 'segments' : 'text'));
  return { kind: 'read', timing: timed > 0 ? 'TIMED' : 'NONE', segments };
}

function inTime({ startMs, endMs }: SegmentInput, before: SegmentInput | undefined): boolean {
  if (startMs === null || endMs === null) return false;
  return startMs >= 0 && endMs >= startMs && endMs <= longestMs && startMs >= (before?.startMs ?? 0);
}
