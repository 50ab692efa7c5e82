/**
 * Orders as meaning, and the ways that people put one: verbs in the forms that sentences need, directions as `told` writes them.
 * Made up for the properties beside it; the answers are right by construction.
 */
export type Verb = { intent: 'START' | 'STOP' | 'CHANGE' | 'CONTINUE' | 'HOLD'; base: string; gerund: string; past: string };

/** `@` stands where the medicine with its directions goes. */
export const verbs: readonly Verb[] = [
  { intent: 'START', base: 'start you on @', gerund: 'starting you on @', past: 'started you on @' },
  { intent: 'START', base: 'put you on @', gerund: 'putting you on @', past: 'put you on @' },
  { intent: 'START', base: 'prescribe @', gerund: 'prescribing @', past: 'prescribed @' },
  { intent: 'START', base: 'add @', gerund: 'adding @', past: 'added @' },
  { intent: 'START', base: 'try @', gerund: 'trying @', past: 'tried @' },
  { intent: 'START', base: 'give you @', gerund: 'giving you @', past: 'gave you @' },
  { intent: 'START', base: 'use @', gerund: 'using @', past: 'used @' },
  { intent: 'START', base: 'take @', gerund: 'taking @', past: 'took @' },
  { intent: 'CHANGE', base: 'increase the %to @', gerund: 'increasing the %to @', past: 'increased the %to @' },
  { intent: 'CHANGE', base: 'bump the %up to @', gerund: 'bumping the %up to @', past: 'bumped the %up to @' },
  { intent: 'CHANGE', base: 'lower your %to @', gerund: 'lowering your %to @', past: 'lowered your %to @' },
  { intent: 'CONTINUE', base: 'continue the @', gerund: 'continuing the @', past: 'continued the @' },
  { intent: 'CONTINUE', base: 'keep you on the @', gerund: 'keeping you on the @', past: 'kept you on the @' },
  { intent: 'STOP', base: 'stop the @', gerund: 'stopping the @', past: 'stopped the @' },
  { intent: 'STOP', base: 'take you off the @', gerund: 'taking you off the @', past: 'took you off the @' },
  { intent: 'HOLD', base: 'hold the @', gerund: 'holding the @', past: 'held the @' },
];

export const drugs: readonly { name: string; doses: readonly string[] }[] = [
  { name: 'lisinopril', doses: ['10', '20', '40'] }, { name: 'atorvastatin', doses: ['20', '40', '80'] }, { name: 'metformin', doses: ['500', '1000'] }, { name: 'sertraline', doses: ['50', '100'] },
  { name: 'gabapentin', doses: ['300', '600'] }, { name: 'furosemide', doses: ['20', '40'] }, { name: 'losartan', doses: ['50', '100'] }, { name: 'zoloft', doses: ['50', '100'] },
  { name: 'meloxicam', doses: ['15'] }, { name: 'cephalexin', doses: ['500'] }, { name: 'amoxicillin', doses: ['500'] }, { name: 'trazodone', doses: ['50'] }, { name: 'wellbutrin', doses: ['150'] },
];

const spoken: Readonly<Record<string, string>> = { 10: 'ten', 15: 'fifteen', 20: 'twenty', 40: 'forty', 50: 'fifty', 80: 'eighty', 100: 'a hundred', 150: 'a hundred and fifty', 300: 'three hundred', 500: 'five hundred', 600: 'six hundred', 1000: 'a thousand' };
export const amounts = (dose: string): readonly string[] => [`${dose} mg`, `${dose} milligrams`, `${spoken[dose] ?? dose} milligrams`];

/** Said, and as `told` writes it. */
export const frequencies: readonly (readonly [string, string])[] = [
  ['once a day', '1/1d'], ['daily', '1/1d'], ['twice a day', '2/1d'], ['every morning', '1/1d, MORN'], ['at bedtime', '1/1d, HS'], ['three times a day', '3/1d'], ['every eight hours', '1/8h'], ['every night', '1/1d, NIGHT'],
];

export type Meaning = { drug: string; amount: string; dose: string; often: readonly [string, string] };

/** The verb's phrase with its medicine: to end or pause one its name is enough. */
export const phrase = (verb: Verb, form: 'base' | 'gerund' | 'past', { drug, amount, often }: Meaning): string => {
  const named = verb.intent === 'STOP' || verb.intent === 'HOLD' ? drug : verb.intent === 'CHANGE' ? `${amount} ${often[0]}` : `${drug} ${amount} ${often[0]}`;
  return verb[form].replace('%', `${drug} `).replace('@', named);
};
export const toldOf = (verb: Verb, { drug, dose, often }: Meaning): string => (verb.intent === 'STOP' || verb.intent === 'HOLD' ? `${verb.intent} ${drug}` : `${verb.intent} ${drug} ${dose} mg, ${often[1]}`);
