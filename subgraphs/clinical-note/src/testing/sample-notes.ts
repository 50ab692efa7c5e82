import type { Actor, Role } from '@dra/access';
import { scopesOf } from '@dra/access';
import type { JobSucceeded, NoteResult } from '@dra/events';
import { uuidv7 } from 'uuidv7';
import type { Note } from '../domain/model.ts';
import { firstVersion } from '../domain/next-version.ts';
import type { Sealed } from '../domain/next-version.ts';
import type { Append, NoteStore } from '../domain/ports.ts';

export function actorWith(roles: readonly Role[] = ['CLINICIAN'], tenant = 'demo', userId = 'dr.test'): Actor {
  return { userId, tenant, roles, scopes: new Set(scopesOf(roles)), requestId: 'request-0001' };
}

export const evidence = { segmentId: '0198c0de-0000-7000-8000-0000000000aa.0', startMs: null, endMs: null, charStart: 0, charEnd: 4, score: 0.9 };

/** A draft of the machine's with one supported and one unsupported statement. */
export function draft(overrides: Partial<Pick<Note, 'id' | 'patientId' | 'encounterId'>> = {}, actor = actorWith(), now = new Date('2026-11-24T09:00:00Z')): Sealed {
  return firstVersion(
    {
      id: uuidv7(),
      patientId: uuidv7(),
      encounterId: uuidv7(),
      template: 'soap',
      sections: [
        {
          code: '61150-9',
          title: 'Subjective',
          statements: [
            { id: uuidv7(), text: 'Patient has had a cough for 2 weeks.', origin: 'AI', edited: false, evidence: [evidence], supported: true },
            { id: uuidv7(), text: 'Denies fever.', origin: 'AI', edited: false, evidence: [], supported: false },
          ],
        },
        { code: '18776-5', title: 'Plan of care', statements: [] },
      ],
      unmentioned: [],
      warnings: [],
      provenance: { engine: { id: 'extractive-note', version: '1', tier: 'STANDARD' }, jobId: uuidv7(), transcriptId: uuidv7(), transcriptVersion: 1, recordingId: null },
      ...overrides,
    },
    actor.userId,
    { actor, now, action: 'note.drafted' },
  );
}

export const append = (sealed: Sealed, key = uuidv7(), inputHash = 'a'): Append => ({
  ...sealed,
  events: [{ subject: 'events.note-edited.v1.0', payload: { noteId: sealed.note.id, version: sealed.note.version } }],
  command: { key, inputHash },
});

/** As a command does it: the claim first, then the version. */
export async function commit(notes: NoteStore, version: Append): Promise<'appended' | 'lost'> {
  await notes.claim(version.note.tenant, { ...version.command, noteId: version.note.id, version: version.note.version });
  return notes.append(version);
}

export function jobOf(overrides: Partial<JobSucceeded> = {}): JobSucceeded {
  return {
    jobId: uuidv7(),
    kind: 'note',
    tenant: 'demo',
    patientId: uuidv7(),
    encounterId: uuidv7(),
    sourceId: uuidv7(),
    requestedBy: 'dr.osei',
    attempt: 1,
    engine: { id: 'extractive-note', version: '1' },
    startedAt: '2026-11-24T09:00:00Z',
    finishedAt: '2026-11-24T09:00:01Z',
    result: { key: `results/${uuidv7()}`, sha256: 'b'.repeat(64), bytes: 10 },
    ...overrides,
  };
}

export const resultOf = (job: JobSucceeded, text = 'Patient has had a cough for 2 weeks.'): NoteResult => ({
  engine: { id: 'extractive-note', version: '1', tier: 'STANDARD' },
  source: { transcriptId: job.sourceId, recordingId: null, version: 1 },
  template: 'soap',
  sections: [{ code: '61150-9', title: 'Subjective', statements: [{ text, evidence: [evidence], supported: true }] }],
  unmentioned: [{ text: 'Patient states: "my back aches".', evidence: [evidence], importance: 0.3 }],
  warnings: [],
});
