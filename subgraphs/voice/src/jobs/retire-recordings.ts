import { setTimeout as sleep } from 'node:timers/promises';
import { serviceActor } from '@dra/access';
import type { DataSource } from '@dra/pg-store';
import type { Logger } from '@dra/service';
import { uuidv7 } from 'uuidv7';
import { markDeleted, objectsOf } from '../domain/commands/delete-recording.ts';
import type { Deps } from '../domain/work.ts';

const everyMs = 60_000;
const atOnce = 100;

/**
 * Retention is our own job, since not every object store has lifecycle rules: recordings whose time is over are deleted, and
 * sound that a process which died left behind goes too. Any replica may do it; a row's lock decides.
 */
export function retireRecordings(dataSource: DataSource, deps: Pick<Deps, 'inTransaction' | 'sounds'>, logger: Logger): { stop(): Promise<void> } {
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      await retireOnce(dataSource, deps).catch((error: unknown) => logger.warn({ error }, 'recordings could not be retired; they are tried again'));
      await sleep(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** @returns how many recordings were deleted or cleaned */
export async function retireOnce(dataSource: DataSource, deps: Pick<Deps, 'inTransaction' | 'sounds'>): Promise<number> {
  const due = (await dataSource.query('SELECT tenant, id, status FROM recordings_to_clean($1)', [atOnce])) as { tenant: string; id: string; status: string }[];
  for (const { tenant, id, status } of due) {
    const actor = serviceActor('svc.voice', tenant, uuidv7());
    if (status === 'UPLOADED') {
      await deps.inTransaction(actor, async (work) => {
        const recording = await work.recordings.lock(id);
        if (recording?.status === 'UPLOADED' && !recording.legalHold) await markDeleted(work, deps, recording, 'recording.retention-ended');
      });
      continue;
    }
    const objects = await deps.inTransaction(actor, async (work) => {
      const recording = await work.recordings.lock(id);
      return recording ? objectsOf(recording, await work.recordings.chunks(id)) : [];
    });
    await deps.sounds.delete(objects);
    await deps.inTransaction(actor, (work) => work.recordings.objectsAreGone(id));
  }
  return due.length;
}
