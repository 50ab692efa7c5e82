import type { PromptHints } from '../decode/prompt.ts';

/** "Lisinopril and metformin" joins words of the prompt and adds nothing to them. */
const joining = new Set(['and', 'or', 'the', 'a']);

/**
 * Whether a window says nothing but words that it was told to expect. Somebody may have said just that; but over sound that
 * it cannot read, Whisper repeats its prompt. Which of the two it was, the sound alone must say.
 */
export function echoesPrompt(text: string, { vocabulary = [], medicines = [] }: PromptHints): boolean {
  const said = wordsOf(text);
  const given = new Set([...vocabulary, ...medicines].flatMap(wordsOf));
  return said.some((word) => given.has(word)) && said.every((word) => given.has(word) || joining.has(word));
}

const wordsOf = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter(Boolean);
