import { serviceActor } from '@dra/access';
import type { Actor } from '@dra/access';
import type { DataSource } from '@dra/pg-store';
import { repeat } from '@dra/service';
import type { Logger } from '@dra/service';
import { uuidv7 } from 'uuidv7';
import { markDeleted, objectsOf } from '../domain/commands/delete-recording.ts';
import { deleteHeard } from '../domain/live/end-hearing.ts';
import { addressSeconds, chunkKey } from '../domain/model.ts';
import type { Deps } from '../domain/work.ts';

const everyMs = 60_000;
const atOnce = 100;

/**
 * Retention is our own job, since not every object store has lifecycle rules: recordings whose time is over or that nobody
 * finished are deleted, and what a device or a process left behind goes too. Any replica may do it; a row's lock decides.
 */
export function retireRecordings(dataSource: DataSource, deps: Pick<Deps, 'inTransaction' | 'sounds'>, logger: Logger): { stop(): Promise<void> } {
  return repeat(everyMs, () => retireOnce(dataSource, deps), (error) => logger.warn({ error }, 'recordings could not be retired; they are tried again'));
}

/** @returns how many recordings were looked after */
export async function retireOnce(dataSource: DataSource, deps: Pick<Deps, 'inTransaction' | 'sounds'>): Promise<number> {
  const due = (await dataSource.query('SELECT tenant, id, todo FROM recordings_to_clean($1)', [atOnce])) as { tenant: string; id: string; todo: 'RETIRE' | 'SWEEP' | 'FINISH' }[];
  for (const { tenant, id, todo } of due) {
    const actor = serviceActor('svc.voice', tenant, uuidv7());
    if (todo === 'RETIRE') await retire(deps, actor, id);
    if (todo === 'SWEEP') await sweep(deps, actor, id);
    if (todo === 'FINISH') await finish(deps, actor, id);
  }
  return due.length;
}

type RetireDeps = Pick<Deps, 'inTransaction' | 'sounds'>;

async function retire(deps: RetireDeps, actor: Actor, id: string): Promise<void> {
  await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(id);
    if (!recording || recording.status === 'DELETED' || recording.legalHold) return;
    const abandoned = recording.status === 'CREATED' || recording.status === 'UPLOADING';
    await markDeleted(work, deps, recording, abandoned ? 'recording.abandoned' : 'recording.retention-ended');
  });
}

/** Chunks whose address was alive when the recording was closed: they may have arrived afterwards. */
async function sweep(deps: RetireDeps, actor: Actor, id: string): Promise<void> {
  const late = await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(id);
    if (recording?.status !== 'QUARANTINED') return [];
    return (await work.recordings.chunks(id)).filter((chunk) => chunk.addressIssuedAt.getTime() + addressSeconds * 1000 > recording.updatedAt.getTime());
  });
  await deps.sounds.delete(late.map((chunk) => chunkKey(id, chunk.seq)));
  await deps.inTransaction(actor, (work) => work.recordings.lateChunksAreGone(id));
}

async function finish(deps: RetireDeps, actor: Actor, id: string): Promise<void> {
  const objects = await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(id);
    return recording?.status === 'DELETED' ? objectsOf(recording, await work.recordings.chunks(id)) : [];
  });
  await deps.sounds.delete(objects);
  await deleteHeard(deps.sounds, id);
  await deps.inTransaction(actor, (work) => work.recordings.objectsAreGone(id));
}
