import { engineRate, utterancesOf } from '@dra/audio';
import type { Utterance } from '@dra/audio';
import type { Span } from './passed-over.ts';

/** A stretch of the recording that holds speech; not longer than the model's window. */
export type SoundWindow = {
  startSample: number;
  samples: Float32Array;
  /** Where in it somebody speaks, in order. */
  speech: readonly Span[];
};

export type SoundWindows = {
  /** The next stretch that was not given yet, or null at the end. Speech only: silence between visits' words is skipped. */
  next(): Promise<SoundWindow | null>;
  /** What was heard of the recording so far, in samples. */
  heard(): number;
  /** The recording's own samples, as long as they are not `forget`-ed. */
  between(startSample: number, endSample: number): Float32Array;
};

/**
 * Cuts a recording into windows at its pauses: utterances are packed until a window is full, so that windows depend on
 * nothing before them and can be decoded side by side. Memory: what lies between the last window given and the voice
 * activity's look-ahead, about two minutes of sound.
 * @param onUtterance hears every utterance once, in order, before its window is given
 */
export function createSoundWindows(source: AsyncIterable<Float32Array>, windowSamples: number, onUtterance?: (utterance: Utterance) => void): SoundWindows {
  const held = createHeldSound();
  const perMs = engineRate / 1_000;
  const utterances = utterancesOf(held.recording(source), { longestMs: Math.min(20_000, windowSamples / perMs) });
  let waiting: Span | null = null;
  let ended = false;

  async function nextUtterance(): Promise<Span | null> {
    if (ended) return null;
    const { value, done } = await utterances.next();
    if (done) {
      ended = true;
      return null;
    }
    onUtterance?.(value);
    return { start: Math.round(value.startMs * perMs), end: Math.round(value.endMs * perMs) };
  }

  return {
    async next() {
      const first = waiting ?? (await nextUtterance());
      waiting = null;
      if (!first) return null;
      const start = first.start;
      let end = Math.min(first.end, start + windowSamples);
      const speech = [{ start, end }];
      for (;;) {
        const following = await nextUtterance();
        if (!following) break;
        if (following.end - start > windowSamples) {
          waiting = following;
          break;
        }
        end = Math.max(end, following.end);
        speech.push(following);
      }
      // Of an utterance that is a whole window long, padding may stick out.
      const samples = held.between(start, end);
      held.forget(waiting?.start ?? end);
      return { startSample: start, samples, speech };
    },
    heard: () => held.heard(),
    between: (from, to) => held.between(from, to),
  };
}

/** The last stretch of a stream, addressed by the recording's sample numbers. */
function createHeldSound() {
  let pieces: { at: number; samples: Float32Array }[] = [];
  let heard = 0;
  return {
    async *recording(source: AsyncIterable<Float32Array>): AsyncGenerator<Float32Array, void> {
      for await (const samples of source) {
        pieces.push({ at: heard, samples });
        heard += samples.length;
        yield samples;
      }
    },
    heard: () => heard,
    between(start: number, end: number): Float32Array {
      const joined = new Float32Array(Math.max(0, Math.min(end, heard) - start));
      for (const { at, samples } of pieces) {
        const from = Math.max(start, at);
        const to = Math.min(start + joined.length, at + samples.length);
        if (from < to) joined.set(samples.subarray(from - at, to - at), from - start);
      }
      return joined;
    },
    forget(before: number) {
      pieces = pieces.filter(({ at, samples }) => at + samples.length > before);
    },
  };
}
