/**
 * The closed vocabulary of dose units: the one place that lists them. Codes are UCUM's where UCUM has one (mg, mcg for `ug`,
 * g, mEq, mmol, mL, L, cm); the others are words for a piece or a device's stroke, in the singular.
 */
export type DoseUnitKind =
  /** An amount of the substance itself. */
  | 'amount'
  /** An amount for each kilogram or hour, to be worked out before it can be given. */
  | 'rate'
  | 'volume'
  /** Something that is counted and dispensed. */
  | 'piece'
  /** One stroke or portion out of a container that holds many. */
  | 'portion';

export type DoseUnit = {
  code: string;
  kind: DoseUnitKind;
  /** The most that one dose can be; beyond it is a slip of the pen, not a question of clinical ceilings. */
  most: number;
  /** Beyond it somebody should look, whatever the medicine. */
  unusual: number;
  /** How it is said and written, as a regular expression over lower-case words. */
  said: string;
  meaning: string;
};

const row = (code: string, kind: DoseUnitKind, most: number, unusual: number, said: string, meaning: string): DoseUnit => ({ code, kind, most, unusual, said, meaning });

/** Where one alternative begins another, the longer stands first. */
export const doseUnitTable: readonly DoseUnit[] = [
  row('mg/kg/day', 'rate', 1_000, 500, String.raw`(?:mg|mgs|milligrams?) (?:\/|per) (?:kg|kilo|kilograms?) (?:\/|per|a) (?:day|d|#24 (?:h|hours?))`, 'milligrams per kilogram of body weight a day, in divided doses'),
  row('mg/kg', 'rate', 1_000, 200, String.raw`(?:mg|mgs|milligrams?) (?:\/|per) (?:kg|kilo|kilograms?)(?: \/ dose)?`, 'milligrams per kilogram of body weight'),
  row('mcg/kg/min', 'rate', 1_000, 200, String.raw`(?:mcg|micrograms?|ug) (?:\/|per) kg (?:\/|per) (?:min|minute)`, 'micrograms per kilogram a minute'),
  row('mcg/kg', 'rate', 100_000, 1_000, String.raw`(?:mcg|micrograms?|ug) (?:\/|per) (?:kg|kilo|kilograms?)`, 'micrograms per kilogram of body weight'),
  row('unit/kg', 'rate', 10_000, 500, String.raw`(?:units?|u|iu) (?:\/|per) (?:kg|kilo|kilograms?)`, 'units per kilogram of body weight'),
  row('mL/kg', 'rate', 1_000, 60, String.raw`(?:mls?|milliliters?|millilitres?|cc) (?:\/|per) (?:kg|kilo|kilograms?)`, 'millilitres per kilogram of body weight'),
  row('mg/m2', 'rate', 20_000, 5_000, String.raw`(?:mg|milligrams?) (?:\/|per) (?:m #?2|m2|square meters?)`, 'milligrams per square metre of body surface'),
  row('mL/h', 'rate', 5_000, 1_000, String.raw`(?:mls?|milliliters?|cc) (?:\/|per|an) (?:h|hr|hour)(?! (?:before|prior|after|ahead|or so before|or two before))`, 'millilitres an hour'),
  row('mcg/h', 'rate', 5_000, 200, String.raw`(?:mcg|micrograms?|ug) (?:\/|per|an) (?:h|hr|hour)(?! (?:before|prior|after|ahead|or so before|or two before))`, 'micrograms an hour'),
  row('mg/h', 'rate', 5_000, 200, String.raw`(?:mg|milligrams?) (?:\/|per|an) (?:h|hr|hour)(?! (?:before|prior|after|ahead|or so before|or two before))`, 'milligrams an hour'),
  row('mcg/min', 'rate', 5_000, 500, String.raw`(?:mcg|micrograms?|ug) (?:\/|per|a) (?:min|minute)`, 'micrograms a minute'),
  row('unit/h', 'rate', 50_000, 2_500, String.raw`(?:units?|u) (?:\/|per|an) (?:h|hr|hour)(?! (?:before|prior|after|ahead|or so before|or two before))`, 'units an hour'),
  row('L/min', 'rate', 60, 20, String.raw`(?:l|liters?|litres?) (?:\/|per|a) (?:min|minute)`, 'litres a minute (oxygen)'),
  row('mg', 'amount', 50_000, 5_000, String.raw`milligrams?|milligrammes?|mgs?|mgm|milli grams?|m g`, 'milligram'),
  row('mcg', 'amount', 200_000, 5_000, String.raw`micrograms?|microgrammes?|mcgs?|ugs?|micro grams?|m c g`, 'microgram'),
  row('g', 'amount', 200, 60, String.raw`grams?|grammes?|gms?|g`, 'gram'),
  row('mEq', 'amount', 1_000, 100, String.raw`milliequivalents?|meqs?|milli equivalents?`, 'milliequivalent'),
  row('mmol', 'amount', 1_000, 100, String.raw`millimoles?|mmols?`, 'millimole'),
  row('unit', 'amount', 50_000_000, 100_000, String.raw`international units?|intl units?|units?(?! doses?)|unt|iu|i u|u`, 'unit of activity, international or not'),
  row('mL', 'volume', 5_000, 500, String.raw`milliliters?|millilitres?|mls?|ccs?|m l|c c`, 'millilitre'),
  row('L', 'volume', 10, 4, String.raw`liters?|litres?|l`, 'litre'),
  row('teaspoon', 'volume', 20, 8, String.raw`teaspoons? ?(?:fuls?)?|teaspoonfuls?|teaspoonsful|tsps?|tspf?`, 'teaspoon as written; not converted to millilitres'),
  row('tablespoon', 'volume', 20, 8, String.raw`tablespoons?|tablespoonfuls?|tbsps?|tbs|tblsp`, 'tablespoon as written; not converted to millilitres'),
  row('ounce', 'volume', 140, 64, String.raw`(?:fluid |fl )?(?:ounces?|oz)`, 'fluid ounce'),
  row('cup', 'volume', 20, 4, String.raw`cups?|cupfuls?`, 'cup'),
  row('tablet', 'piece', 50, 12, String.raw`tablets?|tabs?|tabl|caplets?|(?:film|enteric) coated tablets?`, 'tablet (also caplet)'),
  row('capsule', 'piece', 50, 12, String.raw`capsules?|caps?|soft ?gels?|gel ?caps?|sprinkle caps?`, 'capsule (also softgel)'),
  row('pill', 'piece', 50, 12, String.raw`pills?`, 'pill: tablet or capsule, nobody said which'),
  row('patch', 'piece', 10, 4, String.raw`patch(?:es)?`, 'patch'),
  row('vial', 'piece', 20, 4, String.raw`vials?`, 'vial'),
  row('ampule', 'piece', 20, 4, String.raw`amp(?:s|ules?|oules?|uls?)?|nebules?|respules?`, 'ampule or nebule'),
  row('syringe', 'piece', 20, 4, String.raw`(?:prefilled |pre filled )?syringes?|syringefuls?`, 'prefilled syringe'),
  row('pen', 'piece', 10, 2, String.raw`(?:auto ?- ?injectors?|autoinjectors?|pens?(?! needles?)|epipens?)`, 'pen or auto-injector'),
  row('suppository', 'piece', 10, 3, String.raw`suppositor(?:y|ies)|supps?|supposi?tor(?:y|ies)|pessar(?:y|ies)`, 'suppository (also pessary)'),
  row('enema', 'piece', 5, 2, String.raw`enemas?`, 'enema'),
  row('lozenge', 'piece', 20, 4, String.raw`lozenges?|troches?|pastilles?`, 'lozenge (also troche)'),
  row('gum', 'piece', 30, 3, String.raw`(?:pieces?|sticks?)(?: of (?:\w+ )?gum)?|gums?`, 'piece of gum'),
  row('gummy', 'piece', 20, 6, String.raw`gumm(?:y|ies)`, 'gummy'),
  row('film', 'piece', 10, 4, String.raw`(?:sublingual |buccal )?films?|strips?|wafers?`, 'film, strip or wafer'),
  row('packet', 'piece', 20, 6, String.raw`packets?|pkts?|sachets?|pouch(?:es)?|pack(?=(?: (?:daily|a day|mixed|by|po|once|in|dissolved)|$))`, 'packet or sachet'),
  row('pad', 'piece', 20, 4, String.raw`(?:pads?|swabs?|wipes?|pledgets?)`, 'medicated pad or swab'),
  row('ring', 'piece', 3, 1, String.raw`rings?`, 'ring'),
  row('implant', 'piece', 6, 6, String.raw`implants?|pellets?`, 'implant'),
  row('bottle', 'piece', 5, 2, String.raw`bottles?`, 'bottle'),
  row('can', 'piece', 20, 6, String.raw`cans?|cartons?`, 'can (of feed)'),
  row('puff', 'portion', 20, 8, String.raw`puffs?|pfs`, 'puff of an inhaler'),
  row('inhalation', 'portion', 20, 8, String.raw`inhalations?|inhs?|inhln?s?|inhal`, 'inhalation of a device'),
  row('drop', 'portion', 50, 20, String.raw`drops?|gtts?|gts?|gutt?s?`, 'drop'),
  row('spray', 'portion', 20, 6, String.raw`sprays?|sprs?|squirts?|actuations?`, 'spray'),
  row('pump', 'portion', 20, 8, String.raw`pumps?|pump (?:actuations?|presses)`, 'stroke of a pump dispenser'),
  row('click', 'portion', 20, 8, String.raw`clicks?`, 'click of a dispenser'),
  row('scoop', 'portion', 20, 6, String.raw`scoops?|scoopfuls?|heaping (?:tablespoons?|scoops?)`, 'scoop'),
  row('capful', 'portion', 20, 14, String.raw`cap ?fuls?|capsful`, 'capful'),
  row('applicatorful', 'portion', 10, 2, String.raw`applicator ?(?:s|fuls?)?|apps?|applicatorsful|applicatorfuls?`, 'applicatorful'),
  row('application', 'portion', 20, 6, String.raw`applications?`, 'application'),
  row('dropperful', 'portion', 20, 4, String.raw`dropper ?(?:s|fuls?)?`, 'dropperful'),
  row('inch', 'portion', 20, 4, String.raw`inch(?:es)?|in(?= (?:of|ribbon|strip))|"(?= (?:of|ribbon|strip))`, 'inch of ointment'),
  row('cm', 'portion', 50, 10, String.raw`cms?|centimeters?|centimetres?`, 'centimetre of ointment'),
  row('injection', 'portion', 10, 2, String.raw`injections?|injxns?|inj|shots?|jabs?`, 'injection'),
  row('dose', 'portion', 20, 4, String.raw`(?:unit )?doses?`, 'dose, of a size that nobody said'),
  row('treatment', 'portion', 10, 3, String.raw`(?:neb |nebuli[sz]er |breathing )?treatments?|nebs?`, 'nebuliser treatment'),
];

export const doseUnitPattern = doseUnitTable.map(({ said }) => said).join('|');
/** What has to follow it decides whether it is a unit, and is no part of it. */
const alone = (said: string): string => said.replace(/\(\?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '');
const rules = doseUnitTable.map(({ code, said }) => ({ code, rule: new RegExp(`^(?:${alone(said)})$`) }));
const known = new Map(doseUnitTable.map((unit) => [unit.code, unit]));
const cache = new Map<string, string | null>();

/** `milligrams` -> `mg`; null for what is no dose unit. Never `U` or `IU` (Joint Commission). */
export const doseUnitOf = (said: string): string | null => {
  const seen = cache.get(said);
  if (seen !== undefined) return seen;
  const code = rules.find(({ rule }) => rule.test(said))?.code ?? null;
  if (cache.size < 2_000) cache.set(said, code);
  return code;
};

export const doseUnit = (code: string): DoseUnit | null => known.get(code) ?? null;

const patternOf = (wanted: (unit: DoseUnit) => boolean): string => doseUnitTable.filter(wanted).map(({ said }) => said).join('|');
export const amountPattern = patternOf(({ kind }) => kind === 'amount');
export const piecePattern = patternOf(({ kind, code }) => kind === 'piece' && code !== 'gum');

/** Units of what is in the medicine; the others count pieces of it. */
export const isAmount = (code: string): boolean => known.get(code)?.kind === 'amount';
/** A number of these may be what is dispensed. */
export const isPiece = (code: string): boolean => known.get(code)?.kind === 'piece';

const aliases: Readonly<Record<string, string>> = { units: 'unit', iu: 'unit', meq: 'mEq', ml: 'mL', l: 'L' };
const massOrActivity = new Set(['mg', 'mcg', 'g', 'kg', 'unit', 'mEq', 'mmol']);

/**
 * A dose in one of these says by itself how much of the substance is given; a dose in pieces or in volume does not until the
 * strength is known. The one list that the engines and the prescriptions use.
 */
export const isMassOrActivity = (unit: string): boolean => massOrActivity.has(unit) || massOrActivity.has(aliases[unit.toLowerCase()] ?? unit.toLowerCase());
