import { engineRate } from './engine-rate.ts';

/** Loudness of the two channels over a stretch of the recording, dBFS. */
export type ChannelLoudness = { leftDb: number; rightDb: number };

/** Two channels' powers in blocks of 20 ms: 6 MB for four hours. */
export type ChannelMeter = {
  /** @param startSample where the packet begins, in samples at 16 kHz from the recording's start */
  add(startSample: number, sides: { left: Float32Array; right: Float32Array }, sampleRate: number): void;
  /** Null where nothing was heard yet, or both channels are silent. */
  between(startMs: number, endMs: number): ChannelLoudness | null;
};

const blockSamples = engineRate / 50;
const blockMs = 20;
const silence = 1e-10;

export function createChannelMeter(): ChannelMeter {
  // Left and right in turn; grows by doubling.
  let powers = new Float32Array(2_048);
  let blocks = 0;

  function reserve(count: number): void {
    if (count * 2 > powers.length) {
      const grown = new Float32Array(Math.max(powers.length * 2, count * 2));
      grown.set(powers);
      powers = grown;
    }
    blocks = Math.max(blocks, count);
  }

  return {
    add(startSample, { left, right }, sampleRate) {
      if (!(sampleRate > 0) || left.length === 0) return;
      const toEngine = engineRate / sampleRate;
      reserve(Math.floor((startSample + left.length * toEngine) / blockSamples) + 1);
      // A block's power is a mean over its samples: each one counts by its share of the block.
      const share = toEngine / blockSamples;
      for (let i = 0; i < left.length; i += 1) {
        const block = 2 * Math.floor((startSample + i * toEngine) / blockSamples);
        powers[block]! += (left[i]! ** 2 || 0) * share;
        powers[block + 1]! += ((right[i] ?? 0) ** 2 || 0) * share;
      }
    },
    between(startMs, endMs) {
      const from = Math.max(0, Math.floor(startMs / blockMs));
      const to = Math.min(blocks, Math.ceil(endMs / blockMs));
      let left = 0;
      let right = 0;
      for (let block = from; block < to; block += 1) {
        left += powers[2 * block]!;
        right += powers[2 * block + 1]!;
      }
      if (to <= from || left + right <= silence) return null;
      const db = (sum: number) => 10 * Math.log10(sum / (to - from) + silence);
      return { leftDb: db(left), rightDb: db(right) };
    },
  };
}
