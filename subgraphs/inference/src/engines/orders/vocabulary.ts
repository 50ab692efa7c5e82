/** Words of directions and the one way this house writes each. Sources: FHIR R4 Dosage, UCUM names, NCPDP structured sig. */
const units: readonly (readonly [canonical: string, said: string])[] = [
  ['mg', 'milligrams?|mgs?|milli grams?|m g'],
  ['mcg', 'micrograms?|mcgs?|ug|micro grams?|m c g'],
  ['g', 'grams?|gm|gms|g'],
  ['mEq', 'milliequivalents?|meqs?|milli equivalents?'],
  ['mL', 'milliliters?|millilitres?|mls?|ccs?|m l|c c'],
  ['unit', 'international units?|units?|iu'],
  ['tablet', 'tablets?|tabs?'],
  ['capsule', 'capsules?|caps?'],
  ['pill', 'pills?'],
  ['puff', 'puffs?'],
  ['inhalation', 'inhalations?'],
  ['drop', 'drops?|gtts?'],
  ['spray', 'sprays?|squirts?'],
  ['patch', 'patch(?:es)?'],
  ['teaspoon', 'teaspoons?|teaspoonfuls?|tsp'],
  ['tablespoon', 'tablespoons?|tablespoonfuls?|tbsp'],
  ['ounce', 'ounces?|oz'],
  ['vial', 'vials?'],
  ['suppository', 'suppositor(?:y|ies)'],
  ['lozenge', 'lozenges?'],
  ['packet', 'packets?'],
  ['application', 'applications?|application'],
  ['click', 'clicks?'],
  ['injection', 'injections?|shots?'],
];

export const unitPattern = units.map(([, said]) => said).join('|');
const unitRules = units.map(([canonical, said]) => ({ canonical, rule: new RegExp(`^(?:${said})$`) }));

/** `milligrams` -> `mg`; never `U` or `IU` (Joint Commission). */
export const unitOf = (said: string): string | null => unitRules.find(({ rule }) => rule.test(said))?.canonical ?? null;

/** Units of what is in the medicine; the others count pieces of it. */
export function isMass(unit: string): boolean {
  return ['mg', 'mcg', 'g', 'mEq'].includes(unit);
}

const pieceUnits = ['tablet', 'capsule', 'pill', 'patch', 'vial', 'suppository', 'lozenge', 'packet'];
const saidOf = (wanted: (unit: string) => boolean): string => units.filter(([unit]) => wanted(unit)).map(([, said]) => said).join('|');
export const massPattern = saidOf(isMass);
export const countPattern = saidOf((unit) => pieceUnits.includes(unit));
/** A number of these may be what is dispensed. */
export const isPiece = (unit: string): boolean => pieceUnits.includes(unit);

const periods: readonly (readonly [unit: 's' | 'min' | 'h' | 'd' | 'wk' | 'mo', said: string])[] = [
  ['s', 'seconds?'],
  ['min', 'minutes?|mins?'],
  ['h', 'hours?|hrs?|h'],
  ['d', 'days?|d'],
  ['wk', 'weeks?|wks?'],
  ['mo', 'months?|mos?'],
];
export const periodPattern = periods.map(([, said]) => said).join('|');
const periodRules = periods.map(([unit, said]) => ({ unit, rule: new RegExp(`^(?:${said})$`) }));
export type PeriodUnit = (typeof periods)[number][0];
export const periodUnitOf = (said: string): PeriodUnit | null => periodRules.find(({ rule }) => rule.test(said))?.unit ?? null;

/** Route, and how it is said. The order decides: the eye before the skin. */
export const routes: readonly (readonly [route: string, said: RegExp])[] = [
  ['oral', /\b(?:by mouth|orally|oral|po|per os)\b/g],
  ['sublingual', /\b(?:under (?:the|your|his|her) tongue|sublingual(?:ly)?|sl)\b/g],
  ['ophthalmic', /\b(?:(?:in|into|to) (?:the |your |each |both |affected |surgical |left |right )*eyes?|ophthalmic(?:ally)?)\b/g],
  ['otic', /\b(?:(?:in|into|to) (?:the |your |each |both |affected |left |right )*ears?|otic)\b/g],
  ['nasal', /\b(?:(?:in|into|by|to|up) (?:the |your |each |both |either )*(?:nostrils?|nose)|intranasal(?:ly)?|nasally|each nostril)\b/g],
  ['inhalation', /\b(?:inhaled?|by inhalation|inhalation route|(?:via|by|through|in) (?:a |the |your |small volume )*nebuli[sz]er|by nebuli[sz]ation|nebuli[sz]ed|inhalation(?! #))\b/g],
  ['subcutaneous', /\b(?:subcutaneous(?:ly)?|sub ?q|under (?:the|your) skin|sub cutaneous(?:ly)?|sq)\b/g],
  ['intramuscular', /\b(?:intramuscular(?:ly)?|into the muscle|im(?= (?:injection|daily|weekly|once|every|x)\b))\b/g],
  ['intravenous', /\b(?:intravenous(?:ly)?|iv)\b/g],
  ['rectal', /\b(?:rectal(?:ly)?|per rectum|in(?:to)? the rectum)\b/g],
  ['vaginal', /\b(?:vaginal(?:ly)?|in(?:to)? the vagina)\b/g],
  ['transdermal', /\b(?:transdermal(?:ly)?)\b/g],
  ['topical', /\b(?:topical(?:ly)?|(?:to|on|onto|over) (?:the |your |his |her )*(?:skin|rash|(?:\w+ )?affected (?:and surrounding )?(?:areas?|nails?|skin)|area)|to (?:the )?affected)\b/g],
];
