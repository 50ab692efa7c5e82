import type { Flag } from '../flags.ts';

/**
 * Ways of writing that have hurt patients. Sources: The Joint Commission, Official "Do Not Use" List; ISMP, List of
 * Error-Prone Abbreviations, Symbols, and Dose Designations. They are read as they are meant, and flagged.
 */
const rules: readonly (readonly [Flag, RegExp])[] = [
  ['ABBREVIATION_U', /\d\s?u(?=[\s,;.)/]|$)/i],
  ['ABBREVIATION_IU', /(?:^|[\s\d])i\.?u\.?(?=[\s,;.)/]|$)/i],
  ['ABBREVIATION_QOD', /(?<![a-z])q\.?\s?o\.?\s?d(?!\.?[a-z])/i],
  ['ABBREVIATION_QD', /(?<![a-z])q\.?\s?d(?!\.?[a-z])/i],
  ['TRAILING_ZERO', /(?<![\d.])\d+\.0+(?![\d.])/],
  ['NAKED_DECIMAL', /(?<![\da-z.])\.\d/i],
  ['ABBREVIATION_MS', /(?<![A-Za-z])(?:MSO4|MgSO4|MS)(?![A-Za-z0-9])/],
  ['MICROGRAM_SYMBOL', /\d\s?(?:[µμ]g|ugs?)(?![a-z])/i],
  ['ERROR_PRONE_ABBREVIATION', /\d\s?cc(?![a-z])|(?<![a-z.])(?:t\.?i\.?w|b\.?i\.?w|a\.?u|o\.?s|o\.?u|q\.?h\.?s|q\.?n|s\.?q|s\.?c|ss|ssi|bt|qam|q1d|d\/c|a\.d|o\.?d|mgso4)(?![a-z])|(?<=(?<![a-z])(?:gtts?|drops?)\s(?:in\s)?)(?:ad|as|od)(?![a-z])|(?<![\d/])\d+\/(?:7|52|12)(?![\d/])(?!\s?(?:tab|cap|mg|pain))|(?<![a-z])(?:i{1,3}|iv|vi{0,3}|iss|iiss)(?=\s?(?:-\s?i+\s?)?(?:tabs?|caps?|gtts?|po|puffs?|tablets?|drops?)\b)/i],
];

/** The flags of a text as it was written. */
export const writtenForms = (text: string): Flag[] => rules.filter(([, pattern]) => pattern.test(text)).map(([flag]) => flag);
