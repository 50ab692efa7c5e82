import type { Actor } from '@dra/access';
import type { JobSucceeded, NoteResult } from '@dra/events';
import type { Note } from './model.ts';
import { noteDrafted } from './note-events.ts';
import { firstVersion } from './next-version.ts';
import { appendOnce, claimTarget, writtenBefore } from './once.ts';
import type { Deps } from './ports.ts';
import { sha256 } from './seal.ts';

/**
 * A worker's result becomes version 1 of a note, once per job: a redelivery, and a second result of the same job from
 * another attempt, find the first and change nothing.
 */
export async function draftNote(deps: Deps, actor: Actor, job: JobSucceeded, result: NoteResult): Promise<Note> {
  // The first result of a job counts, also where another attempt gave another one: the input is the job.
  const key = `job:${job.jobId}`;
  const command = { key, inputHash: sha256(key) };
  const earlier = await writtenBefore(deps, job.tenant, command);
  if (earlier) return earlier;

  const { noteId } = await claimTarget(deps, job.tenant, command, { noteId: deps.newId(), version: 1 });
  const sealed = firstVersion(
    {
      id: noteId,
      patientId: job.patientId,
      encounterId: job.encounterId,
      template: result.template,
      sections: result.sections.map(({ code, title, statements }) => ({
        code,
        title,
        statements: statements.map(({ text, evidence, supported }) => ({
          id: deps.newId(),
          text,
          origin: 'AI' as const,
          edited: false,
          evidence,
          // Without evidence nothing is supported, whatever the engine says.
          supported: supported && evidence.length > 0,
        })),
      })),
      unmentioned: result.unmentioned,
      warnings: result.warnings.map(({ code, message, evidence, record }) => ({ code, message, ...(evidence ? { evidence } : {}), ...(record ? { record } : {}) })),
      provenance: {
        engine: result.engine,
        jobId: job.jobId,
        transcriptId: result.source.transcriptId,
        transcriptVersion: result.source.version,
        recordingId: result.source.recordingId,
        ...(result.comparedWith ? { comparedWith: result.comparedWith } : {}),
      },
    },
    job.requestedBy,
    { actor, now: deps.now(), action: 'note.drafted', detail: { jobId: job.jobId, requestedBy: job.requestedBy } },
  );
  const saved = await appendOnce(deps, { ...sealed, events: [noteDrafted(sealed.note, job.jobId)], command });
  if (!saved) throw new Error('a new note lost against nobody');
  return saved;
}
