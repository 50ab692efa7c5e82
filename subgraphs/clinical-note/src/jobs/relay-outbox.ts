/**
 * Publishes what versions carry in their outbox and inserts a sent-mark in a collection of its own: a version is never
 * touched. Killed between the two, it publishes again under the same id and the stream drops the twin. Several relays
 * may run side by side: they only repeat each other.
 *
 * A commit in this process is published at once, by a point read; sweeps over the claims find what a process committed
 * that died before that.
 */
import { backoffMs, pause } from '@dra/service';
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
/** So many failures in a row, and the broker or the store is away: no use in trying the rest now. */
const awayAfter = 3;
const longestWaitMs = 60_000;

type Delayed = Pending & { dueAt: number; faults: number };

export function createRelay({ outbox, publish, logger, onRound, sweepMs = 5_000, now = Date.now }: RelayOptions): Relay {
  let stopping = false;
  let wake: (() => void) | undefined;
  const nudged: Pending[] = [];
  /** Versions whose outbox could not be published: each is tried again in its own time and holds up its own note only. */
  const delayed = new Map<string, Delayed>();
  let sweptAt = Number.NEGATIVE_INFINITY;
  /** Of everything claimed before this, all is settled or delayed. It stands still while a sweep cannot be finished. */
  let sweptUpTo = Number.NEGATIVE_INFINITY;
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

  /** Sends what is due of these, in order. @throws the fault once several in a row failed: then nothing flows */
  async function sendAll(all: readonly Pending[], round: { sent: number; failed: number }): Promise<void> {
    const waiting = lowestOfEachNote(delayed.keys());
    const delay = (pending: Pending, times: number, waitMs: number) => {
      delayed.set(pending.versionId, { ...pending, faults: times, dueAt: now() + waitMs });
      const { note, version } = placeOf(pending.versionId);
      waiting.set(note, Math.min(version, waiting.get(note) ?? version));
    };
    let inARow = 0;
    for (const [index, pending] of all.entries()) {
      const known = delayed.get(pending.versionId);
      const { note, version } = placeOf(pending.versionId);
      const behind = (waiting.get(note) ?? version) < version;
      if (behind && !known) delay(pending, 0, sweepMs);
      if (behind || (known && known.dueAt > now())) continue;
      try {
        round.sent += await send(pending);
        delayed.delete(pending.versionId);
        waiting.delete(note);
        inARow = 0;
      } catch (error) {
        const times = (known?.faults ?? 0) + 1;
        delay(pending, times, backoffMs(Math.min(times, 10), { baseMs: 100, maxMs: longestWaitMs }));
        round.failed += 1;
        inARow += 1;
        if (inARow < awayAfter) {
          if (times === 1) logger.warn({ error }, 'a version\'s events cannot be published; trying on, others go before');
          continue;
        }
        // Nothing that we were told of is forgotten.
        for (const one of all.slice(index + 1)) if (!delayed.has(one.versionId)) delay(one, 0, 0);
        throw error;
      }
    }
  }

  async function round(done: { sent: number; failed: number }): Promise<void> {
    await sendAll([...delayed.values(), ...nudged.splice(0)], done);
    const began = now();
    if (began - sweptAt < sweepMs) return;
    const deep = began - deepAt >= deepEveryMs;
    const since = deep ? ((await outbox.checkpoint())?.getTime() ?? 0) - deepLookBackMs : Math.min(began - lookBackMs, sweptUpTo);
    await sendAll(await outbox.pending(new Date(Math.max(0, since)), settled), done);
    sweptAt = began;
    sweptUpTo = began - lookBackMs;
    if (!deep) return;
    await outbox.saveCheckpoint(new Date([...delayed.values()].reduce((least, { at }) => Math.min(least, at.getTime()), sweptUpTo)));
    deepAt = began;
  }

  /** Until the next sweep, or until something that was delayed is due. */
  const nextLookMs = () => [...delayed.values()].reduce((least, { dueAt }) => Math.min(least, Math.max(20, dueAt - now())), sweepMs);

  async function rest(ms: number): Promise<void> {
    const timer = new AbortController();
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await Promise.race([pause(ms, { signal: timer.signal, keepsAlive: false }), woken]);
    wake = undefined;
    timer.abort();
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const done = { sent: 0, failed: 0 };
      try {
        await round(done);
        if (faults > 0) logger.info('the outbox flows again');
        faults = 0;
        onRound?.(done);
        if (nudged.length === 0) await rest(nextLookMs());
      } catch (error) {
        if (faults === 0) logger.warn({ error }, 'the outbox does not flow; trying on');
        faults += 1;
        onRound?.({ sent: done.sent, failed: Math.max(1, done.failed) });
        if (!stopping) await pause(backoffMs(Math.min(faults, 5), { baseMs: 100, maxMs: 2_000 }), { keepsAlive: false });
      }
    }
    await round({ sent: 0, failed: 0 }).catch((error: unknown) => logger.warn({ error }, 'the outbox was not empty at the end; the next process goes on'));
  }

  const running = run();
  return {
    nudge: (versionId) => {
      nudged.push({ versionId, commandKey: null, at: new Date(now()) });
      wake?.();
    },
    stop: async () => {
      stopping = true;
      wake?.();
      await running;
    },
  };
}

/** A version's id is `<tenant>/<note>/<version>`. */
function placeOf(id: string): { note: string; version: number } {
  const cut = id.lastIndexOf('/');
  return { note: id.slice(0, cut), version: Number(id.slice(cut + 1)) };
}

function lowestOfEachNote(ids: Iterable<string>): Map<string, number> {
  const lowest = new Map<string, number>();
  for (const id of ids) {
    const { note, version } = placeOf(id);
    lowest.set(note, Math.min(version, lowest.get(note) ?? version));
  }
  return lowest;
}
