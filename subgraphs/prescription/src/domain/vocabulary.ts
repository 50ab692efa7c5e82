import { daysOfWeek, doseUnitTable, eventTimings, routeCodes } from '@dra/sig';

/**
 * Listed dose units with the most that one dose can be: beyond it is a slip of the pen, not a question of clinical ceilings. An
 * amount for each kilogram or hour is no dose of a prescription: it has to be worked out first.
 */
export const doseUnits: Readonly<Record<string, number>> = Object.fromEntries(doseUnitTable.filter(({ kind }) => kind !== 'rate').map(({ code, most }) => [code, most]));

export const routes: readonly string[] = routeCodes;

const codes: ReadonlySet<string> = new Set([...Object.keys(eventTimings), ...daysOfWeek]);
export const isTiming = (code: string): boolean => codes.has(code) || /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(code);

/** Longest period and duration that mean something, by unit. */
export const longest: Readonly<Record<'S' | 'MIN' | 'H' | 'D' | 'WK' | 'MO', number>> = { S: 3_600, MIN: 1_440, H: 8_760, D: 3_650, WK: 520, MO: 120 };
