import type { Nats } from './connect.ts';
import type { Delivery } from './delivery.ts';
import { openPull } from './pull.ts';
import type { Pull, PullEnd } from './pull.ts';
import { createWeightedTurns } from './weighted-turns.ts';

export type WeightedTaker = {
  /**
   * Up to `free` messages: what lies there now, by the classes' turns; else it waits until one comes or `signal` aborts
   * (then none). Takes no more than the caller can run: what arrives beyond that in the same instant is given back at
   * once, for another worker.
   */
  take(free: number, signal: AbortSignal): Promise<Delivery[]>;
  /** Up to `free` of what lies there now; none is an answer. */
  takeNow(free: number): Promise<Delivery[]>;
};

export type TakeFailed = (end: PullEnd) => Promise<void>;

const waitMs = 30_000;

/**
 * Takes work from several durables of one stream, one per class, by weights. No timer sleeps in the path: an idle
 * worker has a request standing at every class, and the first message withdraws the others.
 * `onFault` is awaited when a durable is gone or its request was lost, before asking again.
 */
export function createWeightedTaker<C extends string>(
  nats: Nats,
  options: { stream: string; durables: Readonly<Record<C, string>>; weights: Readonly<Record<C, number>>; onFault: TakeFailed },
): WeightedTaker {
  const turns = createWeightedTurns(options.weights);
  const classes = Object.keys(options.durables) as C[];

  const lyingThere = async (free: number): Promise<{ taken: Delivery[]; fault: PullEnd | undefined }> => {
    const taken: Delivery[] = [];
    let fault: PullEnd | undefined;
    for (const one of turns()) {
      if (taken.length === free) break;
      const end = await openPull(nats, { stream: options.stream, durable: options.durables[one], batch: free - taken.length, waitMs: 0, onDelivery: (delivery) => taken.push(delivery) }).ended;
      if (end === 'gone' || end === 'lost') fault = end;
    }
    return { taken, fault };
  };

  const firstToCome = async (free: number, signal: AbortSignal): Promise<{ taken: Delivery[]; fault: PullEnd | undefined }> => {
    const taken: Delivery[] = [];
    let fault: PullEnd | undefined;
    let pulls: Pull[] = [];
    const withdraw = () => Promise.all(pulls.map((pull) => pull.cancel()));
    const onDelivery = (delivery: Delivery) => {
      if (taken.length < free && !signal.aborted) taken.push(delivery);
      else delivery.nak();
    };
    pulls = classes.map((one) => openPull(nats, { stream: options.stream, durable: options.durables[one], batch: 1, waitMs, onDelivery }));
    let stop: () => void = () => undefined;
    const aborted = new Promise<PullEnd>((resolve) => (stop = () => resolve('cancelled')));
    signal.addEventListener('abort', stop);
    const end = signal.aborted ? 'cancelled' : await Promise.race([aborted, ...pulls.map((pull) => pull.ended)]);
    signal.removeEventListener('abort', stop);
    if (end === 'gone' || end === 'lost') fault = end;
    await withdraw();
    return { taken, fault };
  };

  return {
    takeNow: async (free) => (free > 0 ? (await lyingThere(free)).taken : []),
    take: async (free, signal) => {
      while (!signal.aborted) {
        const now = await lyingThere(free);
        if (now.taken.length > 0) return now.taken;
        const next = now.fault ? now : await firstToCome(free, signal);
        if (next.taken.length > 0) return next.taken;
        if (next.fault) await options.onFault(next.fault);
      }
      return [];
    },
  };
}
