import type { Actor } from '@dra/access';
import type { JobSucceeded, LiveHearing as HeardByStep } from '@dra/events';
import type { Deps } from '../work.ts';
import { askForStep } from './hear-chunks.ts';
import { isOn } from './model.ts';
import type { LiveHearing } from './model.ts';

/**
 * What a step heard is added to what was heard before, and the next one is asked for. Words once added never change. A step
 * that nobody waits for any more (the recording is complete, consent ended, it was given up) leaves nothing behind.
 */
export async function applyStep(deps: Pick<Deps, 'inTransaction' | 'sounds'>, actor: Actor, job: JobSucceeded, heard: HeardByStep): Promise<void> {
  const kept = await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(job.sourceId);
    if (!recording || recording.patientId !== job.patientId) return false;
    // Told before: what it left is in use.
    if ((await work.hearings.partKey(recording.id, heard.step)) === job.result.key) return true;
    work.tell('live-step-heard.v1', { patientId: recording.patientId, encounterId: recording.encounterId, recordingId: recording.id, step: heard.step, jobId: job.jobId });
    const hearing = await work.hearings.lock(recording.id);
    if (!hearing || !isOn(hearing) || !hearing.underWay || hearing.asked !== heard.step) return false;
    await work.hearings.addPart({ recordingId: recording.id, step: heard.step, resultKey: job.result.key, firstSeq: hearing.segments, segments: heard.segments });
    const next = {
      ...hearing, state: isLate(hearing, heard.heardMs) ? ('BEHIND' as const) : ('HEARING' as const), underWay: false, failures: 0, heard: heard.step, heardMs: heard.heardMs, heardAll: heard.all, nextByte: heard.nextByte,
      result: job.result, segments: hearing.segments + heard.segments.length, tail: heard.tail,
    };
    if (hearing.heard === 0) work.audit('live-transcript.begun', { type: 'Recording', id: recording.id }, recording.patientId, { engine: heard.engine.id, version: heard.engine.version });
    await askForStep(work, recording, next, await work.recordings.chunks(recording.id));
    work.notice('Recording', recording.id, recording.encounterId);
    return true;
  });
  if (!kept) await deps.sounds.delete([job.result.key]);
}

/** More than this of sound lies in the store that no step was given yet: machines do not keep up. */
const lateMs = 20_000;

function isLate({ storedBytes, askedBytes }: Pick<LiveHearing, 'storedBytes' | 'askedBytes'>, heardMs: number): boolean {
  return askedBytes > 0 && ((storedBytes - askedBytes) / askedBytes) * heardMs > lateMs;
}
