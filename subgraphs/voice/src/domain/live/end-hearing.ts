import type { Actor } from '@dra/access';
import { hearingFolder } from '@dra/events';
import type { Recording } from '../model.ts';
import type { Deps, Work } from '../work.ts';
import { askForStep } from './hear-chunks.ts';
import { isOn } from './model.ts';
import { mostFailures } from './next-step.ts';
import type { OffReason } from './off-reasons.ts';

type Tools = Pick<Deps, 'sounds'>;

/**
 * Deletes what was heard of a recording while it was made, and puts on record how much that was. With a reason, that it is OFF stays to be seen; without one,
 * nothing does. What the steps left in the store goes after the commit; a
 * caller that may be asked again deletes it once more (`deleteHeard`), lest a process that dies in between leaves it.
 */
export async function forgetHearing(work: Work, { sounds }: Tools, recording: Pick<Recording, 'id' | 'patientId'>, reason: OffReason | null): Promise<void> {
  const hearing = await work.hearings.lock(recording.id);
  if (!hearing) return;
  if (hearing.heard > 0 && hearing.heardMs > 0) work.audit('live-transcript.ended', { type: 'Recording', id: recording.id }, recording.patientId, { steps: hearing.heard, heardMs: hearing.heardMs, ...(reason ? { reason } : {}) });
  const keys = await work.hearings.clearParts(recording.id);
  if (reason === null) await work.hearings.remove(recording.id);
  else await work.hearings.save({ ...hearing, state: 'OFF', reason, underWay: false, result: null, segments: 0, heardMs: 0, tail: '' });
  work.afterCommit(() => sounds.delete(keys));
  work.afterCommit(() => deleteHeard(sounds, recording.id));
}

/** All that steps left, those that came to nothing too: their results hold the patient's words like the others. */
export const deleteHeard = (sounds: Pick<Deps['sounds'], 'deleteFolder'>, recordingId: string): Promise<void> => sounds.deleteFolder(hearingFolder(recordingId));

/** Nobody hears on; what was heard stays and counts when the recording is complete. */
export async function stopHearing(deps: Pick<Deps, 'inTransaction'>, actor: Actor, recordingId: string, reason: OffReason): Promise<void> {
  await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(recordingId);
    const hearing = await work.hearings.lock(recordingId);
    if (!recording || !hearing || !isOn(hearing)) return;
    await work.hearings.save({ ...hearing, state: 'OFF', reason, underWay: false });
    work.audit('live-transcript.stopped', { type: 'Recording', id: recordingId }, recording.patientId);
    work.notice('Recording', recordingId, recording.encounterId);
  });
}

/** A step came to nothing: it is asked for again where that may help, a few times; the recording itself is unharmed. */
export async function stepFailed(deps: Pick<Deps, 'inTransaction'>, actor: Actor, recordingId: string, failure: { code: string; retryable: boolean; messageId: string | null }): Promise<void> {
  await deps.inTransaction(actor, async (work) => {
    if (failure.messageId && !(await work.firstTime('voice-live-failures', failure.messageId))) return;
    const recording = await work.recordings.lock(recordingId);
    const hearing = await work.hearings.lock(recordingId);
    if (!recording || !hearing || !isOn(hearing) || !hearing.underWay) return;
    const failures = hearing.failures + 1;
    const again = failure.retryable && failures < mostFailures;
    const next = { ...hearing, failures, underWay: false, askedBytes: hearing.nextByte, ...(again ? { state: 'BEHIND' as const } : { state: 'OFF' as const, reason: failure.code }) };
    work.audit('live-transcript.step-failed', { type: 'Recording', id: recordingId }, recording.patientId);
    await askForStep(work, recording, next, await work.recordings.chunks(recordingId));
    work.notice('Recording', recordingId, recording.encounterId);
  });
}
