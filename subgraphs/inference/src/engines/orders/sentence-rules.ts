import type { SigPiece } from '@dra/sig';
import { beginsByTakingBack } from './corrections.ts';
import type { Sentence, Turn } from './turns.ts';

const directionWords =
  /\b(?:take|taking|swallow|apply|inhale|inject|instill|dispense|refills?|tablets?|capsules?|pills?|puffs?|milligrams?|mg|mcg|micrograms?|by mouth|the (?:dose|medication|medicine|prescription|script|supply)|day supply)\b/;
/** Times and durations of something else: an illness, a cold pack, the next visit. */
const aboutOther =
  /\b(?:ice|icing|heat|exercises?|stretch(?:es|ing)?|elevat\w+|rest|soak|walk(?:ing)?|wear(?:ing)?|brace|therapy|follow up|come back|see you|return|check(?:ing)?|blood (?:pressure|sugar)|i have to|(?:last|next|this) visit|ago|been|had|were|was|has|drink|eat|sleep|weigh|smok\w+|measure)\b/;

const otherCare = /\b(?:i want you to (?!take|use|be on)|i'd like you to (?!take|use|be on)|ice|icing|brace|physical therapy|follow up|come back|see you|refer(?:ral)?|x - ?ray|mri|labs?|blood work|exercises?)\b/;

/** Where talk of other care begins, directions end: recognisers write no full stops. */
export const endOfDirections = (text: string, from: number, to: number): number => {
  // "..., and Sarna lotion as needed": another product, whose name nobody knows.
  const product = /, and (?:some |the |a |an )?(?!(?:the|some|apply|use|this|that|thin|your)\b)[a-z]+ (?:lotion|cream|ointment|drops|spray|shampoo|wash|gel|powder)\b/.exec(text.slice(from, to));
  if (product) return endOfDirections(text, from, from + product.index);
  // What follows "because" is a reason: "at night, because in the morning it makes people dizzy".
  const other = /\b(?:because|'cause)\b/.exec(text.slice(from, to)) ?? otherCare.exec(text.slice(from, to));
  const first = otherCare.exec(text.slice(from, to));
  if (first && other && first.index < other.index) return from + first.index;
  return other ? from + other.index : to;
};

/** "You could also try melatonin three milligrams": a medicine that the formulary does not know, or one that is only thought about. */
const another = /\b(?:could|might|try|trying|consider|add|adding|prescrib\w+(?! (?:you |him |her )?[#%])|another|different)\b/;
const pronoun = /\b(?:it|that|them|this|these|those)\b/;
const plain = new Set(
  `take taking about another those these after before every daily least maybe probably exactly start starting using inhale inject apply swallow second total actually milligrams tablets tablet pills night morning bedtime evening dinner lunch
  breakfast around under sorry should would gonna going please dosage still twice you'll we'll that's let's called again today tonight tomorrow instead weekly times until first there right alright sublingually orally mouth doses medication medicine
  something either double strength increase increasing decrease reduce lower raise rather meant mean which where because needed prescription`.split(/\s+/),
);
const namesAnother = (sentence: Sentence, pieces: readonly SigPiece[]): boolean => {
  if (another.test(sentence.text) && !pronoun.test(sentence.text)) return true;
  const dose = pieces.find(({ field }) => field === 'dose');
  const word = dose ? /([a-z']{5,}) $/.exec(sentence.text.slice(0, dose.from - sentence.from))?.[1] : undefined;
  return word !== undefined && !plain.has(word);
};

/** "With food?" "With food, yes." "Still in the morning?" "Yep, first thing, empty stomach.": the answer is nothing but directions. */
export const onlyDirects = (sentence: Sentence, pieces: readonly SigPiece[]): boolean => {
  if (sentence.question || pieces.length === 0 || aboutOther.test(sentence.text)) return false;
  let rest = sentence.text;
  for (const { from, to } of pieces) rest = rest.slice(0, Math.max(0, from - sentence.from)) + ' '.repeat(to - from) + rest.slice(to - sentence.from);
  return rest.trim().split(/\s+/).filter((word) => word !== '' && !/^(?:[,.:-]|yes|yeah|yep|yup|sure|right|correct|exactly|okay|ok|no|nope|so|and|just|always|both|a|the|it|it's|that's|with|please|preferably|best|definitely|either|or|is|fine|good|always|um|uh|mm|big|full|large|glass|of|water|first|thing|still|only|too|as|well|ideally|well|empty|stomach|same|time|little|bit|some|on|an|milk|snack)$/.test(word)).length === 0;
};

/** Does a sentence without a drug go on with the directions of the order before it? */
export const followsUp = (sentence: Sentence, pieces: readonly SigPiece[]): boolean => {
  const told = /\b(?:take|use|give|apply|inject|inhale|do)(?:s)? (?:it|that|them|this|one)\b/.test(sentence.text);
  const useful = pieces.filter((piece) => told || (piece.field !== 'route' && piece.field !== 'time'));
  if (sentence.question || useful.length === 0 || aboutOther.test(sentence.text) || namesAnother(sentence, pieces)) return false;
  if (directionWords.test(sentence.text) || beginsByTakingBack(sentence.text.slice(0, Math.max(0, (pieces[0]?.from ?? 0) - sentence.from)))) return true;
  // A dose with how often or how long, right after an order, is said of it.
  if (pieces.some(({ field }) => field === 'dose') && pieces.some(({ field }) => field === 'frequency' || field === 'duration' || field === 'prn')) return true;
  const covered = pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  return covered >= sentence.text.trim().length * 0.6;
};

const indicationPattern =
  /\bfor (?:(?:the|your|his|her|this|that|their) )?((?:(?!(?:a|an|the|and|then|but|you|your|i|we|now|it|that|this|at|to|up|each|every|about|which|if|so|with|by|in|on|is|are|was|as|twice|once|daily|take|taking|day|days|week|weeks|month|months|refill|patient|sure|right|example|me|us|them|him|her|because|or|let|let's|also|when|while|since|today|tonight|tomorrow|any|anything|other|next|problems?|first|second|third|fourth|last|final|for|physical|additional|more|some|further|only|what|how|just|those|these)\b)[a-z][a-z']+ ?){1,4})/;

/** "lisinopril for your blood pressure": what it is for, in the words said. */
export const findIndication = (turn: Turn, from: number, to: number): { turn: Turn; from: number; to: number } | null => {
  const zone = (turn.phrase.text.slice(from, Math.min(to, from + 140)).split(/\b(?:and|but|so|then|i want|i'm|i'll|we'll|let's|okay|now)\b/)[0] ?? '');
  const match = indicationPattern.exec(zone);
  const said = match?.[1]?.trimEnd();
  if (!match || !said) return null;
  // A reason after "as needed" is the directions', not the order's.
  if (/\b(?:needed|prn|necessary|required|need it)$/.test(zone.slice(0, match.index).trimEnd())) return null;
  const start = from + match.index + match[0].indexOf(match[1] ?? '');
  return { turn, from: start, to: start + said.length };
};
