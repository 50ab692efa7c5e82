export const periodUnits = ['s', 'min', 'h', 'd', 'wk', 'mo'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** A month as the twelfth part of a year. */
export const hoursOf: Readonly<Record<PeriodUnit, number>> = { s: 1 / 3600, min: 1 / 60, h: 1, d: 24, wk: 168, mo: 730 };

const periods: readonly (readonly [unit: PeriodUnit, said: string])[] = [
  ['s', 'seconds?|secs?'],
  ['min', 'minutes?|mins?'],
  ['h', 'hours?|hrs?|h|hrly|hourly|°'],
  ['d', 'days?|d|dys?|nights|nocs?'],
  ['wk', 'weeks?|wks?|wk|w'],
  ['mo', 'months?|mos?|mths?|mnths?'],
];
const yearPattern = 'years?|yrs?';

export const periodPattern = `${periods.map(([, said]) => said).join('|')}|${yearPattern}`;
const rules = periods.map(([unit, said]) => ({ unit, rule: new RegExp(`^(?:${said})$`) }));
const year = new RegExp(`^(?:${yearPattern})$`);

/** `2 years` -> 24 mo: FHIR's period unit `a` is not among ours. */
export const spanOf = (value: string, said: string): { value: string; unit: PeriodUnit } | null => {
  if (year.test(said)) return { value: String(Number(value) * 12), unit: 'mo' };
  const unit = rules.find(({ rule }) => rule.test(said))?.unit;
  return unit ? { value, unit } : null;
};
