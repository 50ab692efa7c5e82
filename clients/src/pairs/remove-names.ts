/** What is known of the people around a note. */
export type Known = {
  /** Of the patient: each part of each name. */
  patientNames: readonly string[];
  /** Of clinicians: user ids such as `dr.osei`, and what else they are called. */
  clinicians: readonly string[];
  birthDate: string | null;
  /** MRN and other identifiers, telephone numbers, e-mail, lines of an address. */
  values: readonly string[];
};

/** In any case; "march" and "may" are also verbs, so those two count with a capital letter only. */
const months = 'january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec';
const verbs = 'March|Mar|May|MARCH|MAY';
const dates = (names: string, flags: string) => [
  new RegExp(`\\b(?:${names})\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)\\d{2})?\\b`, flags),
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${names})\\b\\.?(?:,? (?:19|20)\\d{2})?`, flags),
  new RegExp(`\\b(?:${names}),? (?:19|20)\\d{2}\\b`, flags),
];
/** Shorter parts of names are not looked for: they are initials, and words. */
const shortest = 2;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gi, '[EMAIL]'],
  [/\bhttps?:\/\/\S+/gi, '[URL]'],
  [/\b\d{3}-\d{2}-\d{4}\b/g, '[ID]'],
  [/(?:\+?\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ .-]\d{4}\b/g, '[PHONE]'],
  [/\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?\b/g, '[DATE]'],
  [/\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b/g, '[DATE]'],
  ...[...dates(months, 'gi'), ...dates(verbs, 'g')].map((pattern) => [pattern, '[DATE]'] as const),
  // Ages over 89 tell who somebody is (HIPAA, 45 CFR 164.514(b)(2)(i)(C)).
  [/\b(?:9\d|1[0-2]\d)(?=[ -]years?[ -]old\b|[ -]year[ -]old\b|\s*(?:y\/o|yo)\b)/gi, '[AGE OVER 89]'],
  [/\b(?:Dr|Doctor|Mr|Mrs|Ms|Miss|Nurse|Prof|Professor)\.? (?:[A-Z][\p{L}'’-]+)(?: [A-Z][\p{L}'’-]+)?/gu, '[NAME]'],
  [/\b\d{7,}\b/g, '[ID]'],
];

/**
 * A text without what is known to name somebody, and without what looks as if it did: e-mail, telephone, dates, ages over
 * 89, titles with a name, long numbers. It does not know relatives, employers, places or rare diseases by name: the
 * result is pseudonymous, not anonymous, and is to be treated as patients' data.
 */
export function removeNames(text: string, known: Known): string {
  let left = text;
  for (const value of byLength(known.values)) left = left.replace(wordly(value), '[ID]');
  for (const date of writtenDates(known.birthDate)) left = left.replace(wordly(date), '[DATE]');
  for (const [pattern, instead] of patterns) left = left.replace(pattern, instead);
  for (const name of byLength([...known.patientNames, ...known.clinicians.flatMap(partsOfUser)])) left = left.replace(wordly(name, "(?:['’]s)?"), '[NAME]');
  return left.replace(/\[NAME\](?:[ -]\[NAME\])+/g, '[NAME]');
}

const byLength = (values: readonly string[]) => [...new Set(values.map((value) => value.trim()))].filter((value) => value.length >= shortest).sort((a, b) => b.length - a.length);

/** As a word of its own, in any case and spacing. */
const wordly = (value: string, ending = '') =>
  new RegExp(`(?<![\\p{L}\\p{N}])${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')}${ending}(?![\\p{L}\\p{N}])`, 'giu');

/** `dr.osei` is also Osei. */
const partsOfUser = (user: string) => [user, ...user.split(/[.@_\s-]+/).filter((part) => part.length > 2 && !/^(?:dr|svc|nurse|admin|doctor)$/i.test(part))];

function writtenDates(date: string | null): string[] {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '') ?? [];
  if (!year || !month || !day) return [];
  const [m, d] = [Number(month), Number(day)];
  return [`${year}-${month}-${day}`, `${m}/${d}/${year}`, `${month}/${day}/${year}`, `${d}.${m}.${year}`, `${day}.${month}.${year}`, `${m}/${d}/${year.slice(2)}`];
}
