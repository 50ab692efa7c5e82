import { joinWords, splitWords } from '../../../subgraphs/inference/src/engines/extractive-note/words.ts';
import { normaliseNumbers, unitForms } from '../../../subgraphs/inference/src/engines/extractive-note/normalise-numbers.ts';
import { numberWord } from '../../../subgraphs/inference/src/engines/extractive-note/spoken-numbers.ts';
import { wordsOfText } from '../../../subgraphs/inference/src/models/compare-words.ts';

const titles: ReadonlyMap<string, string> = new Map(Object.entries({ mister: 'mr', missus: 'mrs', misses: 'mrs', doctor: 'dr' }));

/**
 * A text's words, those that may be written in two ways in one: a recogniser that writes "500 mg" and "Mr." where a
 * person wrote "five hundred milligrams" and "mister" heard the same. Numbers that could be read in two ways ("one
 * thirty") stay as they are.
 */
export function spelledAlike(text: string): string[] {
  return wordsOfText(joinWords(normaliseNumbers(splitWords(text))).replaceAll(/[%/]/g, (mark) => (mark === '%' ? ' percent' : ' over '))).map((word) => {
    const number = numberWord(word);
    return number === undefined ? (titles.get(word) ?? unitForms.get(word)?.toLowerCase() ?? word) : String(number);
  });
}
