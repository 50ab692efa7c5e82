import { setImmediate as breathe } from 'node:timers/promises';
import type { EngineDescription, NoteResult, TranscriptDocument } from '@dra/events';
import { findCandidates } from './candidates.ts';
import { chooseUnits } from './choose-units.ts';
import type { Omission } from './choose-units.ts';
import { warningsFor } from './draft-warnings.ts';
import { extractFacts } from './facts/extract-facts.ts';
import { findContradictions } from './facts/find-contradictions.ts';
import { personOf } from './person.ts';
import { recordToCompare } from './record-to-compare.ts';
import type { RecordOnFile } from './record-to-compare.ts';
import { scoreCandidates } from './score-candidates.ts';
import { speakersOf } from './speakers.ts';
import type { NoteTemplate } from './templates.ts';
import { evidenceOf } from './wordings.ts';

export type DraftOptions = {
  template: NoteTemplate;
  engine: EngineDescription;
  onProgress?: (fraction: number) => void;
  signal?: AbortSignal;
  /** What is on file; absent where there is no patient's record, as in an evaluation. */
  record?: RecordOnFile;
};

/** Nobody says a longer one. */
const longestWord = 60;

/**
 * Drafts a note from what was said and from nothing else. Null when nothing was said. The same transcript gives the
 * same note. Rejects with the signal's reason soon after it aborts.
 */
export async function draftNote(transcript: TranscriptDocument, { template, engine, onProgress, signal, record }: DraftOptions): Promise<NoteResult | null> {
  const { segments } = transcript;
  if (!segments.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) return null;
  const step = async (fraction: number) => {
    onProgress?.(fraction);
    await breathe();
    signal?.throwIfAborted();
  };
  await step(0.05);
  const speakers = speakersOf(segments);
  const found = findCandidates(segments, speakers);
  // "Headache.", and nothing else: not nothing.
  const candidates = found.length > 0 ? found : findCandidates(segments, speakers, { shortest: 1 }).filter(({ words }) => words.every(({ text }) => text.length <= longestWord));
  if (candidates.length === 0) return null;
  await step(0.3);
  const scored = scoreCandidates(candidates);
  await step(0.5);
  const { written, unmentioned, cut } = chooseUnits(scored, { segments, speakers, person: personOf(segments, speakers) }, template);
  await step(0.9);
  const sections = template.sections.map(({ keys, code, title }) => ({
    code,
    title,
    statements: written
      .filter(({ unit }) => keys.includes(unit.section))
      .map((one) => ({ text: one.text, evidence: evidenceFor(one.unit), supported: one.unit.supported })),
  }));
  const left = unmentioned.map((one) => ({ text: one.text, evidence: evidenceFor(one), importance: Math.round(one.importance * 1000) / 1000 }));
  const onFile = record && recordToCompare(record);
  const contradictions = onFile ? [...findContradictions(extractFacts(candidates), onFile.record), ...onFile.warnings] : [];
  await step(1);
  const { transcriptId, recordingId, version } = transcript;
  return {
    engine,
    source: { transcriptId, recordingId, version },
    template: template.id,
    sections,
    unmentioned: left,
    warnings: [...contradictions, ...warningsFor(transcript, speakers, sections, cut)],
    ...(onFile ? { comparedWith: onFile.comparedWith } : {}),
  };
}

const evidenceFor = ({ sources, salience }: Pick<Omission, 'sources' | 'salience'>) => sources.map((sentence) => evidenceOf(sentence, salience));
