import * as tf from '@tensorflow/tfjs-core';
import type { DecodeTask } from '../decode/decode-batch.ts';
import { promptTokens } from '../decode/prompt.ts';
import { echoesPrompt } from '../guards/echoes-prompt.ts';
import type { WhisperModel } from '../model/whisper-model.ts';
import { decodeWithFallback } from './decode-with-fallback.ts';
import type { FallbackOptions, Heard } from './decode-with-fallback.ts';
import type { Turn } from './read-windows.ts';

/** Windows that only gave their prompt back are read again without it: what they say then is what counts. */
export async function hearUnprompted(model: WhisperModel, sound: tf.Tensor3D, heard: readonly Heard[], turns: readonly Turn[], languages: readonly (string | null)[], options: FallbackOptions): Promise<Heard[]> {
  const again = heard.flatMap(({ decoded }, at) => (echoesPrompt(model.tokens.decode(decoded.tokens), turns[at]!.reader.hints) ? [at] : []));
  if (again.length === 0) return [...heard];
  const some = tf.tidy(() => tf.gather(sound, tf.tensor1d(again, 'int32')));
  try {
    const tasks = again.map((at): DecodeTask => ({ prompt: promptTokens(model.tokens, model.configuration.positions, languages[at]!), seed: turns[at]!.window.startSample }));
    const plain = await decodeWithFallback(model, some, tasks, options);
    return heard.map((one, at) => (again.includes(at) ? plain[again.indexOf(at)]! : one));
  } finally {
    some.dispose();
  }
}
