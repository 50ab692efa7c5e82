import type { EventTiming } from '../vocabulary/event-timing.ts';
import type { SigPiece } from './piece.ts';
import { n, rule, spanOf, type Rule } from './rule.ts';

type Kind = 'C' | 'AC' | 'PC';

const named = String.raw`(?:(?:your |the |each |every )?(?:breakfasts?|breakfats|brekfast|bkfst|brkfst|b'fast|bfast|lunch(?:es)?|dinners?|suppers?|tea(?! ?(?:spoon|time|tree))))`;
const ofTheDay = String.raw`(?:(?:the |your |each |every )*(?:morning|evening|noon|midday|mid ?- ?day|eve|am|pm|night|first|largest|biggest|heaviest|main|last) (?:meals?|food)(?: of the day)?)`;
/** "with morning and evening meals" */
const shared = String.raw`(?:(?:the |your )*(?:morning|noon|midday|am)(?: ?, ?(?:noon|midday))?(?= ?(?:and|&|\/|,|\+) (?:the |your )?(?:evening|noon|midday|pm|night) meals?))`;
const open = String.raw`(?:(?:each |every |all |any |your |the |main |#3 |a |full |some |large |light |big )*(?:meals?|food(?: or milk|s)?|milk or food|milk|eating|meal ?times?|mealtimes?|meals? ?or ?snacks?|snacks?|feeds?(?= ?(?:$|[,.;]))))`;
const meal = `(?:${ofTheDay}|${shared}|${named}|${open})`;
const list = String.raw`${meal}(?:(?: ?,)?(?: (?:and|&|\/|or|,|\+|and also))?(?: (?:before|after|with|w \/|at))? ${meal})*`;

/** `before breakfast and dinner` -> ACM, ACV: the preposition holds for all meals of the list. */
const codes = (words: string, kind: Kind): EventTiming[] => {
  const found: EventTiming[] = [];
  for (const [said] of words.matchAll(/breakfast|breakfat|brekfast|bkfst|brkfst|b'fast|bfast|\b(?:morning|am|first)\b|lunch|\b(?:noon|midday|mid ?- ?day)\b|dinner|supper|\btea\b|\b(?:evening|eve|pm|night|last)\b|meals?|mealtimes?|food|milk|eating|snacks?|feeds?/g)) {
    const suffix = /^(?:b|morning|am|first)/.test(said) ? 'M' : /^(?:lunch|noon|mid)/.test(said) ? 'D' : /^(?:dinner|supper|tea|eve|pm|night|last)/.test(said) ? 'V' : '';
    const code = `${kind}${suffix}` as EventTiming;
    // "evening meal": the meal has been named
    if (suffix === '' && found.length > 0) continue;
    if (!found.includes(code)) found.push(code);
  }
  return found.length > 0 ? found : [kind];
};

const prepositions: Readonly<Record<Kind, string>> = {
  AC: String.raw`before|prior to|ac|a c|ahead of|preceding|b \/ f|pre ?-?|before each|in advance of|b4|bef`,
  PC: String.raw`after|following|pc|p c|post ?-?|immediately after`,
  C: String.raw`with|w \/|w|at|during|along with|c|while|wi|together with|alongside|with (?:the )?(?:first|#1 st) bite of|(?:at|with) (?:the )?(?:start|beginning) of`,
};
const any = Object.values(prepositions).join('|');
const kindOf = (said: string): Kind => (new RegExp(`^(?:${prepositions.AC})$`).test(said) ? 'AC' : new RegExp(`^(?:${prepositions.PC})$`).test(said) ? 'PC' : 'C');
/** "30 minutes", "half an hour", "at least 1 hour", "1/2 to 1 hr", in front of the preposition. */
const offset = String.raw`(?:(?<![\w.])(?:at least |about |approximately |approx |exactly |up to |within )?(?:(?:${n}|an?)(?: ?(?:-|to|or|and) ?${n})?(?: ?-)?(?: an?)? ?(?:minutes?|mins?|min|m|hours?|hrs?|h)(?: (?:-|to|or) ${n} (?:minutes?|hours?|hrs?))? )(?:(?:or more|or so) )?)`;

const read = (match: RegExpExecArray, times: readonly EventTiming[]): SigPiece[] => {
  const pieces: SigPiece[] = times.map((time) => ({ field: 'time', ...spanOf(match), time }));
  return new RegExp(`^(?:\\( ?)?${offset}`).test(match[0]) ? [...pieces, { field: 'remark', ...spanOf(match), flag: 'OFFSET_NOT_STRUCTURED' }] : pieces;
};
const mealRule = (kind: Kind): Rule =>
  rule(String.raw`(?:\( ?)?(?:${offset})?\b(?:immediately |just |right |shortly |directly |soon )?(?:${prepositions[kind]}) (${list})(?![\w])(?: \( (${list}) \))?`, (match) => read(match, codes(match[2] ?? match[1] ?? '', kind)));

/** Before, with and after meals. */
export const mealRules: readonly Rule[] = [
  // "with or immediately after food", "1 hour before or 2 hours after meals"
  rule(String.raw`(?:${offset})?\b(${any}),? ?(?:or|and|\/) ?(?:immediately |just |right |shortly |${offset})?(${any}) (${list})(?![\w])`, (match) => {
    const kinds = [...new Set([kindOf(match[1] ?? ''), kindOf(match[2] ?? '')])];
    const times = kinds.flatMap((kind) => codes(match[3] ?? '', kind));
    return match.input.slice(match.index).match(/^with or /) && /^with or without/.test(match[0]) ? null : read(match, times);
  }, 'written'),
  mealRule('AC'),
  mealRule('PC'),
  mealRule('C'),
];

/** Whether words name meals of which there are several a day: "meals", "each meal", but neither "food" nor "a meal". */
export const severalMeals = (words: string): boolean => !/\b(?:a meal|food|milk|snack)\b/.test(words);
