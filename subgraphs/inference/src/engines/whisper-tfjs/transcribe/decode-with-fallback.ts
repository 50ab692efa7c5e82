import * as tf from '@tensorflow/tfjs-core';
import { decodeBatch } from '../decode/decode-batch.ts';
import type { DecodeOptions, DecodeTask } from '../decode/decode-batch.ts';
import type { Decoded, Search } from '../decode/hypotheses.ts';
import { judge } from '../guards/judge.ts';
import type { Judgement } from '../guards/judge.ts';
import type { WhisperModel } from '../model/whisper-model.ts';

export type Heard = { decoded: Decoded; judgement: Judgement; temperature: number };

export type FallbackOptions = Omit<DecodeOptions, 'search'> & {
  /** 1 is greedy. Only at temperature 0. */
  beams: number;
  /** The first is tried on every window, each next one on those whose words nobody can trust. */
  temperatures: readonly number[];
  /** Draws at a temperature above 0. */
  draws: number;
};

/** Decodes all windows, then those that repeat or doubt themselves again, warmer; the best of the tries counts. */
export async function decodeWithFallback(model: WhisperModel, sound: tf.Tensor3D, tasks: readonly DecodeTask[], { beams, temperatures, draws, ...options }: FallbackOptions): Promise<Heard[]> {
  const best: (Heard | null)[] = tasks.map(() => null);
  for (const temperature of temperatures) {
    const again = best.flatMap((heard, at) => (heard === null || heard.judgement === 'repeats' || heard.judgement === 'doubtful' ? [at] : []));
    if (again.length === 0) break;
    const search: Search = temperature === 0 ? (beams > 1 ? { kind: 'beam', rows: beams } : { kind: 'greedy', rows: 1 }) : { kind: 'draw', rows: draws, temperature };
    const some = again.length === tasks.length ? tf.clone(sound) : tf.tidy(() => tf.gather(sound, tf.tensor1d(again, 'int32')));
    try {
      const decoded = await decodeBatch(model, some, again.map((at) => tasks[at]!), { ...options, search });
      decoded.forEach((one, index) => {
        const at = again[index]!;
        const heard = { decoded: one, judgement: judge({ ...one, text: model.tokens.decode(one.tokens) }), temperature };
        best[at] = better(best[at] ?? null, heard);
      });
    } finally {
      some.dispose();
    }
  }
  return best as Heard[];
}

const rank: Record<Judgement, number> = { trusted: 3, silent: 3, doubtful: 2, repeats: 1 };

function better(before: Heard | null, now: Heard): Heard {
  if (!before || rank[now.judgement] > rank[before.judgement]) return now;
  if (rank[now.judgement] < rank[before.judgement]) return before;
  return now.decoded.averageLogProbability > before.decoded.averageLogProbability ? now : before;
}
