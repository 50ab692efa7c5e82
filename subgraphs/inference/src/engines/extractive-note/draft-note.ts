import { setImmediate as breathe } from 'node:timers/promises';
import type { EngineDescription, Evidence, NoteResult, TranscriptDocument } from '@dra/events';
import { findCandidates } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import { checkSupport } from './check-support.ts';
import { chooseCandidates } from './choose-candidates.ts';
import type { Scored } from './choose-candidates.ts';
import { composeTexts } from './compose-text.ts';
import { personOf } from './person.ts';
import type { Person } from './person.ts';
import { warningsFor } from './draft-warnings.ts';
import { speakersOf } from './speakers.ts';
import type { Sentence } from './split-sentences.ts';
import type { NoteTemplate } from './templates.ts';

export type DraftOptions = {
  template: NoteTemplate;
  engine: EngineDescription;
  onProgress?: (fraction: number) => void;
  signal?: AbortSignal;
};

/**
 * Drafts a note from what was said and from nothing else. Null when nothing was said. The same transcript gives the
 * same note. Rejects with the signal's reason soon after it aborts.
 */
export async function draftNote(transcript: TranscriptDocument, { template, engine, onProgress, signal }: DraftOptions): Promise<NoteResult | null> {
  const { segments } = transcript;
  if (!segments.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) return null;
  const step = async (fraction: number) => {
    onProgress?.(fraction);
    await breathe();
    signal?.throwIfAborted();
  };
  await step(0.05);
  const speakers = speakersOf(segments);
  const candidates = findCandidates(segments, speakers);
  const person = personOf(segments, speakers);
  if (candidates.length === 0) return null;
  await step(0.4);
  const { written, unmentioned } = chooseCandidates(candidates);
  await step(0.7);
  const sections = template.sections.map(({ keys, code, title }) => ({
    code,
    title,
    statements: written.filter(({ section }) => keys.includes(section)).map((one) => stateIt(one, person)),
  }));
  await step(0.9);
  const left = unmentioned.map((one) => {
    const { text, evidence } = stateIt(one, person);
    return { text, evidence, importance: round(one.salience) };
  });
  await step(1);
  const { transcriptId, recordingId, version } = transcript;
  return { engine, source: { transcriptId, recordingId, version }, template: template.id, sections, unmentioned: left, warnings: warningsFor(transcript, speakers, sections) };
}

/** The best wording that its own evidence supports. */
function stateIt({ candidate, salience }: Scored, person: Person): { text: string; evidence: Evidence[]; supported: boolean } {
  const sources = [...(candidate.question ? [candidate.question] : []), ...candidate.said];
  const evidence = sources.map((sentence) => evidenceOf(sentence, salience));
  const spoken = evidence.map(({ charStart, charEnd }, index) => sources[index]!.segment.text.slice(charStart, charEnd));
  for (const { text } of composeTexts(candidate, { person, mentioned: false })) {
    if (checkSupport(text, spoken).supported) return { text, evidence, supported: true };
  }
  const text = verbatim(candidate, spoken);
  return { text, evidence, supported: checkSupport(text, spoken).supported };
}

/** The last resort: the words as they stand in the transcript, control characters apart. */
function verbatim({ speaker }: Candidate, spoken: readonly string[]): string {
  const said = spoken.map((part) => `"${part.replace(/[\p{C}\s]+/gu, ' ').trim()}"`).join(' ');
  return `${speaker === 'PATIENT' ? 'Patient' : speaker === 'CLINICIAN' ? 'Clinician' : 'Unidentified speaker'} states: ${said}`;
}

function evidenceOf({ segment, words }: Sentence, salience: number): Evidence {
  return {
    segmentId: segment.id,
    startMs: segment.startMs,
    endMs: segment.endMs,
    charStart: words[0]!.start,
    charEnd: words.at(-1)!.end,
    score: round(salience),
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;
