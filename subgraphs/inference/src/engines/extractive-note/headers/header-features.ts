import { headerCues } from './header-cues.ts';
import { headerForms } from './header-forms.ts';

export type Views = {
  /** Words and pairs of the whole, of the clinician's side, of the other's, and stems of the whole; each with its view in front. */
  grams: readonly string[][];
  /** Figures of the talk's shape, each about 0..1. */
  figures: number[];
  /** How much each side says of what goes with one section, each 0..1. */
  forms: number[];
};

/** More says no more of what it is about; bounds the work. */
const longest = 40_000;

/** @param dialogue lines "Doctor: …", "Patient: …" or "[doctor] …" */
export function viewsOf(dialogue: string): Views {
  const text = dialogue.slice(0, longest).toLowerCase();
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  const asked: string[] = [];
  const told: string[] = [];
  for (const line of lines) {
    const match = /^(?:\[([\w ]{1,40})\]|([a-z_ ]{2,30}):)\s*(.*)$/.exec(line);
    const speaker = match?.[1] ?? match?.[2] ?? '';
    const said = match ? match[3]! : line;
    (/doctor|clinic/.test(speaker) || (!match && told.length === 0) ? asked : told).push(said);
  }
  const clinician = asked.join(' ');
  const patient = told.join(' ');
  return {
    grams: [gramsOf(text, 'f'), gramsOf(clinician, 'd'), gramsOf(patient, 'p'), stemsOf(text)],
    figures: figuresOf(text, lines, clinician, patient, told),
    forms: formsOf(clinician, patient),
  };
}

/** Stems of words and of pairs: what a dialogue has in common with a note's own words. @param text lower case */
export function stemsOf(text: string): string[] {
  const stems = (text.match(/[\p{L}\p{N}_]+/gu) ?? []).map(stem);
  return stems.flatMap((one, index) => [`s:${one}`, ...(index > 0 ? [`s:${stems[index - 1]!} ${one}`] : [])]);
}

const endings = ['ing', 'ies', 'ed', 'es', 's', 'ly'];
function stem(word: string): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= 3);
  return ending ? word.slice(0, -ending.length) : word;
}

/**
 * Names of medicines by how they end (INN stems) or by being household words. Not the formulary: it grows, and the model was
 * fitted to these.
 */
const drug =
  /^(?:\w+(?:pril|sartan|statin|olol|azole|cillin|mycin|micin|oxacin|dipine|semide|thiazide|formin|gliptin|glutide|gliflozin|glitazone|prazole|tidine|oxetine|aline|opram|triptan|profen|codone|codeine|azepam|azolam|pentin|gabalin|asone|isone|solone|terol|lukast|tadine|rizine|parin|xaban|farin|ogrel|cycline|clovir|triptyline|apine|idone|barbital|ytoin|olamide|exate|setron|oxin)|tylenol|advil|motrin|aleve|aspirin|insulin|lantus|lasix|coumadin|plavix|lipitor|zocor|crestor|norvasc|synthroid|zoloft|prozac|lexapro|celexa|effexor|cymbalta|wellbutrin|xanax|ativan|valium|ambien|vicodin|percocet|norco|dilaudid|morphine|tramadol|ultram|benadryl|claritin|zyrtec|allegra|flonase|singulair|advair|albuterol|combivent|nexium|prilosec|prevacid|protonix|zantac|pepcid|keflex|cipro|levaquin|bactrim|flagyl|augmentin|zithromax|prednisone|penicillin|sulfa|neurontin|lyrica|flexeril|celebrex|mobic|humira|enbrel|acetaminophen|naproxen|digoxin|iron|accutane|botox)$/;

function formsOf(clinician: string, patient: string): number[] {
  const sides = [clinician, patient];
  const counts = headerForms.flatMap((form) => sides.map((side) => side.match(form)?.length ?? 0));
  const named = sides.map((side) => {
    const words = side.match(/[a-z]+/g) ?? [];
    return { all: words.length, drugs: words.filter((word) => drug.test(word)).length };
  });
  return [...counts.map((count) => Math.min(1, Math.log1p(count) / 1.5)), ...named.flatMap((one) => [Math.min(1, Math.log1p(one.drugs) / 1.5), Math.min(1, (6 * one.drugs) / (one.all + 5))])];
}

function gramsOf(text: string, view: string): string[] {
  const tokens = text.match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
  const grams: string[] = [];
  for (const [index, token] of tokens.entries()) {
    grams.push(`${view}:${token}`);
    if (index > 0) grams.push(`${view}:${tokens[index - 1]!} ${token}`);
  }
  return grams;
}

function figuresOf(text: string, lines: readonly string[], clinician: string, patient: string, told: readonly string[]): number[] {
  const [first = ''] = lines;
  const count = (pattern: RegExp, where: string) => where.match(pattern)?.length ?? 0;
  const words = (where: string) => where.split(/\s+/).filter(Boolean).length;
  const [asked, answered] = [words(clinician) + 5, words(patient) + 5];
  const figures = [Math.log1p(text.length) / 8, Math.log1p(lines.length) / 3, clinician.length / (clinician.length + patient.length + 1)];
  for (const cue of headerCues) {
    const [a, b] = [count(cue, clinician), count(cue, patient)];
    figures.push(Math.log1p(a) / 2, Math.log1p(b) / 2, Math.min(1, count(cue, first)), Math.min(1, (6 * a) / asked), Math.min(1, (6 * b) / answered));
  }
  const questions = count(/\?/g, text);
  const share = (pattern: RegExp) => told.filter((line) => pattern.test(line)).length / (told.length + 1);
  const lengths = told.map(words);
  return [
    ...figures,
    Math.log1p(questions) / 3,
    share(/^(?:no|nope|none|nothing|never)\b/),
    share(/^(?:yes|yeah|yep|correct|that.s (?:right|correct))\b/),
    lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length) / 30,
    lengths.reduce((most, one) => Math.max(most, one), 0) / 60,
    count(/ any /g, clinician) / (questions + 1),
    first.includes('your') ? 1 : 0,
    told.length / 10,
  ];
}
