/** Listed dose units with the most that one dose can be: beyond it is a slip of the pen, not a question of clinical ceilings. */
export const doseUnits: Readonly<Record<string, number>> = {
  mg: 50_000, mcg: 200_000, g: 200, mEq: 1_000, mL: 5_000, unit: 50_000_000,
  tablet: 50, capsule: 50, pill: 50, puff: 20, inhalation: 20, drop: 50, spray: 20, patch: 10, teaspoon: 20, tablespoon: 20, ounce: 140,
  vial: 20, suppository: 10, lozenge: 20, packet: 20, application: 20, click: 20, injection: 10,
};

export const routes = [
  'oral', 'sublingual', 'buccal', 'ophthalmic', 'otic', 'nasal', 'inhalation', 'subcutaneous', 'intramuscular', 'intravenous', 'rectal', 'vaginal', 'transdermal', 'topical',
] as const;

/** Longest period and duration that mean something, by unit. */
export const longest: Readonly<Record<'S' | 'MIN' | 'H' | 'D' | 'WK' | 'MO', number>> = { S: 3_600, MIN: 1_440, H: 8_760, D: 3_650, WK: 520, MO: 120 };
