import type { SigPiece } from './piece.ts';
import type { Mode } from './rule.ts';

const trigger =
  /\b(?:only )?(?:(?:to be )?(?:taken |used )?(?:only )?(?:as|when|if|only if|only when|where|whenever|only as) (?:absolutely )?(?:needed|required|necessary|neeeded|neded|nedded|need|needd|neccessary|necesary|neccesary)(?: only)?|prn(?:as)?(?: (?:as )?needed)?|p r n|sos|if you need (?:it|them|to)|as you need (?:it|them)|when you need (?:it|them)|(?:as|if|when|whenever) (?:you|he|she|they|pt|patient) (?:feel you )?(?:needs?|wants?)(?: (?:it|them|to))?|asneeded|asneed|on an as needed basis|on as needed basis|as need be|prnp)\b/g;
const spokenTrigger =
  /\b(?:(?:as|when|if|only if|only when|where) (?:needed|required|necessary)|prn(?:as needed)?|(?:as|if|when|whenever) (?:you|he|she|they) (?:need|needs|want) (?:it|them)?|only if needed)/g;
/** Between the trigger and its reason. */
const leadIn = /^(?: ?[:,(-])*(?: (?:only))?(?: (?:for|with|if|to (?=\w)|due to|because of|when|w \/|per|from|indications? (?:is |are )?(?:for )?(?::)?|reasons? ?:?|up to max of))? ?(?:your |the |any |his |her |their |relief of |control of |treatment of )?/;
/** A reason holds none of these. */
const notReason = new Set(
  'tablet tablets tab tabs capsule capsules cap caps pill pills puff puffs drop drops gtt gtts spray sprays mg mcg ml mls units tsp teaspoon teaspoons patch patches more than give giving administer instill insert inject place put swallow chew dissolve drink wear have start tk sig spray rub spread receive and then but up max maximum mdd do dont take taking use apply inhale every twice once daily by for orally this that you i we it them may can repeat not until please dispense disp qty refill refills with patient pt call see no rf as if only directed must will should each a an the qd bid tid qid q hs po prn oral mouth x per when in at on before after while avoid caution needed so hopefully which because cause okay um uh just is are was were would could now let let\'s lets i\'m i\'ll you\'re you\'ll we\'ll we\'re that\'s it\'s also alright well like want have has get got going gonna your my then here there'.split(' '),
);
const canGoOn = new Set(['and', 'or', '/', ',', '-', '&', 'of', 'with', 'in', 'the', 'to', 'from', 'at', 'on', 'a', 'due', 'not', 'when', 'by', 'than', 'for', '+', 'after', '>', 'severe', 'an']);

type Reason = { from: number; to: number } | null;

/** "as needed", with what for: the words after it, or "for pain" right before it. Its words end where something else begins. */
export const findPrn = (zone: string, taken: Uint8Array, mode: Mode): SigPiece[] => {
  const found: SigPiece[] = [];
  const pattern = mode === 'written' ? trigger : spokenTrigger;
  for (const match of zone.matchAll(pattern)) {
    if (taken[match.index] === 1) continue;
    const end = match.index + match[0].trimEnd().length;
    const reason = reasonAfter(zone, taken, end, mode);
    const to = reason ? reason.to : end;
    taken.fill(1, match.index, to);
    found.push({ field: 'prn', from: match.index, to, reason });
  }
  if (found.length === 0 || mode === 'spoken') return found;
  // "q6h prn po pain", "1 tablet for pain every 6 hours as needed": the reason stands elsewhere
  const without = found.find((piece) => piece.field === 'prn' && piece.reason === null);
  if (without && without.field === 'prn' && !found.some((piece) => piece.field === 'prn' && piece.reason !== null)) {
    const said = findIndications(zone, taken)[0];
    if (said?.field === 'indication') without.reason = said.reason;
    else without.reason = leftOver(zone, taken, without.to);
  }
  return found;
};

const reasonAfter = (zone: string, taken: Uint8Array, from: number, mode: Mode): Reason => {
  const lead = leadIn.exec(zone.slice(from, from + 60))?.[0] ?? '';
  if (mode === 'spoken' && !/^(?: ,)? (?:for|with|if)\b/.test(lead)) return null;
  const start = from + lead.length;
  if (lead.length > 0 && isTakenAny(taken, from, Math.min(start, zone.length))) return null;
  return words(zone, taken, start, mode === 'spoken' ? 6 : 14, mode);
};

const isTakenAny = (taken: Uint8Array, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (taken[at] === 1) return true;
  return false;
};

/** Up to `most` free words from `start` that can be a reason. */
const words = (zone: string, taken: Uint8Array, start: number, most: number, mode: Mode): Reason => {
  let at = start;
  while (zone[at] === ' ') at += 1;
  const first = at;
  let end = first;
  let count = 0;
  while (at < zone.length && count < most) {
    let next = zone.indexOf(' ', at);
    if (next < 0) next = zone.length;
    const word = zone.slice(at, next);
    if (taken[at] === 1) break;
    const isWord = /^[\p{L}][\p{L}'’-]*$/u.test(word);
    const joins = canGoOn.has(word);
    const lacking = word === 'no' && /^(?:bm|bms|bowel|stools?|relief|response|sleep|urine|void)\b/.test(zone.slice(next + 1));
    if (count === 0 && (!isWord || (notReason.has(word) && !lacking))) break;
    if (!isWord && !joins && !(mode === 'written' && /^(?:[#%][\d.]+|percent|>|<|=|scale|\(|\))$/.test(word))) break;
    if (isWord && !joins && notReason.has(word) && !lacking) break;
    if (word === 'for' && count > 0 && mode === 'written') break;
    if (mode === 'spoken' && (joins ? !['and', 'or', '/', '-'].includes(word) : false)) break;
    if (!joins && word !== '(' && !(word === ')' && !zone.slice(first, next).includes('('))) end = next;
    if (isWord) count += 1;
    at = next + 1;
  }
  return end > first ? { from: first, to: end } : null;
};

const indicationLead = /\b(?:for|to (?:help|treat|prevent|control|relieve|lower|reduce|stop)|due to|indications? ?:?|dx ?:?|diagnosis ?:?)(?: (?:the |your |her |his |treatment of |relief of |prevention of |management of |control of |help with |with |a |an )*)?(?=[\p{L}])/gu;

/** What it is for, where nobody said "as needed". Written directions only. */
export const findIndications = (zone: string, taken: Uint8Array): SigPiece[] => {
  const found: SigPiece[] = [];
  for (const match of zone.matchAll(indicationLead)) {
    const start = match.index + match[0].length;
    if (isTakenAny(taken, match.index, Math.min(start + 1, zone.length))) continue;
    const reason = /^(?:to|indic)/.test(match[0]) ? (words(zone, taken, start, 8, 'written') ?? null) : words(zone, taken, start, 8, 'written');
    if (!reason || /^(?:the|next|first|one|another|up|pick ?up|pickup|now|use|doses?|days?|weeks?|months?|hours?|life|at least|each|every|only|as|a)\b/.test(zone.slice(reason.from, reason.to))) continue;
    taken.fill(1, match.index, reason.to);
    found.push({ field: 'indication', from: match.index, to: reason.to, reason });
  }
  return found;
};

/** "prn po anxiety": what is left after the trigger and was claimed by nobody, if it stands alone. */
const leftOver = (zone: string, taken: Uint8Array, from: number): Reason => {
  let at = from;
  while (at < zone.length && (zone[at] === ' ' || taken[at] === 1)) at += 1;
  if (at - from < 2 || at >= zone.length || at - from > 24) return null;
  const reason = words(zone, taken, at, 8, 'written');
  if (reason) taken.fill(1, reason.from, reason.to);
  return reason;
};
