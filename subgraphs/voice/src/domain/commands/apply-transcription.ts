import type { Actor } from '@dra/access';
import type { JobSucceeded, TranscriptionResult } from '@dra/events';
import { deleteHeard, forgetHearing } from '../live/end-hearing.ts';
import type { Deps } from '../work.ts';
import { insertTranscript, storeDocument } from './write-transcript.ts';

/**
 * The recogniser's words become the first version of a transcript. Its id is the job's, so that a result which comes twice,
 * by whatever way, is one transcript.
 * @returns false when it was applied before, or when the recording is gone
 */
export async function applyTranscription(deps: Pick<Deps, 'inTransaction' | 'sounds'>, actor: Actor, job: JobSucceeded, result: TranscriptionResult, messageId: string): Promise<boolean> {
  const transcript = {
    id: job.jobId,
    root: { id: job.jobId, version: 1, previousId: null },
    patientId: job.patientId,
    encounterId: job.encounterId,
    recordingId: job.sourceId,
    origin: 'ENGINE' as const,
    timing: 'TIMED' as const,
    language: result.language,
    engine: result.engine,
    said: result.segments,
  };
  const stored = await storeDocument(deps.sounds, transcript);
  const applied = await deps.inTransaction(actor, async (work) => {
    if (!(await work.firstTime('voice-transcription-results', messageId))) return false;
    const recording = await work.recordings.lock(job.sourceId);
    if (!recording || recording.patientId !== job.patientId) return false;
    // Only decoding tells how long some sounds are, such as a browser's WebM.
    if (recording.durationMs === null && recording.status === 'UPLOADED') await work.recordings.change(recording.id, { status: 'UPLOADED', durationMs: result.durationMs });
    // Its words are in the transcript now.
    await forgetHearing(work, deps, recording, null);
    return insertTranscript(work, transcript, stored, job.jobId);
  });
  // Also at a redelivery: the one before may have died after its commit.
  await deleteHeard(deps.sounds, job.sourceId);
  return applied;
}
