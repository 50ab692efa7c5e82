import type { NoteFieldsFragment, RecordingFieldsFragment, VisitTranscriptQuery } from '../__generated__/operations.ts';
import type { Patient, VisitConsent } from './ensure-consents.ts';
import type { Prescription, SignedPrescription } from './sign-prescriptions.ts';
import type { LiveResult } from './live.ts';
import { createStages } from './stages.ts';
import type { Stage, StageError, StageName, StageObserver, Stages } from './stages.ts';
import type { Job } from './watch-jobs.ts';
import { whyNotSignable } from './why-not-signable.ts';

export type Transcript = NonNullable<NonNullable<VisitTranscriptQuery['encounter']>['transcripts']>[number];

/** What `--json` prints; schema/visit-result.schema.json says it in full. */
export type VisitResult = {
  schemaVersion: 1;
  status: 'COMPLETED' | 'NO_SPEECH' | 'FAILED';
  exitCode: number;
  error: (StageError & { stage: StageName }) | null;
  stages: Stage[];
  input: { kind: 'AUDIO' | 'TRANSCRIPT'; byteLength: number; sha256: string; mediaType: string };
  patient: { id: string; mrn: string; displayName: string } | null;
  consents: VisitConsent[];
  encounter: { id: string; status: string; version: number } | null;
  recording: (RecordingFieldsFragment & { chunks: { total: number; sent: number; alreadyStored: number; retries: number } }) | null;
  jobs: (Job & { queuedMs: number | null; runMs: number | null })[];
  transcript: Transcript | null;
  note: NoteFieldsFragment | null;
  prescriptions: SignedPrescription[];
  /** With --live only. */
  live?: LiveResult;
  timings: { startedAt: string; totalMs: number; stagesMs: Partial<Record<StageName, number>> };
};

/** What a visit gathers on its way; whatever there is when it ends is in the result. */
export type Findings = {
  patient: Patient | null;
  consents: VisitConsent[];
  encounter: VisitResult['encounter'];
  recording: VisitResult['recording'];
  jobs: Job[];
  transcript: Transcript | null;
  note: NoteFieldsFragment | null;
  prescriptions: SignedPrescription[];
  live?: LiveResult;
};

export type VisitRecord = {
  stages: Stages;
  findings: Findings;
  /** When the last of the sound was sent. */
  lastWordAt: number | null;
  result(input: VisitResult['input'], exit: (error: StageError & { stage: StageName }) => number): VisitResult;
};

export function createVisitRecord(observer: StageObserver): VisitRecord {
  const started = Date.now();
  const stages = createStages(observer);
  const findings: Findings = { patient: null, consents: [], encounter: null, recording: null, jobs: [], transcript: null, note: null, prescriptions: [] };
  return {
    stages,
    findings,
    lastWordAt: null,
    result: (input, exit) => {
      const all = stages.all();
      const first = all.find((stage) => stage.error !== null);
      const error = first?.error ? { ...first.error, stage: first.name } : null;
      const { patient } = findings;
      return {
        schemaVersion: 1,
        status: error === null ? 'COMPLETED' : error.code === 'NO_SPEECH' ? 'NO_SPEECH' : 'FAILED',
        exitCode: error === null ? 0 : exit(error),
        error,
        stages: all,
        input,
        ...findings,
        patient: patient && { id: patient.id, mrn: patient.mrn, displayName: patient.displayName },
        jobs: findings.jobs.map(withTimes),
        timings: {
          startedAt: new Date(started).toISOString(),
          totalMs: Date.now() - started,
          stagesMs: Object.fromEntries(all.filter((stage) => stage.durationMs !== null).map((stage) => [stage.name, stage.durationMs])),
        },
      };
    },
  };
}

/** A prescription as read, with what would stand against signing it. */
export function notAsked(prescription: Prescription): SignedPrescription {
  return { ...prescription, signing: { status: 'NOT_ASKED', reason: whyNotSignable(prescription) } };
}

function withTimes(job: Job): VisitResult['jobs'][number] {
  const between = (from: string | null, to: string | null) => (from && to ? Math.max(0, Date.parse(to) - Date.parse(from)) : null);
  return { ...job, queuedMs: between(job.queuedAt, job.startedAt), runMs: between(job.startedAt, job.finishedAt) };
}
