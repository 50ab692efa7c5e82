/** Places for what runs at once, and a bounded queue of those who wait for one, most urgent first. */
export type Admission = {
  /**
   * @param priority 0 is the most urgent
   * @param deadline how long it may wait, in milliseconds
   * @returns true where it has a place, false where it is refused, or a promise of either
   */
  enter(priority: number, waitMs: number): boolean | Waiting;
  /** Gives the place back to whoever is most urgent. */
  leave(priority: number): void;
  readonly running: number;
  readonly queued: number;
};

export type Waiting = {
  readonly admitted: Promise<boolean>;
  /** Does not wait any more. */
  giveUp(): void;
};

type Waiter = { priority: number; settle(admitted: boolean): void };

export type AdmissionSettings = { maxConcurrent: number; maxQueued: number; /** By priority: the part of all places it may hold. */ shares: readonly number[] };

export function createAdmission({ maxConcurrent, maxQueued, shares }: AdmissionSettings): Admission {
  const most = shares.map((share) => Math.max(1, Math.floor(maxConcurrent * share)));
  const held = shares.map(() => 0);
  const queues: Set<Waiter>[] = shares.map(() => new Set());
  let running = 0;
  let queued = 0;

  const fits = (priority: number) => running < maxConcurrent && (held[priority] ?? 0) < (most[priority] ?? maxConcurrent);
  const take = (priority: number) => {
    running += 1;
    held[priority] = (held[priority] ?? 0) + 1;
  };
  const drop = (waiter: Waiter): boolean => {
    if (!queues[waiter.priority]?.delete(waiter)) return false;
    queued -= 1;
    return true;
  };

  /** Makes room by refusing who came last of the least urgent, where that is less urgent than `priority`. */
  const makeRoom = (priority: number): boolean => {
    for (let place = queues.length - 1; place > priority; place -= 1) {
      const waiters = queues[place];
      if (!waiters || waiters.size === 0) continue;
      let youngest: Waiter | undefined;
      for (const one of waiters) youngest = one;
      if (youngest && drop(youngest)) youngest.settle(false);
      return true;
    }
    return false;
  };

  return {
    enter: (priority, waitMs) => {
      if (fits(priority) && (queues[priority]?.size ?? 0) === 0) {
        take(priority);
        return true;
      }
      if (waitMs <= 0 || maxQueued === 0 || (queued >= maxQueued && !makeRoom(priority))) return false;
      let resolve: (admitted: boolean) => void = () => undefined;
      const admitted = new Promise<boolean>((done) => {
        resolve = done;
      });
      const waiter: Waiter = {
        priority,
        settle: (value) => {
          clearTimeout(timer);
          resolve(value);
        },
      };
      const giveUp = () => {
        if (drop(waiter)) waiter.settle(false);
      };
      const timer = setTimeout(giveUp, waitMs);
      queues[priority]?.add(waiter);
      queued += 1;
      return { admitted, giveUp };
    },
    leave: (priority) => {
      running -= 1;
      held[priority] = (held[priority] ?? 1) - 1;
      for (let place = 0; place < queues.length; place += 1) {
        if (running >= maxConcurrent) return;
        for (const waiter of queues[place] ?? []) {
          if (!fits(place)) break;
          drop(waiter);
          take(place);
          waiter.settle(true);
        }
      }
    },
    get running() {
      return running;
    },
    get queued() {
      return queued;
    },
  };
}
