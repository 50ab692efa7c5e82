import { formulary, type DrugName } from '@dra/formulary';
import { tokenize, type Phrase } from '@dra/sig';
import type { Turn } from './turns.ts';

/** A medicine as it was named; one that the formulary does not know has no ingredients. */
export type DrugMention = {
  /** Position in the phrase's text, end exclusive. */
  from: number;
  to: number;
  drug: DrugName;
  /** The salt or release form said after it, such as `succinate` or `extended release`. */
  form: string | null;
  /** Its level in the blood is spoken of. */
  measured: boolean;
  /** It was called by its class ("the water pill"): where its name was said. */
  meant?: { turn: Turn; mention: DrugMention };
};

type Node = { next: Map<string, Node>; drug: DrugName | null };

/** Ingredients that people speak of as food and drink. */
const everyday = new Set(['caffeine', 'thyroid', 'fiber', 'urea', 'creatine', 'folate', 'selenium', 'armour']);
/** Medicines that are measured in the blood too, and in food. */
const measured = new Set(['potassium', 'calcium', 'magnesium', 'iron', 'vitamin d', 'vitamin b12', 'zinc', 'sodium bicarbonate', 'vitamin c', 'testosterone', 'cortisone', 'lithium', 'digoxin']);
const measuredBehind = /^ (?:is|was|were|came|comes|looks?|looked|goes|gets|runs?|drops?|creeps?|in (?:your|the)|channel|score|deposits?|stones?|oxalate|rich|and (?:your |the )?(?:sodium|creatinine|kidney|magnesium|calcium)|at #\d+(?:\.\d+)? (?:and|so|which)|found in|will help|helps|content|deficien\w+|infusions?|stud(?:y|ies)|stores|count|labs?)\b/;
/** "so add iron": whatever was measured before. */
const given = /\b(?:add|start|take|taking|give|prescribe|continue|stop|use|on) $/;
const measuredBefore = /\b(?:check(?:ing)?|recheck(?:ing)?|low|high|watch(?:ing)?|monitor(?:ing)?|measure|repeat|your sodium and|serum|blood|normal|elevated|lower your|raise your|draw)(?: (?:your|the|her|his|a))? $|\b(?:cbc|cmp|bmp|ferritin|folate|tsh|a1c|panel|creatinine|sodium)\b[^.]{0,40} $/;

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
    const to = (phrase.starts[last] ?? 0) + (phrase.tokens[last]?.kind === 'number' ? 1 : 0) + bare(phrase.tokens[last]?.text ?? '').length;
    const rest = phrase.text.slice(to, to + 40);
    const inBlood = measured.has(hit.drug.name) && (measuredBehind.test(rest) || (measuredBefore.test(phrase.text.slice(Math.max(0, from - 40), from)) && !given.test(phrase.text.slice(Math.max(0, from - 12), from))));
    if (!inBlood && (!notAMedicine.test(rest) || /^ levels?\b/.test(rest))) found.push({ from, to, drug: hit.drug, form: formPattern.exec(rest)?.[1] ?? null, measured: /^ levels?\b/.test(rest) });
    at += hit.length;
  }
  return [...found, ...unknownNames(phrase.text, found)].sort((a, b) => a.from - b.from);
};

/** Nothing that is taken by the milligram, but said before one. */
const plainWords = new Set(
  `about above actually again after almost alone along already around before below between called change changed continue could daily decrease doing dosage doses double every evening exactly first following gonna going high increase inhale inject
  instead least liquid little lower lunch maybe medication medicine milligram morning mouth needed nightly nighttime other ounce patch pills please prescription probably quantity raise range reduce refill regular roughly second should single start
  starting still strength sublingually supply tablet tablets taken their there these those third times tonight today tomorrow total twice under until using value weekly which while with would yours capsule capsules cream injection inhaler spray
  ointment drops suspension solution release extended dinner breakfast bedtime night bring stays strong either orally insulin steroid antibiotic generic maximum minimum initial loading current currently where right alright sorry rather meant
  means instead dosing adult child weight kilos pounds month months weeks hours minutes level right down another being really something that's let's you're we'll it's i'll you'll i'm we're he's she's don't water really doctor patient apply swallow
  basically usually typically normally recommend consider perhaps anywhere titrate taper bottle lozenge piece pieces powder packet syrup elixir chewable short acting release standard scale sliding unit basal bolus ratio normal saline oxygen dose
  three seven eight eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand point quarter halves because hopefully unless should've immediate sustained delayed prior stable currently remains given gave received took takes order orders written write prescribed tartrate succinate hydrochloride sodium besylate mesylate maleate fumarate sulfate phosphate acetate citrate calcium hydrobromide equals dispense number stated reads seems think start might`.split(/\s+/),
);
const drugLike = /(?:pril|sartan|[aeiou]lol|statin|dipine|azole|cillin|mycin|micin|floxacin|cycline|prazole|tidine|triptan|gliptin|gliflozin|glutide|zumab|ximab|limumab|tinib|[ae]nafil|setron|azepam|azolam|codone|oxetine|traline|tiapine|peridone|semide|thiazide|parin|xaban|gatran|grelor|dogrel|fibrate|formin|glitazone|olone|sone|terol|tropium|lukast|[cv]ovir|clovir|dronate|profen|coxib|caine|gabalin|pentin|racetam|triptyline|butrin|prolol|stigmine|mantine)$/;
const ordinary = /^(?:season|person|reason|poison|prison|lesson|comparison|arson|mason|unison|vaccine|cocaine|controls?|alone|gasoline|tall|fool|school|protocol|cholesterol|control|alcohol|parol|petrol|patrol|idol|symbol|capitol|gabapentin|estatin|statin|statins|insulin)$/;
const named = /(?<![\w'-])([a-z][a-z'-]{4,})(?: (?:xr|er|xl|sr|cr|la|dr))?(?= (?:, |at )?[#%]\d[\d.]*(?: -)? ?(?:milligrams?|mgs?|micrograms?|mcgs?|units|meq|milliequivalents?)\b)|(?<![\w'-])([a-z]{6,})(?![\w'])/g;

/** "Start zorbaxil 20 milligrams", "metropolol": a name that the formulary does not know, by its dose or by how it ends. */
const unknownNames = (text: string, known: readonly DrugMention[]): DrugMention[] => {
  const found: DrugMention[] = [];
  for (const match of text.matchAll(named)) {
    const word = match[1] ?? match[2] ?? '';
    const from = match.index;
    const to = from + word.length;
    if (plainWords.has(word) || ordinary.test(word) || /'|^-|-$/.test(word)) continue;
    if (match[1] === undefined ? !drugLike.test(word) : /(?:ly|ing|ed|ers?|ous|ions?|ment|ness)$/.test(word) && !drugLike.test(word)) continue;
    if (known.some((one) => one.from < to && one.to > from) || notAMedicine.test(text.slice(to, to + 40))) continue;
    found.push({ from, to, drug: { name: word, kind: 'INGREDIENT', ingredients: [] }, form: formPattern.exec(text.slice(to, to + 40))?.[1] ?? null, measured: false });
  }
  return found;
};

export const isKnown = ({ drug }: DrugMention): boolean => drug.ingredients.length > 0;

/** "Tylenol's fine" */
const bare = (word: string): string => word.replace(/'s$/, '');

const longest = (phrase: Phrase, at: number): { drug: DrugName; length: number } | null => {
  let node: Node | undefined = trie;
  let best: { drug: DrugName; length: number } | null = null;
  for (let length = 0; node; length += 1) {
    if (node.drug && length > 0) best = { drug: node.drug, length };
    const token = phrase.tokens[at + length];
    node = token ? (node.next.get(token.text) ?? node.next.get(bare(token.text))) : undefined;
  }
  return best;
};
