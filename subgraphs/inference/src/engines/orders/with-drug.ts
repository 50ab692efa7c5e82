import { isPiece, type SigPiece } from '@dra/sig';
import { isRelative, readAnaphora, readEllipsis } from './anaphora.ts';
import { takesBack } from './corrections.ts';
import type { DrugMention } from './drug-mentions.ts';
import { readIntent, readStatement, type IntentReading } from './intent.ts';
import { keyOf, reportedPieces, sameDrug, type Memory } from './memory.ts';
import { applyReading, newSketch, type OrderSketch } from './order-sketch.ts';
import { saidForm } from './said-form.ts';
import { concentrationIn, saidStrength } from './said-strength.ts';
import { endOfDirections, findIndication } from './sentence-rules.ts';
import { findSigPieces } from './spoken-pieces.ts';
import type { Sentence, Turn } from './turns.ts';
import { verbless } from './verbless.ts';
import { withdraw } from './without-drug.ts';

/** A clinician's sentence that names medicines: what each of them is to do, and the directions that belong to each. */
export const readWithDrug = (turn: Turn, sentence: Sentence, mentions: readonly DrugMention[], memory: Memory, sketches: OrderSketch[]): void => {
  const found: OrderSketch[] = [];
  let reachedTo = 0;
  const spoken = dropTakenBack(turn, mentions);
  spoken.forEach((mention, at) => {
    const next = spoken[at + 1];
    const to = next?.from ?? sentence.to;
    const previous = at > 0 ? found.at(-1) : undefined;
    let reading = together(turn, sentence, spoken, at, memory) ?? read(turn, sentence, mention, { to, first: at === 0, alone: spoken.length === 1, reachedTo, listed: previous !== undefined && previous.intent !== 'HYPOTHETICAL', ...(previous ? { after: previous.mention.to } : {}) }, memory);
    if (!reading) {
      if (spoken.length === 1 && !sentence.question && !memory.review && namedAlone(sentence, mention)) memory.bare = { turn, mention, age: 0 };
      // "Then no timolol."
      const refused = /^(?:(?:then|so|okay|oh|well|alright|right|yeah|yes|um|uh|,) ?)*(?:no|not|forget|scratch|skip|never mind)(?: the| about)? $/.test(sentence.text.slice(0, mention.from - sentence.from).trimStart()) && sketches.findLast((sketch) => (sketch.intent === 'START' || sketch.flags.has('VERB_UNSAID') || sketch.flags.has('REFILL')) && sketch.intent !== 'HYPOTHETICAL' && sameDrug(sketch.mention, mention));
      // "Let's not do the Bactrim then."
      const after = /\b(?:let's not|let us not|won't|not (?:going to|gonna)|never mind|forget|scratch|skip|rather not|can't)(?: \w+){0,3}?(?: the| that)? $/.test(sentence.text.slice(0, mention.from - sentence.from)) ? sketches.findLast((sketch) => sketch.intent === 'START' && sameDrug(sketch.mention, mention)) : undefined;
      if (refused || after) withdraw((refused || after) as OrderSketch, memory);
      else restate(turn, sentence, mention, to, sketches);
      return;
    }
    reachedTo = mention.to - sentence.from;
    const verb = sentence.text.slice(reading.from, reading.to);
    // "I don't want her on Benadryl": nothing is stopped that nobody takes.
    if (/want/.test(verb) && reading.intent === 'STOP' && !memory.taken.has(keyOf(mention)) && !/\b(?:more|anymore|while|right now|until)\b/.test(sentence.text)) return;
    // "Change ceftriaxone to cefdinir", "we'll switch that to glipizide": one ends, the other begins.
    if (reading.intent === 'CHANGE' && /^(?:chang|switch|convert|swap)/.test(verb)) {
      if (next && /^(?: \w+){0,3} (?:over )?(?:to|for|with)(?: the)? $/.test(turn.phrase.text.slice(mention.to, next.from))) reading = { ...reading, intent: 'STOP' };
      else if (previous?.intent === 'STOP' && previous.cue?.from === sentence.from + reading.from) reading = { ...reading, intent: 'START' };
    }
    const replaced = memory.lastDrug;
    if (reading.intent === 'START' && at === 0 && /\b(?:switch|chang|swap)\w* (?:that|it)\b/.test(verb) && replaced && replaced.age < 4 && !sameDrug(replaced.mention, mention)) {
      const ended = newSketch(replaced.turn, replaced.mention, 'STOP');
      applyReading(ended, { ...reading, intent: 'STOP' }, turn, sentence.from);
      ended.flags.add('DRUG_FROM_CONTEXT');
      ended.doubts.add('drug');
      found.push(ended);
    }
    const refused = notAfterAll(sentence, reading, mention, memory, sketches);
    if (refused) return;
    const sketch = newSketch(turn, mention, reading.intent);
    applyReading(sketch, reading, turn, sentence.from);
    if (reading.verbless) {
      sketch.flags.add('VERB_UNSAID');
      sketch.doubts.add('intent');
    }
    if (mention.takenBack) {
      sketch.flags.add('SELF_CORRECTED');
      sketch.doubts.add('drug');
    }
    if (toMachine.test(sentence.text)) {
      sketch.intent = 'HYPOTHETICAL';
      sketch.flags.add('INSTRUCTION_TO_MACHINE');
    }
    if (isRelative(sentence.text) && sketch.intent === 'CHANGE') sketch.flags.add('TITRATION_NOT_STRUCTURED');
    found.push(sketch);
    sketch.indication = findIndication(turn, mention.to, to);
    const zoneFrom = at === 0 ? Math.min(mention.from, sentence.from + Math.min(reading.from, mention.from - sentence.from)) : (spoken[at - 1]?.to ?? sentence.from);
    const pieces = findSigPieces(turn.phrase.text, reading.verbless && at === 0 ? sentence.from : zoneFrom, endOfDirections(turn.phrase.text, mention.to, to));
    sketch.strength = saidStrength(turn, mention, to) ?? concentrationIn(turn, { ...sentence, from: mention.to, to, text: turn.phrase.text.slice(mention.to, to) });
    const own = pieces.filter((piece) => {
      // What stands before the drug is its own only when it leans on it ("20 milligrams of lisinopril").
      const leans = piece.to <= mention.from && leansOn(turn.phrase.text.slice(piece.to, mention.from));
      const nextOwns = next !== undefined && (piece.field === 'dose' || piece.field === 'strength') && leansOn(turn.phrase.text.slice(piece.to, next.from)) && piece.from > mention.to;
      if (sketch.strength && piece.from < sketch.strength.to && piece.to > sketch.strength.from) return false;
      return (piece.from >= mention.to && !nextOwns) || (piece.to <= mention.from && (at === 0 || (leans && (piece.field === 'dose' || piece.field === 'strength'))));
    });
    // "Tylenol, 650 milligrams, two tablets every eight hours": what stands beside the name is what one of them holds.
    const nth = own.findIndex((piece) => piece.field === 'dose' && piece.mass && piece.unit !== null && piece.from >= mention.to);
    const [held, several] = [own[nth], own[nth + 1]];
    if (!sketch.strength && held?.field === 'dose' && held.min === held.max && several?.field === 'dose' && several.unit !== null && !several.mass && isPiece(several.unit) && Number(several.max) <= 4 && /^ ?,? ?(?:take )?$/.test(turn.phrase.text.slice(held.to, several.from)) && held.from - mention.to < 12) {
      sketch.strength = { turn, from: held.from, to: held.to, value: `${held.min} ${held.unit}` };
      own.splice(nth, 1);
    }
    const bare = sketch.strength ? [] : [...beforeName(turn, sentence, mention, spoken[at - 1]?.to ?? 0), ...afterName(turn, mention, to)].filter((piece) => !own.some((other) => other.from < piece.to && other.to > piece.from));
    // "naproxen 500, one tablet twice a day"
    const [sized] = bare;
    if (!sketch.strength && bare.length === 1 && sized?.field === 'dose' && sized.from >= mention.to && Number(sized.min) > 2 && own.some((piece) => piece.from > sized.to && piece.from - sized.to < 12 && piece.field === 'dose' && piece.unit !== null && !piece.mass)) {
      sketch.strength = { turn, from: sized.from, to: sized.to, value: sized.min };
      bare.pop();
    }
    // "triamcinolone point one": of what goes on the skin a small number is the product's.
    const percent = [...bare, ...own].find((piece) => piece.field === 'dose');
    if (!sketch.strength && percent?.field === 'dose' && percent.unit === null && percent.from >= mention.to && percent.from - mention.to < 4 && Number(percent.min) <= 2.5 && onSkin.test(mention.drug.ingredients.map(({ name }) => name).join(' '))) {
      sketch.strength = { turn, from: percent.from, to: percent.to, value: percent.min };
      for (const list of [bare, own]) if (list.includes(percent)) list.splice(list.indexOf(percent), 1);
    }
    const formed = own.some(({ field }) => field === 'route') ? [] : saidForm(turn, mention, to);
    // "one Diflucan one fifty": the number before counts pieces, the one behind is what one of them holds.
    const [count, size] = bare;
    if (count && size && count.to <= mention.from && size.from >= mention.to && size.field === 'dose') {
      sketch.strength = { turn, from: size.from, to: size.to, value: size.min };
      bare.pop();
    }
    // "Let's try losartan instead of the lisinopril, fifty once a day": the directions are the new one's.
    if (sketch.intent === 'STOP' && previous?.intent === 'START' && /^(?:instead of|in place of|rather than)$/.test(verb.trim())) {
      previous.pieces.push(...[...own, ...bare].map((piece) => ({ turn, piece })));
      return;
    }
    sketch.pieces.push(...[...own, ...bare, ...formed].sort((a, b) => a.from - b.from || a.to - b.to).map((piece) => ({ turn, piece })));
    // "Continue the metoprolol", of which its dose was said before: by those directions, which somebody confirms.
    const known = sketch.intent === 'CONTINUE' && !sketch.strength && !sketch.pieces.some(({ piece }) => ['dose', 'strength', 'frequency', 'time', 'max'].includes(piece.field)) ? memory.reports.get(keyOf(mention)) : undefined;
    if (known && known.turn !== turn) {
      sketch.pieces.push(...reportedPieces(known));
      sketch.doubts.add('dose').add('frequency');
    }
    // "Skip tonight's warfarin, and then go back to two and a half a day": a pause, and a new dose behind it.
    const resumed = sketch.intent === 'HOLD' || sketch.intent === 'STOP' ? /\b(?:and |but )?then (?:(?:you )?(?:can |will |should )?)?(?:go(?:ing)? back|come back|resume|restart|start back|start again|drop|go)(?: it)?(?: down| up)? (?:to|at|on)(?= (?:about |just )?[#%]\d)/.exec(turn.phrase.text.slice(mention.to, to)) : null;
    if (resumed) {
      const begins = mention.to + resumed.index;
      const changed = newSketch(turn, mention, 'CHANGE');
      applyReading(changed, { intent: 'CHANGE', from: begins - sentence.from, to: begins + resumed[0].length - sentence.from, soft: false, refill: false, wordless: true }, turn, sentence.from);
      changed.pieces.push(...sketch.pieces.filter(({ piece }) => piece.from >= begins && piece.field !== 'join'));
      sketch.pieces = sketch.pieces.filter(({ piece }) => piece.to <= begins);
      found.push(changed);
    }
  });
  memory.pending = null;
  if (found.length > 0) memory.bare = null;
  sketches.push(...found);
  if (found.some(({ intent }) => intent !== 'HYPOTHETICAL')) memory.begun = true;
  const last = found.at(-1);
  memory.last = last && last.intent !== 'HYPOTHETICAL' ? { turn, reading: { intent: last.intent, from: 0, to: 0, soft: false, refill: false, wordless: true, verbless: last.flags.has('VERB_UNSAID') } } : null;
  const orders = found.filter((sketch) => ['START', 'CHANGE', 'CONTINUE'].includes(sketch.intent));
  memory.open = orders.filter((sketch, at) => !orders.slice(at + 1).some((later) => sameDrug(sketch.mention, later.mention)));
  memory.age = 0;
};

const onSkin = /\b(?:triamcinolone|clobetasol|hydrocortisone|betamethasone|mometasone|fluocinonide|fluocinolone|desonide|desoximetasone|halobetasol|tretinoin|adapalene|tacrolimus|pimecrolimus|ketoconazole|permethrin|mupirocin|clotrimazole|benzoyl peroxide|diclofenac)\b/;

/** "The atorvastatin and the metformin can stay where they are": what is said behind a list is said of all of it. */
const together = (turn: Turn, sentence: Sentence, spoken: readonly DrugMention[], at: number, memory: Memory): IntentReading | null => {
  let last = at;
  for (let next = spoken[last + 1]; next && /^(?: ,)?(?: and| or)?(?: (?:the|your|her|his|that))? $/.test(turn.phrase.text.slice(spoken[last]?.to ?? 0, next.from)); next = spoken[last + 1]) last += 1;
  const end = spoken[last];
  if (last === at || !end || readIntent(sentence.text, (spoken[at]?.from ?? 0) - sentence.from, (spoken[at]?.to ?? 0) - sentence.from, sentence.question, (spoken[at + 1]?.from ?? sentence.to) - sentence.from) !== null) return null;
  const reading = read(turn, sentence, end, { to: spoken[last + 1]?.from ?? sentence.to, first: false, alone: false, reachedTo: 0, listed: false }, memory);
  return reading && !reading.verbless && reading.from >= end.to - sentence.from && !(reading.intent === 'START') ? reading : null;
};

type Place = { to: number; first: boolean; alone: boolean; reachedTo: number; listed: boolean; after?: number };

/** What a medicine in a sentence is to do: the verb before it, what is said of it after it, what was announced, or the list it goes on. */
const read = (turn: Turn, sentence: Sentence, mention: DrugMention, { to, first, alone, reachedTo, listed, after }: Place, memory: Memory): IntentReading | null => {
  const goesOnFrom = after ?? null;
  const clauseTo = to - sentence.from;
  const named = readIntent(sentence.text, mention.from - sentence.from, mention.to - sentence.from, sentence.question, clauseTo, reachedTo);
  const followed = named === null || named.intent === 'HYPOTHETICAL' ? goingOn(sentence, mention, clauseTo) : null;
  if (followed ?? named) return followed ?? named;
  const stated = readStatement(sentence.text, mention.from - sentence.from, mention.to - sentence.from, sentence.question, clauseTo);
  if (stated) return stated.intent === 'CONTINUE' && stated.soft && !memory.taken.has(keyOf(mention)) ? { ...stated, intent: 'START' } : { ...stated, soft: stated.soft && stated.intent !== 'CONTINUE' };
  if (first && memory.pending && namesIt(sentence, mention)) return memory.pending;
  const carried = first ? carriedOn(turn, sentence, mention, memory) : null;
  if (carried) return carried;
  const heading = underHeading(sentence, mention);
  if (heading) return heading;
  const asked = first && alone ? answered(sentence, mention, memory) : null;
  if (asked) return asked;
  const bare = verbless(turn, sentence, mention, to, listed, memory, listed ? goesOnFrom : null);
  return bare ? { ...bare, verbless: true } : null;
};

/** "I'll start you on something for it. It's called Mobic." "..., okay, so tramadol 50 milligrams": what was announced is named. */
const namesIt = (sentence: Sentence, mention: DrugMention): boolean => {
  const before = sentence.text.slice(0, mention.from - sentence.from).trim();
  return !sentence.question && (/\b(?:called|it's|it is|that's|that is|it'll be|this is|known as|name is|going to be|gonna be)\b/.test(before) || (before.length < 40 && /^(?:(?:okay|ok|so|um|uh|and|alright|,|a|some|the|it|like|you know|probably|maybe not|let's say) ?)*$/.test(before)));
};

/** "Yes. Amoxicillin." "So for that, Flonase." */
const namedAlone = (sentence: Sentence, mention: DrugMention): boolean => {
  const before = sentence.text.slice(0, mention.from - sentence.from).trim();
  const after = sentence.text.slice(mention.to - sentence.from).trim().replace(/^(?:is|would be|'s|should be) (?:(?:the|my) )?(?:safest|best|first choice|best choice|choice|what (?:i'd|i would) (?:use|do|pick|go with)|safe|better|easier|easiest|it)$/, '');
  return /^[,:-]?$/.test(after) && before.length < 50 && /^(?:(?:okay|ok|so|um|uh|and|alright|well|yes|yeah|,|a|some|the|it's|that's|probably|just|good old|children's|liquid|going to be|gonna be|called|then|for (?:that|this|it|the \w+|your \w+)) ?)*$/.test(before);
};

/** "I want you to continue the Toprol 50 daily. And as well your lisinopril 10 milligrams a day": the list of the last sentence goes on. */
const carriedOn = (turn: Turn, sentence: Sentence, mention: DrugMention, memory: Memory): IntentReading | null => {
  if (!memory.last || memory.age > 0 || memory.last.turn.speaker !== turn.speaker || sentence.question) return null;
  const before = sentence.text.slice(0, mention.from - sentence.from).trim();
  const after = sentence.text.slice(mention.to - sentence.from);
  const listed = /^(?:(?:and|also|same for|same with|plus|along with|as|well|together with|with|then|the|your|some|her|his|,|uh|um) ?)+$/.test(before) && /^(?:and|also|plus|along with|as well|same (?:for|with))/.test(before);
  const directed = findSigPieces(turn.phrase.text, mention.to, sentence.to).some(({ field }) => field === 'frequency' || field === 'time');
  return listed && (directed || /^ ?(?:,|at|the)? ?[#%]|^ ?(?:as well|too)|^ ?$/.test(after)) ? { ...memory.last.reading, from: 0, to: Math.max(1, before.length), refill: false } : null;
};

/** "Stopped: ibuprofen, hydrochlorothiazide." */
const headings: readonly (readonly [RegExp, IntentReading['intent']])[] = [
  [/^(?:stop(?:ped)?|discontinued?)\b/, 'STOP'], [/^(?:held|hold)\b/, 'HOLD'], [/^(?:continued?|unchanged|resumed?)\b/, 'CONTINUE'], [/^(?:new|started?|begin)\b/, 'START'], [/^(?:changed?|adjusted)\b/, 'CHANGE'],
];
const underHeading = (sentence: Sentence, mention: DrugMention): IntentReading | null => {
  const text = sentence.text.slice(0, mention.from - sentence.from);
  const match = /^[ *-]*([a-z]+)(?: (?:medications?|meds|medicines|today))? : /.exec(text);
  const intent = match ? headings.find(([rule]) => rule.test(match[1] ?? ''))?.[1] : undefined;
  if (!match || !intent || sentence.question) return null;
  const from = match[0].indexOf(match[1] ?? '');
  return { intent, from, to: from + (match[1] ?? '').length, soft: false, refill: false, wordless: true };
};

/** "Can I keep the allopurinol?" "Yes, the allopurinol, three hundred a day." */
const answered = (sentence: Sentence, mention: DrugMention, memory: Memory): IntentReading | null => {
  const asked = memory.asked;
  if (!asked || sentence.question || !asked.of.some((named) => sameDrug(named.mention, mention))) return null;
  const match = /^(?:(?:oh|um|uh|well|okay|so|,) ?)*(?:yes|yeah|yep|sure|absolutely|of course)\b/.exec(sentence.text.trimStart());
  if (!match || asked.what === 'ABOUT' || asked.what === 'START') return null;
  return { intent: asked.what === 'STOP' ? 'STOP' : 'CONTINUE', from: 0, to: match[0].length, soft: false, refill: asked.what === 'REFILL', wordless: true };
};

/** "we talked about increasing the Prozac, so we'll increase it to forty": what follows the name may be the order. */
const goingOn = (sentence: Sentence, mention: DrugMention, clauseTo: number): IntentReading | null => {
  const offset = mention.to - sentence.from;
  const behind = sentence.text.slice(offset, clauseTo);
  const anaphora = readAnaphora(behind, sentence.question);
  const reading = anaphora && anaphora.intent !== 'HYPOTHETICAL' ? anaphora : readEllipsis(behind, sentence.question);
  return reading && reading.intent !== 'HYPOTHETICAL' ? { ...reading, from: reading.from + offset, to: reading.to + offset } : null;
};

/** "Then let's skip the hydrocodone": what was ordered a moment ago, or only offered, is not to be; nothing is stopped. */
const notAfterAll = (sentence: Sentence, reading: IntentReading, mention: DrugMention, memory: Memory, sketches: readonly OrderSketch[]): boolean => {
  if ((reading.intent !== 'HOLD' && reading.intent !== 'STOP') || memory.taken.has(keyOf(mention))) return false;
  const earlier = sketches.findLast((sketch) => (sameDrug(sketch.mention, mention) || mention.drug.ingredients.every(({ name }) => sketch.mention.drug.ingredients.some((one) => one.name === name))));
  if (!earlier || (earlier.intent !== 'START' && earlier.intent !== 'HYPOTHETICAL')) return false;
  if (!/\b(?:skip|hold off|let's not|never mind|forget|scratch|won't|avoid|instead of|not)\b/.test(sentence.text)) return false;
  if (earlier.intent === 'START') withdraw(earlier, memory);
  return true;
};

/** "So that's lisinopril, twenty milligrams": no order by itself, but a second saying of one: it completes it or contradicts it. */
const restate = (turn: Turn, sentence: Sentence, mention: DrugMention, to: number, sketches: readonly OrderSketch[]): void => {
  if (sentence.question || !/^(?:(?:so|okay|alright|and|again|,) ?)*(?:that's|that is|that was|it's|this is|again)\b/.test(sentence.text.trim())) return;
  const earlier = sketches.findLast((sketch) => sameDrug(sketch.mention, mention) && ['START', 'CHANGE'].includes(sketch.intent));
  earlier?.pieces.push(...findSigPieces(turn.phrase.text, mention.to, to).map((piece) => ({ turn, piece })));
};

/** "two Tylenol", "the twenty of lisinopril": a number right before the name. A small one counts pieces; "of" makes it an amount. */
const beforeName = (turn: Turn, sentence: Sentence, mention: DrugMention, previousTo: number): SigPiece[] => {
  const { text } = turn.phrase;
  const match = /[#](\d+(?:\.\d+)?)(?![\d.])( of| on| with| for)?(?: the| your| that)?(?: (?:extra|regular|maximum) strength| baby| low dose| adult| chewable| over - the - counter| over the counter)? $/.exec(text.slice(Math.max(sentence.from, mention.from - 40), mention.from));
  // "half of the Lantus": of a dose that is not named here
  if (match?.[1] === '0.5' && match[2]) return [];
  if (!match?.[1] || (!match[2] && !/^(?:[1-6]|0\.5|1\.5)$/.test(match[1]))) return [];
  const from = mention.from - match[0].length;
  // "calcium six hundred with vitamin D": the number is the first one's.
  if (previousTo > 0 && from - previousTo < 3) return [];
  return [{ field: 'dose', from, to: mention.from - 1, min: match[1], max: match[1], unit: null, ambiguous: false, mass: match[2] !== undefined }];
};

const notAnAmount = String.raw`(?! ?(?:milligrams?|mgs?|micrograms?|mcgs?|grams?|units?|mls?|milliliters?|per|days?|weeks?|months?|years?|hours?|minutes?|times|percent|refills?|over|\/|-|to [#%]|or [#%]|more|people|pounds|point|x|out of|[#%]))`;
const bareAmount = new RegExp(String.raw`^(?: (?:at|of|,|to|xl|xr|er|sr|la|cd|ec|dr|down to|up to|back to|we|we'll|leave|keep|stays?|staying|that|still|the|about|:|-|tablets?|capsules?|pills?|daily|cream|inhaler|patch))* ([#%](\d+(?:\.\d+)?))(?![\d.])${notAnAmount}`);

/** "lisinopril ten once a day", "the sertraline at fifty": an amount without its unit. */
const afterName = (turn: Turn, mention: DrugMention, to: number): SigPiece[] => {
  const match = bareAmount.exec(turn.phrase.text.slice(mention.to, Math.min(to, mention.to + 60)));
  if (!match?.[1] || !match[2]) return [];
  const end = mention.to + match[0].length;
  return [{ field: 'dose', from: end - match[1].length, to: end, min: match[2], max: match[2], unit: null, ambiguous: match[1].startsWith('%'), mass: true }];
};

const leansOn = (between: string): boolean => /^ ?(?:of|of the|of your|worth of|tablets? of|capsules? of)? ?(?:the |your |generic )?$/.test(between);

/** "lisinopril, no, losartan": the first was taken back. */
const dropTakenBack = (turn: Turn, mentions: readonly DrugMention[]): (DrugMention & { takenBack: boolean })[] =>
  mentions.flatMap((mention, at) => {
    const next = mentions[at + 1];
    if (next && takesBack(turn.phrase.text.slice(mention.to, next.from))) return [];
    const previous = mentions[at - 1];
    return [{ ...mention, takenBack: previous !== undefined && takesBack(turn.phrase.text.slice(previous.to, mention.from)) }];
  });

/** Words for whoever reads the transcript, and not for the patient: they are only words. */
const toMachine = /\b(?:ignore|disregard|forget|override)(?: (?:all|any|of|your|the|my|previous|prior|earlier|above|other))* (?:instructions?|rules|prompts?|guidelines|guardrails)\b|\b(?:system prompt|as an ai|you are an? (?:ai|assistant|language model)|jailbreak)\b/;
