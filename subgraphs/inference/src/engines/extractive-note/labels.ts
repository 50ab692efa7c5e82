import { systemOf } from './lexicon/body-systems.ts';
import type { Scored } from './score-candidates.ts';
import { cuesIn } from './sentence-features.ts';

const tests = /\b(?:x-?rays?|mri|ct|scan|ultrasound|echocardiogram|echo|ekg|labs?|a1c|panel|test|tests|testing|biopsy|culture|colonoscopy|endoscopy|mammogram|imaging|blood work|study|studies)\b/;
const orders = /\b(?:order|get|obtain|check|repeat|schedule|send|we will do)\b/;
const referrals = /\b(?:refer|referral|specialist|consult|consultation)\b/;
const treatment = /\b(?:mg|milligrams?|mcg|prescribe|prescription|start|continue|increase|decrease|stop|refill|dose|daily|injection|therapy|brace|medications?|antibiotics?|ice|elevate)\b/;
const taught = /\b(?:i advised|the patient (?:can|should|needs|will)|call (?:me|us|my|our|the office|if|\d)|discussed|avoid|monitor|diet|exercise)\b/i;

/** Words of what is more than a title. */
const shortest = 4;

/** What kind of statement it is, as notes name it before a colon; null where its own words say enough. */
export function labelOf({ candidate, section }: Scored, text: string): string | null {
  // A quote says who spoke; a problem's bare name is a title.
  if (candidate.question || text.includes('"')) return null;
  const lower = text.toLowerCase();
  const lowers = candidate.words.map((word) => word.lower);
  if (section === 'exam') return /^[^.]{2,30}:/.test(text) ? null : systemOf(lowers);
  if (text.split(' ').length < shortest) return null;
  if (section === 'assessment') return 'Medical Reasoning';
  if (section !== 'plan') return null;
  if (taught.test(lower)) return 'Patient Education and Counseling';
  if (referrals.test(lower)) return 'Specialist Referrals';
  if (tests.test(lower) && orders.test(lower)) return 'Additional Testing';
  return treatment.test(lower) || cuesIn(candidate.words).includes('medication') ? 'Medical Treatment' : null;
}
