import type { Tokens } from '../tokens/tokens.ts';

export type PromptHints = {
  /** Words that the clinic uses: names of doctors, places, rare terms. */
  vocabulary?: readonly string[] | undefined;
  /** What the patient takes. */
  medicines?: readonly string[] | undefined;
};

/** Of the decoder's positions: a prompt may take up to half, less its marks, as Whisper was trained. */
const share = 0.5;

/**
 * What the decoder is given before the sound speaks: expected words as if they had just been said, then language and
 * task. The medicines stand last, where they weigh most; what does not fit is left out from the front.
 */
export function promptTokens(tokens: Tokens, positions: number, language: string | null, hints: PromptHints = {}): number[] {
  const task = [tokens.start];
  const languageToken = language === null ? undefined : tokens.languages.get(language);
  if (languageToken !== undefined && tokens.transcribe !== null) task.push(languageToken, tokens.transcribe);
  const words = [...(hints.vocabulary ?? []), ...(hints.medicines ?? [])].map((word) => word.trim()).filter(Boolean);
  if (words.length === 0 || tokens.previous === null) return task;
  const room = Math.floor(positions * share) - 1;
  const text = tokens.encode(` ${words.join(', ')}.`).slice(-room);
  return [tokens.previous, ...text, ...task];
}
