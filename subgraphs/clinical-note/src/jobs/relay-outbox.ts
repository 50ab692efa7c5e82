/**
 * Publishes what versions carry in their outbox and inserts a sent-mark in a collection of its own: a version is never
 * touched. Killed between the two, it publishes again under the same id and the stream drops the twin. Several relays
 * may run side by side: they only repeat each other.
 *
 * A commit in this process is published at once, by a point read; sweeps over the claims find what a process committed
 * that died before that.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@dra/service';
import type { Logger } from '@dra/service';
import type { OutboxRow } from '../store/collections.ts';
import type { Outbox, Pending } from '../store/outbox.ts';

export type Relay = {
  /** This version was committed: publish it now. */
  nudge(versionId: string): void;
  /** Publishes what was nudged for, then ends. */
  stop(): Promise<void>;
};

export type RelayOptions = {
  outbox: Outbox;
  /** Resolves when the broker holds the message; must have a deadline of its own. */
  publish: (row: OutboxRow) => Promise<unknown>;
  logger: Logger;
  sweepMs?: number;
  onRound?: (round: { sent: number; failed: number }) => void;
  now?: () => number;
};

/** Covers claims whose version is still on its way, and writers' clocks that differ a little. */
const lookBackMs = 120_000;
/** Now and then, and at the start, it looks back far enough for a clock that was quite wrong. */
const deepLookBackMs = 24 * 3_600_000;
const deepEveryMs = 3_600_000;

export function createRelay({ outbox, publish, logger, onRound, sweepMs = 5_000, now = Date.now }: RelayOptions): Relay {
  let stopping = false;
  let wake: (() => void) | undefined;
  const nudged: Pending[] = [];
  let sweptAt = Number.NEGATIVE_INFINITY;
  let deepAt = Number.NEGATIVE_INFINITY;
  let faults = 0;
  /** Settled by this process; spares asking again. */
  const settled = new Set<string>();

  /** One after the other: events of one note keep their order. */
  async function send(pending: Pending): Promise<number> {
    if (settled.has(pending.versionId)) return 0;
    const rows = await outbox.rowsOf(pending);
    if (!rows) return 0;
    for (const row of rows) await publish(row);
    await outbox.markSent(pending.versionId);
    if (settled.size > 50_000) settled.clear();
    settled.add(pending.versionId);
    return rows.length;
  }

  async function round(): Promise<void> {
    let sent = 0;
    while (nudged.length > 0) {
      sent += await send(nudged[0]!);
      nudged.shift();
    }
    const began = now();
    if (began - sweptAt >= sweepMs) {
      const deep = began - deepAt >= deepEveryMs;
      const since = deep ? ((await outbox.checkpoint())?.getTime() ?? 0) - deepLookBackMs : began - lookBackMs;
      for (const pending of await outbox.pending(new Date(Math.max(0, since)), settled)) sent += await send(pending);
      sweptAt = began;
      if (deep) {
        await outbox.saveCheckpoint(new Date(began - lookBackMs));
        deepAt = began;
      }
    }
    onRound?.({ sent, failed: 0 });
  }

  async function pause(ms: number): Promise<void> {
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
      try {
        await round();
        if (faults > 0) logger.info('the outbox flows again');
        faults = 0;
        if (nudged.length === 0) await pause(sweepMs);
      } catch (error) {
        if (faults === 0) logger.warn({ error }, 'the outbox does not flow; trying on');
        faults += 1;
        onRound?.({ sent: 0, failed: 1 });
        if (!stopping) await sleep(backoffMs(Math.min(faults, 5), { baseMs: 100, maxMs: 2_000 }), undefined, { ref: false });
      }
    }
    await round().catch((error: unknown) => logger.warn({ error }, 'the outbox was not empty at the end; the next process goes on'));
  }

  const running = run();
  return {
    nudge: (versionId) => {
      nudged.push({ versionId, commandKey: null });
      wake?.();
    },
    stop: async () => {
      stopping = true;
      wake?.();
      await running;
    },
  };
}
