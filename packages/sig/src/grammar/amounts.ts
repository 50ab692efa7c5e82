import { amountPattern, doseUnitOf, doseUnitPattern, doseUnitTable, isAmount, piecePattern } from '../vocabulary/dose-units.ts';
import type { Route } from '../vocabulary/routes.ts';
import type { SigPiece } from './piece.ts';
import { N, U, n, needing, rule, spanOf, to, type Rule } from './rule.ts';

const dose = (match: RegExpExecArray, min: string, max: string, said: string | null, scale = 1): SigPiece | null => {
  const unit = said === null ? null : doseUnitOf(said);
  if (said !== null && unit === null) return null;
  const [low, high] = scale === 1 ? [min, max] : [String(Number(min) * scale), String(Number(max) * scale)];
  // "800-160 mg" names the strengths of two ingredients; "2-1 tablets" is no range
  if (Number(high) < Number(low)) return unit !== null && isAmount(unit) ? { field: 'remark', ...spanOf(match), flag: 'STRENGTH_IN_SIG' } : null;
  return { field: 'dose', ...spanOf(match), min: low, max: high, unit, ambiguous: match[0].includes('%'), mass: unit !== null && isAmount(unit) };
};

/** The word before the piece may say the route: "1 vaginal suppository", "1 neb treatment". */
const worn: readonly (readonly [RegExp, Route])[] = [
  [/\bvaginal|pessar/, 'vaginal'], [/\brectal\b/, 'rectal'], [/\bnasal\b/, 'nasal'], [/\b(?:sublingual|sl)\b/, 'sublingual'], [/\bbuccal\b/, 'buccal'], [/\b(?:oral|chewable)\b/, 'oral'], [/\bnebs?|nebuli[sz]er|breathing\b/, 'inhalation'], [/\btransdermal\b/, 'transdermal'],
];
const withRoute = (match: RegExpExecArray, piece: SigPiece | null): SigPiece | SigPiece[] | null => {
  const route = worn.find(([said]) => said.test(match[0]))?.[1];
  return piece && route ? [piece, { field: 'route', from: piece.from, to: piece.to, route }] : piece;
};

const strengthOf = (match: RegExpExecArray): SigPiece | null => {
  const groups = match.groups ?? {};
  const unit = doseUnitOf(groups['piece'] ?? '');
  const mass = doseUnitOf(groups['mass'] ?? '');
  const amount = groups['amount'];
  if (!unit || !mass || !amount) return null;
  const count = groups['count'] === undefined ? null : (/[\d.]+/.exec(groups['count'])?.[0] ?? '1');
  return { field: 'strength', ...spanOf(match), count, countMax: groups['countMax'] ?? count, strength: `${amount} ${mass}`, unit, ambiguous: match[0].includes('%') };
};

const formulation = String.raw`(?:oral|er|xr|sr|dr|ec|mr|cr|la|xl|ir|odt|chewable|dispersible|effervescent|soluble|orodispersible|gastro ?-? ?resistant|enteric ?-? ?coated|film ?-? ?coated|modified ?-? ?release|extended ?-? ?release|slow ?-? ?release|prolonged ?-? ?release|delayed ?-? ?release|immediate ?-? ?release|sublingual|vaginal|soft|hard|scored)`;
const portion = doseUnitTable.filter(({ kind }) => kind === 'piece' || kind === 'portion' || kind === 'volume').map(({ said }) => said).join('|');
const size = String.raw`(?:(?:full|level|whole|small|heaping|entire|single|additional|more|extra|total|of the|of|oral|chewable|er|xr|dr|sl|sublingual|odt|ds|es|xl|la|cr|sr|mr|ir|cd|dm|hct|#(?:12|24) ?-? ?(?:hours?|hr|h)|maintenance|active|effervescent|prenatal|chew|chewed|coated|ec|delayed release|extended release|metered|rounded|disintegrating|vaginal|rectal|buccal|transdermal|neb|nebulizer|nebulized|breathing|inhaler|adult|baby|new|med|nasal) )*`;
const verbs = String.raw`(?:take|takes|taking|use|uses|apply|inhale|instill|place|put|chew|dissolve|give|insert|inject|swallow|drink|have|spray|start with|let|suck|mix|sig|administer|infuse|then|and|or|with|of|wear|unwrap|tk|to|plus|tome|tomar)`;

/** Between a number and its piece these are no names. */
const notName = String.raw`(?:times?|hours?|hourly|minutes?|days?|daily|weeks?|weekly|months?|monthly|nightly|every|each|twice|once|with|from|then|than|before|after|until|under|into|onto|over|per|and|plus|take|tablets?|tabs?|caps?|capsules?|puffs?|drops?|pills?|patch(?:es)?|milligrams?|micrograms?|grams?|units?|mls?|orally|mouth|needed|when|more|doses?|strength|percent|applications?|sprays?|vials?|teaspoons?|tablespoons?|packets?|inhalations?|half|total|morning|evening|night|noon|bedtime|nocte|mane)`;
const namedPiece = String.raw`tablets?|tabs?|caplets?|capsules?|caps?|pills?|puffs?|drops?|patch(?:es)?|lozenges?|sachets?|packets?|suppositor(?:y|ies)|softgels?`;

/** How much at a time. Rates first: "5 mg/kg" is no 5 mg. */
export const amountRules: readonly Rule[] = [
  // "40 mg/0.4 mL": what a syringe or a vial holds, and no strength for every 1 or 5 mL
  needing(/mls?|milliliter/, rule(String.raw`(?:\( ?)?${N} ?(mg|mcg|units?|g|milligrams?|micrograms?) ?(?:\/|per|in) ?${N} ?(?:mls?|milliliters?)(?: \))?(?![\w])`, (match) => {
    if (/^(?:1|5|10|15|100|120|150|250|500|1000)$/.test(match[3] ?? '')) return null;
    const piece = dose(match, match[1] ?? '', match[1] ?? '', match[2] ?? '');
    return piece ? [piece, { field: 'remark', ...spanOf(match), flag: 'STRENGTH_IN_SIG' }] : null;
  }, 'written')),
  rule(String.raw`${n} ?(?:${amountPattern}) (?:\/|per|in) ${n} ?(?:mls?|milliliters?|teaspoons?|ccs?)(?![\w])(?! (?:a|per|every) )`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'STRENGTH_IN_SIG' }), 'spoken'),
  // "250 mg/5 mL": how strong the product is
  rule(String.raw`(?:\( ?)?${n} ?(?:${amountPattern}) ?(?:\/|per|in) ?(?:${n} ?)?(?:mls?|milliliters?|tablets?|tabs?|capsules?|caps?|puffs?|sprays?|actuations?|actuat|drops?|teaspoons?|tsp|patch|act|inhalation|vial|pen|syringe|dose)(?! (?:a|per) day)(?: \))?(?![\w])`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'STRENGTH_IN_SIG' }), 'written'),
  // "4 mg dose pack", "patch 0.05 mg: apply", "30/500 tablets": how strong the product is
  needing(/pa[ck]k|kit|haler|patch/, rule(String.raw`${n} ?(?:${amountPattern})(?= (?:dose ?-? ?pa(?:ck|k)s?|dosepaks?|packs?|kit|inhaler|evohaler|accuhaler|turbohaler)\b)|(?<=\bpatch(?:es)? (?:\( ?)?)${n} ?(?:mg|mcg|micrograms?|milligrams?)(?: \))?(?= ?(?:apply|place|change|use|put|wear|:|-|,))`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'STRENGTH_IN_SIG' }), 'written')),
  needing(/\//, rule(String.raw`${N} ?\/ ?${N}(?: ?(?:mg|mcg|micrograms?))?(?: ${formulation})* (${piecePattern})(?![\w])`, (match) => (Number(match[2]) < 20 ? null : { field: 'strength', ...spanOf(match), count: null, countMax: null, strength: `${match[1]}/${match[2]} mg`, unit: doseUnitOf(match[3] ?? '') ?? 'tablet', ambiguous: false }), 'written')),
  // how fast it runs is no dose beside one: "20 mg IV at 100 mL/hr"
  needing(/\bat\b/, rule(String.raw`\b(?:at|infuse at|run at)(?: a rate of)? ${n} ?(?:mls?|milliliters?|ccs?) ?(?:\/|per|an) ?(?:h|hr|hour)\b`, (match) => (/#[\d.]+ ?(?:mg|g|mcg|units?|meq|mmol)\b/.test(match.input.slice(0, match.index)) ? { field: 'remark', ...spanOf(match), flag: 'RATE_NOT_STRUCTURED' } : null), 'written')),
  // "25 mcg/hr patch", "patch 0.4 mg/hr": how strong the patch is
  needing(/patch/, rule(String.raw`${n} ?(?:mcg|mg|micrograms?|milligrams?) ?(?:\/|per|an) ?(?:#24 )?(?:h|hr|hour|hours|day|d)(?= (?:[a-z]+ )?(?:#[\d.]+ )?patch)|(?<=\bpatch(?:es)? (?:of )?(?:\( ?)?)${n} ?(?:mcg|mg|micrograms?|milligrams?) ?(?:\/|per|an) ?(?:#24 )?(?:h|hr|hour|hours|day|d)\b`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'STRENGTH_IN_SIG' }), 'written')),
  needing(/percent/, rule(String.raw`(?:\( ?)?${n} percent(?: \))?`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'STRENGTH_IN_SIG' }), 'written')),
  rule(String.raw`(?:(?<count>${n}(?: ?x| of (?:an?|one|the))?|\b(?:a|an)) (?:${to} [#%](?<countMax>\d+(?:\.\d+)?) )?)?(?:\( ?)?[#%](?<amount>\d+(?:\.\d+)?)(?: -)? ?(?<mass>${amountPattern})(?: -)?(?: \))?(?: ${formulation})* (?<piece>${piecePattern})(?![\w])`, strengthOf),
  // "2 x 500 mg": two of something that has 500 mg
  needing(/ x ?#/, rule(String.raw`(?<!(?:mg|mcg|g|ml|units?|daily|bid|tid|qid|for|every|days) )${N} ?x ?${N} ?(${amountPattern})(?![\w/])(?! (?:\/|per|x))`, (match) => (Number(match[1]) > 6 ? null : { field: 'strength', ...spanOf(match), count: match[1] ?? '', countMax: match[1] ?? '', strength: `${match[2]} ${doseUnitOf(match[3] ?? '')}`, unit: '', ambiguous: false }), 'written')),
  // "(5/325)", "400/80 mg": the strengths of two ingredients
  needing(/\//, rule(String.raw`(?:\( ?)?${N} ?\/ ?${N} ?(?:mg|mcg)?(?: ?\))?(?= |$)(?! ?(?:\/|mm|mg \/|- #))`, (match) => (Number(match[2]) < 20 || /\b(?:bp|pressure|over) ?$/.test(match.input.slice(0, match.index)) ? null : { field: 'remark', ...spanOf(match), flag: 'STRENGTH_IN_SIG' }), 'written')),
  // "half a tab to a full tab"
  needing(/whole|full|entire/, rule(String.raw`(?:${N} ?(?:(?:an? |of an? )?(?:${namedPiece}))? ?(?:to|or|-) )?(?<![\w#%.])(?:an? |#1 )?(?:whole|full|entire) (${namedPiece})(?![\w])`, (match) => dose(match, match[1] ?? '1', '1', match[2] ?? ''), 'written')),
  // "500 mg - 1 g"
  needing(/#[\d.]+ ?g/, rule(String.raw`${N} ?(mg|mcg|micrograms?|milligrams?) ?${to} ?${N} ?(g|gm|grams?|mg|milligrams?)(?![\w])`, (match) => {
    const [low, high] = [doseUnitOf(match[2] ?? ''), doseUnitOf(match[4] ?? '')];
    if (low === high || low === null || high === null) return null;
    const scale = (high === 'g' ? 1_000_000 : 1_000) / (low === 'mg' ? 1_000 : 1);
    return dose(match, match[1] ?? '', String(Number(match[3]) * scale), match[2] ?? '');
  }, 'written')),
  // UK: "one 5 ml spoonful" is a measure of 5 mL
  needing(/spoon|dose|measure/, rule(String.raw`${N}(?: ?${to} ${N})? ?(?:x )?#(5|2\.5|10|15) ?(?:ml|millilitre|milliliter)(?: -)? (?:spoons?(?:fuls?)?|spoonsful|doses?|measures?)`, (match) => {
    const first = Number(match[1]) * Number(match[3]);
    return { field: 'dose', ...spanOf(match), min: String(first), max: match[2] === undefined ? String(first) : String(Number(match[2]) * Number(match[3])), unit: 'mL', ambiguous: false, mass: false };
  }, 'written')),
  // "a tablet and a half"
  needing(/#0\.5/, rule(String.raw`(?:${N} |\ban? )${U} and #0\.5(?! (?:of )?(?:an? |the )?(?:${doseUnitPattern})(?![\w]))`, (match) => {
    const value = String(Number(match[1] ?? 1) + 0.5);
    return dose(match, value, value, match[2] ?? '');
  }, 'written')),
  needing(/million|\bmu\b/, rule(String.raw`(?<!\/ |: )${N}(?: -)? (?:million(?: ?${U}(?![\w]))|mu\b)`, (match) => dose(match, match[1] ?? '', match[1] ?? '', match[2] ?? 'units', 1_000_000))),
  rule(String.raw`(?<!\/ )${N}(?: -)? ?(?:${U}(?![\w]))?(?: -)? ?${to} ${N}(?: -)? ?${size}${U}(?![\w])`, (match) => {
    // "10 to 20 milligrams", but not "1 tablet to 20 milligrams"
    if (match[2] !== undefined && doseUnitOf(match[2]) !== doseUnitOf(match[4] ?? '')) return null;
    return dose(match, match[1] ?? '', match[3] ?? '', match[4] ?? '');
  }),
  rule(String.raw`(?<!(?<!\b(?:am|pm|mane|nocte|morning|night|noon|hs|bedtime|lunch|breakfast|dinner) )\/ )${N}(?: \))?(?: -)? ?${size}(?:of (?:an?|the|one|#1|each) |an? )?${U}(?![\w])`, (match) => withRoute(match, dose(match, match[1] ?? '', match[1] ?? '', match[2] ?? ''))),
  // "two paracetamol tablets", "1 Norco 5 mg tab": a name between the number and the piece
  rule(String.raw`(?<!(?:\/|-|than|every|q|for|x|at|in|of) )${N} (?:(?!${notName}\b)[a-z][a-z'-]{3,} ){1,3}(?:(?:\( ?)?${n} ?(?:${amountPattern})(?: \))? )?(${namedPiece})(?![\w])`, (match) => withRoute(match, dose(match, match[1] ?? '', match[1] ?? '', match[2] ?? '')), 'written'),
  // "take an extra tablet", "additional tablet as needed"
  needing(/additional|extra|another|further|second/, rule(String.raw`\b(?:an? |one |#1 )?(?:additional|extra|another|further|second) (?!doses?\b)(${portion})(?![\w])`, (match) => dose(match, '1', '1', match[1] ?? ''), 'written')),
  // "glucose tabs 4 chew", "patch 1-2 on": the piece first
  rule(String.raw`(?<!(?:[#%][\d.]+|\b(?:a|an|one|of|each|per|x|another|extra|additional|second)) (?:[a-z]+ )?)\b(tablets?|tabs?|capsules?|caps?|gtts?|drops?|puffs?|patch(?:es)?|sprays?|lozenges?|packets?|supps?) ${N}(?: ?(?:-|to|or) ?${N})?(?= (?:po|by|bid|tid|qid|q|every|once|twice|daily|at|prn|sl|in|on|chew|pr|pv|nightly|as needed|now|stat|under|to|ou|os|od|au|ad|as|o u|a u|inhaled|per|via|od)\b)`, (match) => dose(match, match[2] ?? '', match[3] ?? match[2] ?? '', match[1] ?? ''), 'written'),
  needing(/half/, rule(String.raw`\bhalf (?:of )?(?:a |an |the )?${U}(?![\w])`, (match) => dose(match, '0.5', '0.5', match[1] ?? ''))),
  rule(String.raw`(?<=\b${verbs} )(?:a|an|another|the|on|one) ${size}(${portion})(?![\w])(?! (?:size|of water|of time))`, (match) => withRoute(match, dose(match, '1', '1', match[1] ?? '')), 'written'),
  rule(String.raw`(?<=\b${verbs} )(?:a|an|one|just a) (tablets?|capsules?|pills?|puffs?|patch|spray|drop|teaspoon|tablespoon|suppository|lozenge|packet)(?![\w])`, (match) => dose(match, '1', '1', match[1] ?? ''), 'spoken'),
  // "no, make that twenty"
  rule(String.raw`(?<=\b(?:make (?:it|that)|i mean|i meant|rather|should be|let's (?:do|say)|go with) )${N}(?= ?(?:$|[.,;!]|instead|once|daily|twice|actually|okay))`, (match) => dose(match, match[1] ?? '', match[1] ?? '', null), 'spoken'),
  rule(String.raw`(?<=\b(?:go|come|cut|drop|back|increase|decrease|reduce|up|down|raise|lower)(?: it| that)?(?: back| down| up)? to )${N}(?= (?:at (?:night|bedtime)|once|twice|three times|daily|a day|every|for #\d+|for a|nightly)\b)`, (match) => dose(match, match[1] ?? '', match[1] ?? '', null), 'spoken'),
  // in a taper the unit is left out: "forty for five days, then twenty"
  rule(String.raw`(?<!(?:every|q|for|x|times|to|or|at|-|over|in|age|of) )${N}(?= (?:for|x) #\d+ (?:days?|weeks?)\b)`, (match) => dose(match, match[1] ?? '', match[1] ?? '', null), 'spoken'),
  rule(String.raw`(?<=\b(?:then|then to|then down to|then go (?:down )?to|then drop (?:down )?to|then take) )${N}(?= (?:for|daily|a day|once|twice|every|until)\b| ?[,.;]| ?$)`, (match) => dose(match, match[1] ?? '', match[1] ?? '', null), 'spoken'),
  rule(String.raw`^(?:a|an|one) ${size}(${portion})(?![\w])(?! size)`, (match) => dose(match, '1', '1', match[1] ?? ''), 'written'),
  rule(String.raw`\b(?:(?:a|an|the) )?(?:very )?(?:thin|small|pea ?-? ?sized?|dime ?-? ?sized?|liberal|generous|moderate|sparing|light|sufficient|adequate|nickel ?-? ?sized?|quarter ?-? ?sized?|fingertip|tiny|little|scant|even|large|grape ?-? ?sized?|pearl ?-? ?sized?)(?: (?:even|thin|pea|sized?))? ?(?:layers?|film|amounts?|coat(?:ing)?|ribbon|strip|smear|size|units?|bit|quantity|application)(?: amounts?)?(?: of)?\b|\b(?:sparingly|liberally|thinly|generously|lightly|enough to cover|as much as needed|pea ?-? ?sized?(?: amount)?)\b|\b(?:a )?(?:layer|film|amount)\b`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'INEXACT_AMOUNT' }), 'written'),
];
