// Makes vocabulary/pronunciations.json: `node build-vocabulary.ts [--dictionary cmudict-en-us.dict]`.
// Needs flite. With the model's dictionary given, clinical words that it has get no pronunciation of ours.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const here = join(import.meta.dirname, 'vocabulary');
const { values } = parseArgs({ options: { dictionary: { type: 'string' } } });
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));

const formulary = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../packages/formulary/data/formulary.json'), 'utf8')) as {
  ingredients: { name: string; synonyms: string[] }[];
};
// Parts of names that are everyday words the model knows well enough.
const everyday = new Set(linesOf(join(here, 'everyday.txt')));
const generics = formulary.ingredients.flatMap(({ name, synonyms }) => [name, ...synonyms]).flatMap((name) => name.toLowerCase().split(/[\s-]+/));
const drugs = [...new Set([...generics, ...linesOf(join(here, 'brands.txt'))])].filter((word) => /^[a-z]{5,}$/.test(word) && !everyday.has(word));
const clinical = linesOf(join(here, 'clinical.txt')).filter((word) => !drugs.includes(word));
const known = new Set(values.dictionary ? linesOf(values.dictionary).map((line) => line.split(' ')[0]) : []);

const byHand = new Map<string, string[]>();
for (const line of linesOf(join(here, 'by-hand.txt'))) {
  const [word, ...phones] = line.split(' ');
  byHand.set(word as string, [...(byHand.get(word as string) ?? []), phones.join(' ')]);
}

/** flite's phones are the model's, but for case and its name of the schwa. */
function spoken(word: string): string[] {
  const phones = execFileSync('flite', ['-ps', '-t', word, 'none'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .trim()
    .split(/\s+/)
    .filter((phone) => phone !== 'pau')
    .map((phone) => (phone === 'ax' ? 'AH' : phone.toUpperCase()));
  return phones.length > 1 ? [phones.join(' ')] : [];
}

const words: Record<string, string[]> = {};
for (const word of drugs.sort()) words[word] = [...new Set([...(byHand.get(word) ?? []), ...spoken(word)])];
for (const word of clinical.sort()) words[word] = byHand.get(word) ?? (known.has(word) ? [] : spoken(word));
const lines = Object.entries(words).map(([word, phones]) => `${JSON.stringify(word)}: ${JSON.stringify(phones)}`);
const phrases = linesOf(join(here, 'phrases.txt'));
writeFileSync(join(here, 'pronunciations.json'), `{\n"phrases": ${JSON.stringify(phrases)},\n"words": {\n${lines.join(',\n')}\n}\n}\n`);
process.stdout.write(`${drugs.length} drugs, ${clinical.length} clinical words, ${phrases.length} phrases\n`);
