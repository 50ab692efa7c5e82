import type { Actor } from '@dra/access';
import { addressSeconds, chunkKey } from '../model.ts';
import { deleteHeard, forgetHearing } from '../live/end-hearing.ts';
import type { Deps } from '../work.ts';

/** What lies in quarantine waits this long for somebody to look at it, unless it is under legal hold. */
export const quarantineDays = 30;

/**
 * Ends a recording whose patient no longer consents: deletes every chunk that may have arrived after the revocation, that
 * is, whose address was still alive then, and puts what is certainly older in quarantine. A chunk whose address is still
 * alive now may arrive even later: the retention job deletes it once that is over.
 * @param since when consent was revoked; null when it never was given
 */
export async function endForConsent(deps: Pick<Deps, 'inTransaction' | 'sounds'>, actor: Actor, recordingId: string, since: Date | null): Promise<void> {
  // First closed, so that no address is given for it any more.
  const chunks = await deps.inTransaction(actor, async (work) => {
    const current = await work.recordings.lock(recordingId);
    if (current?.status === 'CREATED' || current?.status === 'UPLOADING') {
      await work.recordings.change(recordingId, { status: 'QUARANTINED', retainUntil: new Date(work.now.getTime() + quarantineDays * 86_400_000) });
      await forgetHearing(work, deps, current, 'CONSENT_REQUIRED');
      work.audit('recording.consent-ended', { type: 'Recording', id: recordingId }, current.patientId);
      work.notice('Recording', recordingId, current.encounterId);
    } else if (current?.status !== 'QUARANTINED') return [];
    return work.recordings.chunks(recordingId);
  });
  const later = chunks.filter((chunk) => !since || chunk.addressIssuedAt.getTime() + addressSeconds * 1000 > since.getTime());
  await deps.sounds.delete(later.map((chunk) => chunkKey(recordingId, chunk.seq)));
  await deleteHeard(deps.sounds, recordingId);
}
