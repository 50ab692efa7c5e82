import { pause } from '@dra/service';
import type { Logger } from '@dra/service';
import type { DataSource } from 'typeorm';
import { translateError } from './errors.ts';

export type RelayMessage = { id: string; subject: string; payload: unknown };

export type Relay = {
  /** Something was committed: look now instead of at the next sweep. */
  nudge(): void;
  /** Sweeps once more, so that what the last requests committed leaves with us, then ends. */
  stop(): Promise<void>;
};

export type RelayOptions = {
  dataSource: DataSource;
  /** Resolves when the broker holds the message. Must have a deadline of its own, well under a minute. */
  publish: (message: RelayMessage) => Promise<void>;
  logger: Pick<Logger, 'info' | 'warn'>;
  sweepMs?: number;
  batch?: number;
  /** After each round: for metrics. */
  onRound?: (round: { sent: number; failed: number }) => void;
};

const pruneEveryMs = 3_600_000;
const slowestMs = 2_000;

/**
 * Publishes what transactions left in the outbox, at least once, with the row's id as the message id: killed between
 * publishing and marking, it publishes the same id again and the stream drops the twin. Many relays may run side by
 * side: each takes rows that no other holds. Broker or database away: it keeps trying, at most every two seconds.
 */
export function createRelay(options: RelayOptions): Relay {
  const { dataSource, logger, sweepMs = 500, batch = 64 } = options;
  let stopping = false;
  let wake: (() => void) | undefined;
  let nudged = false;
  let faults = 0;
  let prunedAt = Date.now();

  const rest = async (ms: number) => {
    if (nudged || stopping) return;
    const timer = new AbortController();
    await Promise.race([
      pause(ms, { signal: timer.signal, keepsAlive: false }),
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
    ]);
    timer.abort();
    wake = undefined;
  };

  const rounds = async () => {
    while (!stopping) {
      nudged = false;
      const { taken, failed } = await guarded();
      const wait = failed > 0 ? Math.min(slowestMs, 100 * 2 ** Math.min(faults, 5)) : sweepMs;
      if (failed > 0) await pause(wait, { keepsAlive: false });
      else if (taken < batch) await rest(wait);
    }
    await guarded();
  };

  /** One round; a failure is logged once per outage and becomes a wait. */
  const guarded = async (): Promise<{ taken: number; failed: number }> => {
    try {
      if (Date.now() - prunedAt > pruneEveryMs) {
        prunedAt = Date.now();
        await dataSource.query(`SELECT prune_shared('7 days', '30 days', '7 days')`);
      }
      const round = await publishBatch(dataSource, options.publish, batch);
      options.onRound?.({ sent: round.taken - round.failed, failed: round.failed });
      if (round.failed === 0 && faults > 0) logger.info('the outbox flows again');
      if (round.failed > 0 && faults === 0) logger.warn({ failed: round.failed, err: round.error }, 'outbox messages could not be published; trying on');
      faults = round.failed > 0 ? faults + 1 : 0;
      return round;
    } catch (error) {
      if (faults === 0) logger.warn({ err: translateError(error) }, 'the outbox could not be read; trying on');
      faults += 1;
      return { taken: 0, failed: 1 };
    }
  };

  const running = rounds();
  return {
    nudge: () => {
      nudged = true;
      wake?.();
    },
    stop: async () => {
      stopping = true;
      wake?.();
      await running;
    },
  };
}

type Round = { taken: number; failed: number; error?: unknown };

/** Takes rows that nobody else holds, publishes them in order of their ids, marks what the broker took. */
async function publishBatch(dataSource: DataSource, publish: RelayOptions['publish'], batch: number): Promise<Round> {
  const runner = dataSource.createQueryRunner('master');
  try {
    await runner.connect();
    await runner.startTransaction();
    const rows: RelayMessage[] = await runner.query(`SELECT id, subject, payload FROM outbox_take($1)`, [batch]);
    if (rows.length === 0) {
      await runner.commitTransaction();
      return { taken: 0, failed: 0 };
    }
    const outcomes = await Promise.allSettled(rows.map((row) => publish(row)));
    const sent = rows.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    const unsent = rows.filter((_, index) => outcomes[index]?.status === 'rejected');
    await runner.query(`SELECT outbox_settle($1::uuid[], $2::uuid[])`, [sent.map((row) => row.id), unsent.map((row) => row.id)]);
    await runner.commitTransaction();
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    return { taken: rows.length, failed: unsent.length, error: failure?.reason };
  } catch (error) {
    if (runner.isTransactionActive && !runner.isReleased) await runner.rollbackTransaction().catch(() => runner.release());
    throw error;
  } finally {
    await runner.release();
  }
}

/** How much waits and for how long: for a gauge. */
export async function outboxBacklog(dataSource: DataSource): Promise<{ pending: number; oldestSeconds: number }> {
  const [row] = await dataSource.query<{ pending: string; oldest_seconds: number }[]>(`SELECT pending, oldest_seconds FROM outbox_backlog()`);
  return { pending: Number(row?.pending ?? 0), oldestSeconds: row?.oldest_seconds ?? 0 };
}
