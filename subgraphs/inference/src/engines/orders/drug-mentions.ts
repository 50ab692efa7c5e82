import { formulary, type DrugName } from '@dra/formulary';
import { tokenize, type Phrase } from '@dra/sig';

export type DrugMention = {
  /** Position in the phrase's text, end exclusive. */
  from: number;
  to: number;
  drug: DrugName;
  /** The salt or release form said after it, such as `succinate` or `extended release`. */
  form: string | null;
};

type Node = { next: Map<string, Node>; drug: DrugName | null };

/** Ingredients that people speak of as food and drink. */
const everyday = new Set(['caffeine']);

const buildTrie = (): Node => {
  const root: Node = { next: new Map(), drug: null };
  for (const drug of formulary.names()) {
    if (everyday.has(drug.name)) continue;
    let node = root;
    for (const token of tokenize(drug.name)) {
      const next = node.next.get(token.text) ?? { next: new Map(), drug: null };
      node.next.set(token.text, next);
      node = next;
    }
    node.drug ??= drug;
  }
  return root;
};

const trie = buildTrie();

/** What follows a name where it is a test, a substance in the blood or an allergy, and no medicine. */
const notAMedicine = /^(?: -)? (?:levels?|test|testing|tests|panel|deficiency|resistance|allerg(?:y|ies|ic)|toxicity|overdose|intolerance|pumps?|clinic)\b/;
const formPattern = /^ ((?:extended|delayed|immediate|sustained) release|xr|er|xl|sr|dr|cr|succinate|tartrate|hydrochloride|hcl|cream|ointment|gel|inhaler|liquid|suspension|solution|patch(?:es)?|eye drops|nasal spray)\b/;

/** Every medicine named in the phrase, longest name first; a name is never matched inside a word or by likeness. */
export const findDrugs = (phrase: Phrase): DrugMention[] => {
  const found: DrugMention[] = [];
  for (let at = 0; at < phrase.tokens.length; ) {
    const hit = longest(phrase, at);
    if (!hit) {
      at += 1;
      continue;
    }
    const from = phrase.starts[at] ?? 0;
    const last = at + hit.length - 1;
    const to = (phrase.starts[last] ?? 0) + (phrase.tokens[last]?.kind === 'number' ? 1 : 0) + (phrase.tokens[last]?.text.length ?? 0);
    const rest = phrase.text.slice(to, to + 40);
    if (!notAMedicine.test(rest)) found.push({ from, to, drug: hit.drug, form: formPattern.exec(rest)?.[1] ?? null });
    at += hit.length;
  }
  return found;
};

const longest = (phrase: Phrase, at: number): { drug: DrugName; length: number } | null => {
  let node: Node | undefined = trie;
  let best: { drug: DrugName; length: number } | null = null;
  for (let length = 0; node; length += 1) {
    if (node.drug && length > 0) best = { drug: node.drug, length };
    const token = phrase.tokens[at + length];
    node = token ? node.next.get(token.text) : undefined;
  }
  return best;
};
