import { serviceActor } from '@dra/access';
import type { DataSource } from '@dra/pg-store';
import { repeat } from '@dra/service';
import type { Logger } from '@dra/service';
import { uuidv7 } from 'uuidv7';
import { stepFailed, stopHearing } from '../domain/live/end-hearing.ts';
import { fallBehind } from '../domain/live/fall-behind.ts';
import { hearOn } from '../domain/live/hear-chunks.ts';
import type { OffReason } from '../domain/live/off-reasons.ts';
import type { Deps } from '../domain/work.ts';

const everyMs = 1_000;
const atOnce = 100;

/**
 * What was stored while it was too early for a step is heard. A live visit that is not heard any more is told so, and ends:
 * its step takes too long (BEHIND), never came back (asked for again, then OFF), or its device sends nothing (OFF). Any
 * replica may do it; a row's lock decides.
 */
export function lookAfterHearings(dataSource: DataSource, deps: Pick<Deps, 'inTransaction'>, logger: Logger): { stop(): Promise<void> } {
  return repeat(everyMs, () => lookAfterOnce(dataSource, deps, logger), (error) => logger.warn({ error }, 'live visits could not be looked after; they are looked at again'));
}

/** One that cannot be looked after holds up none of the others, and is looked at again. */
export async function lookAfterOnce(dataSource: DataSource, deps: Pick<Deps, 'inTransaction'>, logger: Pick<Logger, 'warn'>): Promise<void> {
  const due = (await dataSource.query('SELECT tenant, id, todo FROM live_hearings_to_look_after($1)', [atOnce])) as Due[];
  for (const one of due) {
    await lookAfter(deps, one).catch((error: unknown) => logger.warn({ error, recordingId: one.id, todo: one.todo }, 'a live visit could not be looked after; it is looked at again'));
  }
}

type Due = { tenant: string; id: string; todo: 'DUE' | 'BEHIND' | 'LOST' | 'SILENT' };

async function lookAfter(deps: Pick<Deps, 'inTransaction'>, { tenant, id, todo }: Due): Promise<void> {
  const actor = serviceActor('svc.voice', tenant, uuidv7());
  if (todo === 'DUE') await hearOn(deps, actor, id);
  if (todo === 'BEHIND') await fallBehind(deps, actor, id);
  if (todo === 'LOST') await stepFailed(deps, actor, id, { code: 'STEP_LOST' satisfies OffReason, retryable: true, messageId: null });
  if (todo === 'SILENT') await stopHearing(deps, actor, id, 'DEVICE_SILENT');
}
