import type { ObjectStore } from '@dra/objects';
import type { DataSource } from '@dra/pg-store';
import { repeat } from '@dra/service';
import type { Logger } from '@dra/service';

type Sweeping = { dataSource: DataSource; objects: Pick<ObjectStore, 'deleteOlder'>; logger: Pick<Logger, 'info' | 'warn'> };

const everyMs = 60_000;
const day = 24 * 3_600_000;
const atOnce = 1_000;
/** A round's share; what is over waits for the next one. */
const most = { messages: 50 * atOnce, objects: 10 * atOnce };

/**
 * Workers' results are read once, by whoever files them, and wait for a replay as long as a dead letter lies (30 days);
 * after that nothing names them. A recording that nobody finishes is gone after 7 days, and what was heard of it with it:
 * what lies there longer is of a worker that died while it wrote.
 */
export const lifetimes = [
  { folder: 'results/', days: 31 },
  { folder: 'live/', days: 8 },
] as const;

/** Any replica may do it, and twice at once does no harm. */
export function sweepLeftovers(sweeping: Sweeping): { stop(): Promise<void> } {
  return repeat(everyMs, () => sweepOnce(sweeping, new Date()), (error) => sweeping.logger.warn({ error }, 'what was left over could not be deleted; it is tried again'));
}

/** The messages of live visits' steps that were sent an hour ago, and objects that nobody reads any more. */
export async function sweepOnce({ dataSource, objects, logger }: Sweeping, now: Date): Promise<{ messages: number; objects: number }> {
  const swept = { messages: 0, objects: 0 };
  for (let count = atOnce; count === atOnce && swept.messages < most.messages; swept.messages += count) {
    const [row] = await dataSource.query<{ forgotten: number }[]>(`SELECT forget_live_messages(interval '1 hour', $1) AS forgotten`, [atOnce]);
    count = row?.forgotten ?? 0;
  }
  for (const { folder, days } of lifetimes) swept.objects += await objects.deleteOlder(folder, new Date(now.getTime() - days * day), most.objects);
  if (swept.objects > 0) logger.info(swept, 'what was left over is deleted');
  return swept;
}
