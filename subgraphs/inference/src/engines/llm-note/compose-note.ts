import type { EngineDescription, Evidence, NoteResult, TranscriptDocument } from '@dra/events';
import type { NoteTemplate } from '../extractive-note/templates.ts';
import { checkStatement, isInstruction } from './check-statement.ts';
import type { Fault } from './check-statement.ts';
import { locateQuote } from './locate-quote.ts';
import { sentenceOf } from './medications.ts';
import type { Medication } from './medications.ts';
import type { ModelReply } from './reply-schema.ts';

type Statement = NoteResult['sections'][number]['statements'][number];
export type Composed = { note: NoteResult; statements: number; unsupported: number; faults: Partial<Record<Fault, number>> };

/** Long enough to be found in another line than the one that the model named. */
const unmistakable = 16;

/**
 * A note out of a model's reply: every quote looked up, every statement checked against the words that it quotes, doses
 * put in by the extractor. What does not hold is flagged and stays, for the clinician to see; what the extractor heard
 * and the model left out is added; what the default drafter found worth writing and nothing here rests on is listed.
 *
 * @param usual the default drafter's note of the same transcript
 */
export function composeNote(reply: ModelReply, given: { transcript: TranscriptDocument; template: NoteTemplate; medications: readonly Medication[]; usual: NoteResult; engine: EngineDescription }): Composed {
  const { transcript, template, medications, usual, engine } = given;
  const faults: Composed['faults'] = {};
  const used = new Set<string>();
  const written = new Set<string>();
  const statementsOf = (code: string): Statement[] =>
    reply.sections
      .filter((section) => section.code === code)
      .flatMap(({ statements }) => statements)
      .flatMap((one) => {
        const { statement, cited, found } = stateIt(one, transcript, medications);
        if (statement.text === '' || written.has(statement.text)) return [];
        written.add(statement.text);
        cited.forEach(({ key }) => used.add(key));
        for (const fault of found) faults[fault] = (faults[fault] ?? 0) + 1;
        return [statement];
      });
  const sections = template.sections.map(({ code, title }) => ({ code, title, statements: statementsOf(code) }));
  const statements = sections.flatMap((section) => section.statements);
  const unsupported = statements.filter(({ supported }) => !supported).length;

  const plan = sections.find((_, index) => template.sections[index]?.keys.includes('plan')) ?? sections.at(-1);
  for (const one of medications) {
    if (used.has(one.key) || written.has(sentenceOf(one))) continue;
    plan?.statements.push({ text: sentenceOf(one), evidence: one.evidence, supported: one.evidence.length > 0 });
  }
  const { transcriptId, recordingId, version } = transcript;
  const note: NoteResult = {
    engine,
    source: { transcriptId, recordingId, version },
    template: template.id,
    sections,
    unmentioned: leftOut(usual, sections),
    warnings: warningsOf(usual, sections, unsupported, transcript),
    // The default drafter held the words against the record; the model never sees that.
    ...(usual.comparedWith ? { comparedWith: usual.comparedWith } : {}),
  };
  return { note, statements: statements.length, unsupported, faults };
}

function stateIt({ text, quotes }: ModelReply['sections'][number]['statements'][number], transcript: TranscriptDocument, medications: readonly Medication[]): { statement: Statement; cited: Medication[]; found: Fault[] } {
  const cited: Medication[] = [];
  const plain = text
    .replace(/\p{C}+/gu, ' ')
    .replace(/\[(M\d+)\]/g, (key, name: string) => {
      const medication = medications.find((one) => one.key === name);
      if (!medication) return key;
      cited.push(medication);
      return medication.phrase;
    })
    .replace(/\s+/g, ' ')
    .trim();
  const evidence = quotes.flatMap(({ line, quote }) => evidenceFor(transcript, line, quote) ?? []);
  const all = unique([...evidence, ...cited.flatMap((one) => one.evidence)]);
  const found = checkStatement(plain, wordsOf(transcript, all), medications, cited);
  // A key that stands for nothing names a medicine that nobody heard.
  if (/\[M\d+\]/.test(plain)) found.push('DRUG');
  return { statement: { text: plain, evidence: all, supported: found.length === 0 }, cited, found };
}

function evidenceFor(transcript: TranscriptDocument, line: number, quote: string): Evidence | null {
  const named = transcript.segments[line];
  const here = named && locateQuote(named.text, quote);
  if (named && here) return toEvidence(named, here.from, here.to);
  // Models miscount lines; a long quote that stands in one line only is that line's.
  if (quote.length < unmistakable) return null;
  const places = transcript.segments.flatMap((segment) => {
    const span = locateQuote(segment.text, quote);
    return span ? [toEvidence(segment, span.from, span.to)] : [];
  });
  return places.length === 1 ? (places[0] as Evidence) : null;
}

/** Its score is 1: the words stand there. */
const toEvidence = ({ id, startMs, endMs }: TranscriptDocument['segments'][number], charStart: number, charEnd: number): Evidence => ({ segmentId: id, startMs, endMs, charStart, charEnd, score: 1 });

const keyOf = ({ segmentId, charStart, charEnd }: Evidence) => `${segmentId}:${charStart}:${charEnd}`;
const unique = (evidence: readonly Evidence[]): Evidence[] => [...new Map(evidence.map((one) => [keyOf(one), one])).values()];

function wordsOf(transcript: TranscriptDocument, evidence: readonly Evidence[]): string[] {
  const segments = new Map(transcript.segments.map((segment) => [segment.id, segment.text]));
  return evidence.map(({ segmentId, charStart, charEnd }) => (segments.get(segmentId) ?? '').slice(charStart, charEnd));
}

/** Of what the default drafter wrote or listed, that whose words nothing in this note rests on. */
function leftOut(usual: NoteResult, sections: NoteResult['sections']): NoteResult['unmentioned'] {
  const rested = sections.flatMap(({ statements }) => statements).flatMap(({ evidence }) => evidence);
  const covered = (evidence: readonly Evidence[]) => evidence.some((one) => rested.some((other) => other.segmentId === one.segmentId && other.charStart < one.charEnd && one.charStart < other.charEnd));
  const written = usual.sections.flatMap(({ statements }) => statements).map(({ text, evidence }) => ({ text, evidence, importance: Math.max(0, ...evidence.map(({ score }) => score)) }));
  return [...written, ...usual.unmentioned].filter(({ evidence }) => evidence.length > 0 && !covered(evidence)).sort((a, b) => b.importance - a.importance);
}

/** The default drafter's word on the transcript as a whole holds here too; what it says of its own sections does not. */
function warningsOf(usual: NoteResult, sections: NoteResult['sections'], unsupported: number, transcript: TranscriptDocument): NoteResult['warnings'] {
  const warnings = usual.warnings.filter(({ code }) => code !== 'SECTION_EMPTY' && code !== 'UNSUPPORTED_STATEMENT');
  for (const { title, statements } of sections) if (statements.length === 0) warnings.push({ code: 'SECTION_EMPTY', message: `Nothing was found for "${title}".` });
  if (unsupported > 0) warnings.push({ code: 'UNSUPPORTED_STATEMENT', message: 'At least one statement is not fully supported by what was said.' });
  if (transcript.segments.some(({ text }) => isInstruction(text))) warnings.push({ code: 'INSTRUCTION_IN_TRANSCRIPT', message: 'Somebody spoke to the machine instead of the patient; nothing that rests on that is taken as said.' });
  return warnings;
}
