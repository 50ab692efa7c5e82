import type { LiveObserver } from './live.ts';
import type { Transcript, VisitResult } from './result.ts';
import type { Stage, StageName, StageObserver } from './stages.ts';

type Out = { write(text: string): unknown };

const labels: Record<StageName, string> = {
  patient: 'patient',
  consent: 'consent',
  encounter: 'encounter',
  recording: 'recording',
  upload: 'upload',
  transcription: 'transcription',
  transcript: 'transcript',
  note: 'note',
  prescriptions: 'prescriptions',
  'sign-note': 'sign the note',
  'sign-prescriptions': 'sign prescriptions',
  finish: 'finish',
};

const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;

/** A line a stage as it ends, and one more for each thing that takes longer than two seconds. */
export function createStageReport(out: Out): StageObserver {
  let waiting: { name: StageName; since: number; said: string } | null = null;
  return {
    started: (name) => {
      waiting = { name, since: Date.now(), said: '' };
    },
    progressed: (name, text) => {
      if (waiting?.name !== name || Date.now() - waiting.since < 2_000 || text === waiting.said) return;
      waiting.said = text;
      out.write(`  …  ${labels[name]}: ${text}\n`);
    },
    ended: (stage) => {
      waiting = null;
      out.write(`${stageLine(stage)}\n`);
    },
  };
}

/** A line a segment, and what was heard after it. */
export function createLiveReport(out: Out): LiveObserver {
  let said = '';
  return ({ state, reason, heardMs, segments, tail }) => {
    for (const { startMs, speaker, text } of segments) out.write(`  ${minutes(startMs)}  ${speaker === 'UNKNOWN' ? '' : `${speaker.toLowerCase()}: `}${text}\n`);
    const line = `  ${minutes(heardMs)}  ${state === 'HEARING' ? '…' : `[${state.toLowerCase()}${reason ? `: ${reason}` : ''}]`} ${tail}`;
    if (line !== said && (tail !== '' || state !== 'HEARING')) out.write(`${line}\n`);
    said = line;
  };
}

const minutes = (ms: number) => `${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')}`;

function stageLine({ name, status, durationMs, error }: Stage): string {
  const mark = status === 'SUCCEEDED' ? 'ok ' : status === 'NO_SPEECH' ? ' - ' : 'NO ';
  const time = durationMs === null ? '' : seconds(durationMs).padStart(9);
  return `${mark} ${labels[name].padEnd(19)}${time}${error ? `  ${error.code}: ${error.message}` : ''}`;
}

/** What came of it, for people. */
export function describeResult(result: VisitResult): string {
  const lines: string[] = [''];
  const { patient, encounter, recording, transcript, note } = result;
  if (patient) lines.push(`patient       ${patient.id}  ${patient.mrn}`);
  for (const consent of result.consents) lines.push(`consent       ${consent.id}  ${consent.type} ${consent.created ? `recorded now, ${consent.basis}` : `on file, ${consent.basis}`}`);
  if (encounter) lines.push(`encounter     ${encounter.id}  ${encounter.status}`);
  if (recording) lines.push(`recording     ${recording.id}  ${recording.status}, ${recording.chunks.total} chunks`);
  if (transcript) lines.push(`transcript    ${transcript.id}  version ${transcript.version}, ${transcript.segments.length} segments, ${transcript.engine.id} (${transcript.engine.tier})`, ...speakersToCheck(transcript.segments));
  if (note) {
    lines.push(`note          ${note.id}  ${note.status}, version ${note.version}${note.signature ? `, signed by ${note.signature.signer}` : ''}`);
    for (const section of note.sections) {
      lines.push(`  ${section.title}`);
      for (const statement of section.statements) lines.push(`    - ${statement.text}${statement.supported === false ? '  [not supported by what was said]' : ''}`);
    }
    for (const { code, message } of note.warnings) lines.push(`  ! ${code}: ${message}`);
    if (note.unmentioned.length > 0) lines.push(`  said and not in the note: ${note.unmentioned.length}`);
  }
  for (const { id, status, drug, sig, signing, safetyCheck } of result.prescriptions) {
    lines.push(`prescription  ${id}  ${status}: ${drug.name ?? drug.text}, ${sig.text}`);
    // A taper is read step by step.
    for (const { step, text } of sig.steps) lines.push(`    step ${step}: ${text}`);
    if (signing.reason) lines.push(`    left for a person: ${signing.reason.code}: ${signing.reason.message}`);
    if (safetyCheck && safetyCheck.notChecked.length > 0) lines.push(`    check ${safetyCheck.status}, not checked: ${safetyCheck.notChecked.join(', ')}`);
  }
  if (result.live) {
    const { live } = result;
    const after = (ms: number | null) => (ms === null ? 'never' : seconds(ms));
    lines.push('', `heard live    ${live.segments} segments up to ${minutes(live.heardMs)}, the first words ${after(live.firstWordsMs)} after the beginning; ${live.state ?? 'not heard'}${live.reason ? ` (${live.reason})` : ''}`);
    lines.push(`after the last word: transcript ${after(live.transcriptMs)}, note ${after(live.noteMs)}, prescriptions ${after(live.prescriptionsMs)}`);
  }
  lines.push('', `${summary(result)} in ${seconds(result.timings.totalMs)}`, '');
  return lines.join('\n');
}

/** An engine names nobody below 0.8; between that and this a person should look. */
const sureOfSpeaker = 0.9;
const mostSpeakersShown = 5;

/** Whose words might be another's: what `correctSpeakers` is for. */
export function speakersToCheck(segments: readonly Pick<Transcript['segments'][number], 'seq' | 'speaker' | 'speakerConfidence'>[]): string[] {
  const unnamed = segments.filter(({ speaker }) => speaker === 'UNKNOWN').length;
  const doubtful = segments.filter(({ speakerConfidence }) => speakerConfidence !== null && speakerConfidence < sureOfSpeaker);
  return [
    ...(unnamed > 0 ? [`  speaker not known: ${unnamed} of ${segments.length} segments`] : []),
    ...(doubtful.length > 0 ? [`  speaker doubtful: ${doubtful.slice(0, mostSpeakersShown).map(({ seq, speaker, speakerConfidence }) => `segment ${seq} ${speaker} (${speakerConfidence?.toFixed(2)})`).join(', ')}${doubtful.length > mostSpeakersShown ? `, ${doubtful.length - mostSpeakersShown} more` : ''}`] : []),
  ];
}

function summary({ status, error }: VisitResult): string {
  if (status === 'COMPLETED') return 'done';
  if (status === 'NO_SPEECH') return 'nobody speaks in the recording; nothing was drafted;';
  return `ended at ${error ? labels[error.stage] : 'the start'} with ${error?.code ?? 'FAILED'}`;
}
