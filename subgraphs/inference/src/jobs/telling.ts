import { cancelSubject } from '@dra/events';
import type { JobCancel } from '@dra/events';
import { notifyChanged } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { Telling } from '../store/work.ts';

/** Core NATS: watchers ask again by themselves, and a worker that misses the word is told again at its next sign of life. */
export const tellingOver = (nats: Nats): Telling => ({
  changed: ({ tenant, id, encounterId }) => notifyChanged(nats, { tenant, type: 'InferenceJob', id, encounterId }),
  stopWorker: (jobId, upToAttempt) => {
    if (!nats.nc.isClosed()) nats.nc.publish(cancelSubject(jobId), JSON.stringify({ upToAttempt: upToAttempt ?? null } satisfies JobCancel));
  },
});
