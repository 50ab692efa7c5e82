/**
 * Publishes what versions carry in their outbox and inserts a sent-mark in a collection of its own: a version is never
 * touched. Killed between the two, it publishes again under the same id and the stream drops the twin (its window is
 * longer than the look-back here). Several relays may run side by side: they only repeat each other.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@dra/service';
import type { Logger } from '@dra/service';
import type { OutboxRow } from '../store/collections.ts';
import type { Outbox } from '../store/outbox.ts';

export type Relay = {
  /** Something was committed: look now. */
  nudge(): void;
  /** One more round, so that what the last requests committed leaves with us. */
  stop(): Promise<void>;
};

export type RelayOptions = {
  outbox: Outbox;
  /** Resolves when the broker holds the message; must have a deadline of its own. */
  publish: (row: OutboxRow) => Promise<unknown>;
  logger: Logger;
  /** Between rounds when nothing happens: finds what a process committed that died before its nudge. */
  idleMs?: number;
  onRound?: (round: { sent: number; failed: number }) => void;
  now?: () => number;
};

/** Covers inserts that are still on their way, and writers' clocks that differ a little. */
const lookBackMs = 120_000;
/** Now and then, and at the start, it looks back far enough for a clock that was quite wrong. */
const deepLookBackMs = 24 * 3_600_000;
const deepEveryMs = 3_600_000;

export function createRelay({ outbox, publish, logger, onRound, idleMs = 3_000, now = Date.now }: RelayOptions): Relay {
  let stopping = false;
  let nudged = false;
  let wake: (() => void) | undefined;
  let deepAt = Number.NEGATIVE_INFINITY;
  let faults = 0;
  /** Published and marked by this process; spares asking again. */
  const settled = new Set<string>();

  async function round(): Promise<void> {
    const began = now();
    const deep = began - deepAt >= deepEveryMs;
    const since = deep ? ((await outbox.checkpoint())?.getTime() ?? 0) - deepLookBackMs : began - lookBackMs;
    const rows = (await outbox.unsent(new Date(Math.max(0, since)))).filter(({ id }) => !settled.has(id));
    let sent = 0;
    // One after the other: events of one note keep their order.
    for (const row of rows) {
      await publish(row);
      await outbox.markSent(row.id);
      settled.add(row.id);
      sent += 1;
    }
    onRound?.({ sent, failed: 0 });
    if (settled.size > 50_000) settled.clear();
    if (deep) {
      await outbox.saveCheckpoint(new Date(began - lookBackMs));
      deepAt = began;
    }
  }

  async function pause(ms: number): Promise<void> {
    if (nudged || stopping) return;
    const timer = new AbortController();
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await Promise.race([sleep(ms, undefined, { signal: timer.signal, ref: false }).catch(() => undefined), woken]);
    wake = undefined;
    timer.abort();
  }

  async function run(): Promise<void> {
    while (!stopping) {
      nudged = false;
      try {
        await round();
        if (faults > 0) logger.info('the outbox flows again');
        faults = 0;
        await pause(idleMs);
      } catch (error) {
        if (faults === 0) logger.warn({ error }, 'the outbox does not flow; trying on');
        faults += 1;
        onRound?.({ sent: 0, failed: 1 });
        const wait = new AbortController();
        wake = () => stopping && wait.abort();
        await sleep(backoffMs(Math.min(faults, 6), { baseMs: 100, maxMs: 2_000 }), undefined, { signal: wait.signal, ref: false }).catch(() => undefined);
      }
    }
    await round().catch((error: unknown) => logger.warn({ error }, 'the outbox was not empty at the end; the next process goes on'));
  }

  const running = run();
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
