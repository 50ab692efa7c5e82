import type { Actor } from '@dra/access';
import type { Deps } from '../work.ts';

/** Its step takes longer than it should: whoever watches sees that nothing comes for now. */
export async function fallBehind(deps: Pick<Deps, 'inTransaction'>, actor: Actor, recordingId: string): Promise<void> {
  await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(recordingId);
    const hearing = await work.hearings.lock(recordingId);
    if (!recording || hearing?.state !== 'HEARING' || !hearing.underWay) return;
    await work.hearings.save({ ...hearing, state: 'BEHIND' });
    work.notice('Recording', recordingId, recording.encounterId);
  });
}
