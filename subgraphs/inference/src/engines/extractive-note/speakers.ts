import type { Speaker, TranscriptSegment } from '@dra/events';
import { labelSpeakers } from '../speakers/index.ts';
import { isInstruction } from './said-to-machine.ts';
import { splitWords } from './words.ts';

const clinicianCues = /\b(?:any|do you|are you|have you|did you|how long|your|exam|i want you|i'd like you|we'll|prescribe|refer|order|follow-up|physical|auscultation|take a look|milligrams?|tell me|let's)\b/g;
const patientCues = /\b(?:i've been|i have been|i feel|i felt|my|i take|i'm taking|i can't|i was|it hurts|me|i don't|i get|i had|i think i)\b/g;

/**
 * The speaker of each segment. What the transcript says stands. Where it says UNKNOWN, cues decide if they are clear and
 * neighbours do not speak against it; else it stays UNKNOWN, and what was said is quoted, not attributed.
 */
export function speakersOf(segments: readonly TranscriptSegment[]): Speaker[] {
  if (segments.every(({ speaker }) => speaker === 'UNKNOWN')) return byWords(segments);
  return segments.map(({ speaker, text }) => (speaker === 'UNKNOWN' ? guess(text) : speaker));
}

/** Enough to hear who speaks. */
const longestHeard = 2_000;

/** Nobody was told apart: words and their neighbours tell, where they are sure. Where some are named, who is not was left so on purpose. */
function byWords(segments: readonly TranscriptSegment[]): Speaker[] {
  const told = labelled(segments);
  // "No." is anybody's, but after the clinician's question it answers.
  return told.map((speaker, index) => (speaker === 'UNKNOWN' && told[index - 1] === 'CLINICIAN' && shortAnswer.test(segments[index]!.text.slice(0, 60)) ? 'PATIENT' : speaker));
}

const shortAnswer = /^\W*(?:no|nope|yes|yeah|yep|never|not really|mm-hmm|nothing)\b(?:\W+[\w']+){0,3}\W*$/i;

function labelled(segments: readonly TranscriptSegment[]): Speaker[] {
  const heard = segments.map(({ text }) => ({ text: text.slice(0, longestHeard), startMs: 0, endMs: 0 }));
  return labelSpeakers({ segments: heard, voiceprints: [], language: 'en' }).map(({ speaker }, index) => (isInstruction(heard[index]!.text) ? 'UNKNOWN' : speaker));
}

function guess(text: string): Speaker {
  const lower = ` ${splitWords(text).map((word) => word.lower).join(' ')} `;
  const clinician = (lower.match(clinicianCues)?.length ?? 0) + (text.includes('?') ? 1 : 0);
  const patient = lower.match(patientCues)?.length ?? 0;
  if (clinician >= 3 && clinician >= 2 * patient + 1) return 'CLINICIAN';
  if (patient >= 2 && patient >= 2 * clinician + 1) return 'PATIENT';
  return 'UNKNOWN';
}
