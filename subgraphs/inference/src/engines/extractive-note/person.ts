import type { Speaker, TranscriptSegment } from '@dra/events';

/** How the note speaks of the patient. `plural`: the verb after the pronoun is that of "they". `spokenFor`: others speak, the patient does not; "you" is one of them. */
export type Person = { subject: string; object: string; possessive: string; reflexive: string; plural: boolean; spokenFor?: boolean };

export const he: Person = { subject: 'he', object: 'him', possessive: 'his', reflexive: 'himself', plural: false };
export const she: Person = { subject: 'she', object: 'her', possessive: 'her', reflexive: 'herself', plural: false };
/** Nothing that was said tells: no guess by name or voice. */
export const they: Person = { subject: 'they', object: 'them', possessive: 'their', reflexive: 'themselves', plural: true };

const male = /\b(?:year[- ]old (?:[a-z-]+ ){0,4}(?:male|man|gentleman|boy)|mr\b|mister|sir)(?![a-z])/g;
const female = /\b(?:year[- ]old (?:[a-z-]+ ){0,4}(?:female|woman|lady|girl)|mrs\b|miss\b|ms\b|ma'am)(?![a-z])/g;
/** Sentences that present the patient to a third party. */
const presenting = /\b(?:year[- ]old|presents|presenting|date of birth|chief complaint|past medical history)\b/;
/** Later on people speak of others too. */
const opening = 4000;

/** He or she where the clinician says so and nothing speaks against it; else "they". */
export function personOf(segments: readonly TranscriptSegment[], speakers: readonly Speaker[]): Person {
  const person = pronounOf(segments, speakers);
  return speakers.includes('OTHER') && !speakers.includes('PATIENT') && !speakers.includes('UNKNOWN') ? { ...person, spokenFor: true } : person;
}

function pronounOf(segments: readonly TranscriptSegment[], speakers: readonly Speaker[]): Person {
  let men = 0;
  let women = 0;
  let read = 0;
  for (const [index, { text }] of segments.entries()) {
    if (speakers[index] === 'PATIENT') continue;
    const lower = text.slice(0, opening).toLowerCase();
    men += lower.match(male)?.length ?? 0;
    women += lower.match(female)?.length ?? 0;
    if (read > opening) continue;
    read += lower.length;
    for (const sentence of lower.split(/[.?!]/)) {
      if (!presenting.test(sentence)) continue;
      men += sentence.match(/\b(?:he|his|him)\b/g)?.length ?? 0;
      women += sentence.match(/\b(?:she|her|hers)\b/g)?.length ?? 0;
    }
  }
  if (men > 2 * women) return he;
  if (women > 2 * men) return she;
  return they;
}
