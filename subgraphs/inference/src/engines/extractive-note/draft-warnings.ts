import type { NoteResult, Speaker, TranscriptDocument } from '@dra/events';
import { isInstruction } from './said-to-machine.ts';

type Warning = NoteResult['warnings'][number];
type Sections = NoteResult['sections'];

/** What the signer should know about the draft as a whole. */
/** @param cut how much that was left out is not listed either */
export function warningsFor(transcript: TranscriptDocument, speakers: readonly Speaker[], sections: Sections, cut: number): Warning[] {
  const warnings: Warning[] = [];
  const unknown = speakers.filter((speaker) => speaker === 'UNKNOWN').length;
  if (unknown > 0) {
    warnings.push({ code: 'SPEAKERS_UNKNOWN', message: `${unknown} of ${speakers.length} segments have no known speaker; they are quoted without saying who spoke.` });
  }
  if (transcript.segments.some(({ speaker }, index) => speaker === 'UNKNOWN' && speakers[index] !== 'UNKNOWN')) {
    warnings.push({ code: 'SPEAKERS_GUESSED', message: 'Some speakers were told apart by their words only.' });
  }
  if (!isEnglish(transcript)) warnings.push({ code: 'LANGUAGE_NOT_ENGLISH', message: 'Little of what was said is English, and only English is understood: much is quoted, and facts may be missed.' });
  if (transcript.segments.some(({ text }) => isInstruction(text))) warnings.push({ code: 'INSTRUCTION_IN_TRANSCRIPT', message: 'Somebody spoke to the machine instead of the other: what was said so is quoted, and nothing follows from it.' });
  if (transcript.engine.tier === 'DEMO') {
    warnings.push({ code: 'DEMO_TRANSCRIPT', message: 'The transcript is of demo grade: confirm every drug, dose and number against the recording.' });
  }
  const heard = transcript.segments.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  if (heard.length > 0 && heard.reduce((sum, one) => sum + one, 0) / heard.length < 0.5) {
    warnings.push({ code: 'LOW_CONFIDENCE', message: 'The recogniser was unsure of most of what it heard.' });
  }
  for (const { title, statements } of sections) {
    if (statements.length === 0) warnings.push({ code: 'SECTION_EMPTY', message: `Nothing was found for "${title}".` });
  }
  if (cut > 0) warnings.push({ code: 'OMISSIONS_CUT', message: `More was said than can be listed: ${cut} less important sentences are neither in the note nor among what it leaves out.` });
  if (sections.some(({ statements }) => statements.some(({ supported }) => !supported))) {
    warnings.push({ code: 'UNSUPPORTED_STATEMENT', message: 'At least one statement is not fully supported by what was said.' });
  }
  return [...warnings, ...sidesInConflict(sections)];
}

const english = /^(?:the|a|and|to|of|i|you|it|is|in|that|my|have|no|not|any|for|on|with|was|do|your|yes|so|been|but|just|me|at|what|i'm|it's)$/;
const fewestWords = 30;
const leastEnglish = 0.15;
const longestRead = 20_000;

/** In English a third of all words and more are of these few. */
function isEnglish({ language, segments }: TranscriptDocument): boolean {
  if (!/^(?:en|und|$)/i.test(language)) return false;
  const words = segments.map(({ text }) => text.slice(0, longestRead)).join(' ').slice(0, longestRead).toLowerCase().match(/[\p{L}']+/gu) ?? [];
  return words.length < fewestWords || words.filter((word) => english.test(word)).length >= leastEnglish * words.length;
}

const bodyParts = 'knee|hip|shoulder|elbow|wrist|ankle|foot|hand|arm|leg|ear|eye|breast|lung|kidney|thumb|thigh|calf|heel|toe';

/** "Left knee" in one statement and "right knee" in another: a swap, or two knees. The signer decides. */
function sidesInConflict(sections: Sections): Warning[] {
  const sides = new Map<string, Set<string>>();
  for (const { text } of sections.flatMap(({ statements }) => statements)) {
    for (const [, side, part] of text.toLowerCase().matchAll(new RegExp(`\\b(left|right) (${bodyParts})\\b`, 'g'))) {
      sides.set(part!, (sides.get(part!) ?? new Set()).add(side!));
    }
  }
  return [...sides]
    .filter(([, found]) => found.size === 2)
    .map(([part]) => ({ code: 'SIDE_UNCLEAR', message: `Both the left and the right ${part} are mentioned: check the side.` }));
}
