import { frameMs } from '../speech-frames.ts';

/** Where a section may end, in milliseconds. Pauses of speech between sentences last half a second and more. */
export const sectionLimits = { least: 8_000, restless: 16_000, most: 28_000, pause: 700, shortPause: 300 } as const;

const frames = (ms: number) => Math.round(ms / frameMs);
const aboveFloorDb = 9;
const quietestDb = -60;
/** The room may become louder by so much from section to section. */
const floorRisesDb = 3;
const floorShare = 0.1;

export type SectionEnd = {
  /** Frames of the section. */
  end: number;
  /** How loud the room is: the next section begins with it. */
  floorDb: number;
};

/**
 * Where the section ends whose frames are as loud as this (dBFS, from its first frame on), or null while it goes on. What
 * it says follows from the frames up to the one at which it says it: more frames after that change nothing, so a recording
 * is cut at the same places however its chunks arrive.
 */
export function sectionEnd(loudness: readonly number[], floorBefore: number | null): SectionEnd | null {
  const heap = new Array<number>(128).fill(0);
  let quietFor = 0;
  for (let i = 0; i < loudness.length; i += 1) {
    const db = Math.min(0, Math.max(-127, loudness[i]!));
    heap[Math.floor(-db)]! += 1;
    const floor = floorOf(heap, i + 1, floorBefore);
    quietFor = db < Math.max(quietestDb, floor + aboveFloorDb) ? quietFor + 1 : 0;
    const length = i + 1;
    const pause = frames(length < frames(sectionLimits.restless) ? sectionLimits.pause : sectionLimits.shortPause);
    if (length >= frames(sectionLimits.least) && quietFor >= pause) return { end: length - Math.floor(pause / 2), floorDb: floor };
    if (length >= frames(sectionLimits.most)) return { end: quietest(loudness, Math.floor(length / 2), length), floorDb: floor };
  }
  return null;
}

/** Below this loudness lies a tenth of the section. In whole dB, by a count a dB: the same for all who count. */
function floorOf(heap: readonly number[], count: number, before: number | null): number {
  let louder = count;
  for (let db = 127; db >= 0; db -= 1) {
    louder -= heap[db]!;
    if (count - louder > count * floorShare) return before === null ? -db : Math.min(-db, before + floorRisesDb);
  }
  return 0;
}

/** The quietest tenth of a second. */
function quietest(loudness: readonly number[], from: number, to: number): number {
  const width = 5;
  let best = from;
  let least = Infinity;
  for (let at = from; at + width <= to; at += 1) {
    let sum = 0;
    for (let i = at; i < at + width; i += 1) sum += loudness[i]!;
    if (sum < least) {
      least = sum;
      best = at + 2;
    }
  }
  return best;
}
