/** A failure that a person can act on: one sentence, no stack. What throws anything else has a bug. */
export class Failure extends Error {
  constructor(sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.name = 'Failure';
  }
}

/** The sentence to show for anything thrown. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0]?.trim() || 'unknown failure';
}
