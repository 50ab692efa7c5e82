/**
 * Abbreviations that have killed: The Joint Commission, Official "Do Not Use" List (2004, in its current edition). They are
 * refused in free text of an order; structured fields cannot hold them.
 */
const rules: readonly { pattern: RegExp; write: string }[] = [
  { pattern: /(?:^|[\s\d])U\.?(?=[\s,;.)]|$)/, write: 'Write "unit" for U.' },
  { pattern: /\d\s?u(?=[\s,;.)]|$)/, write: 'Write "unit" for u.' },
  { pattern: /(?:^|[\s\d])I\.?U\.?(?=[\s,;.)]|$)/i, write: 'Write "international unit" for IU.' },
  { pattern: /(?:^|[^a-z])q\.?\s?o\.?\s?d\.?(?=[^a-z]|$)/i, write: 'Write "every other day" for QOD.' },
  { pattern: /(?:^|[^a-z])q\.?\s?d\.?(?=[^a-z]|$)/i, write: 'Write "daily" for QD.' },
  { pattern: /\d\.0+(?!\d)/, write: 'No trailing zero: write 1 mg, not 1.0 mg.' },
  { pattern: /(?<![\d.])\.\d/, write: 'A leading zero: write 0.5 mg, not .5 mg.' },
  { pattern: /(?:^|[^A-Za-z])(?:MSO4|MgSO4|MS)(?=[^A-Za-z0-9]|$)/, write: 'Write "morphine sulfate" or "magnesium sulfate" for MS, MSO4, MgSO4.' },
];

/** What to write instead, or null when the text holds none of them. */
export const doNotUse = (text: string): string | null => rules.find(({ pattern }) => pattern.test(text))?.write ?? null;
