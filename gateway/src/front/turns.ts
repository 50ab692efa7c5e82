/**
 * Whose operation begins when. A turn of the event loop answers what came back from subgraphs and begins new operations; beyond
 * `turnMs` of work it begins fewer, one at the least, and the others wait in the order in which they came.
 *
 * Why: fifty large operations that run side by side on one core end no sooner than one after another. But each then holds
 * what it has read for fifty times as long: the young generation's collector copies it again and again, then the old
 * generation fills with it. While subgraphs are what is waited for, turns are short and nobody waits here.
 */
export type Turns = {
  /** @returns null where the operation may begin at once */
  enter(): Promise<void> | null;
};

const mostInOneTurn = 64;

export function createTurns({ turnMs, now = () => performance.now() }: { turnMs: number; now?: () => number }): Turns {
  const waiting: (() => void)[] = [];
  /** Of `waiting`: those before have begun. */
  let next = 0;
  let allowed = mostInOneTurn;
  let begun = 0;
  let began = 0;
  let scheduled = false;

  const turn = () => {
    begun = 0;
    if (next === waiting.length) {
      scheduled = false;
      return;
    }
    const at = now();
    allowed = at - began > turnMs ? Math.max(1, allowed >> 1) : Math.min(mostInOneTurn, allowed + 1);
    began = at;
    setImmediate(turn);
    while (begun < allowed && next < waiting.length) {
      begun += 1;
      waiting[next]?.();
      next += 1;
    }
    if (next === waiting.length) waiting.length = next = 0;
    else if (next > 1_024) {
      waiting.splice(0, next);
      next = 0;
    }
  };

  return {
    enter: () => {
      if (!scheduled) {
        scheduled = true;
        began = now();
        setImmediate(turn);
      }
      if (begun < allowed && next === waiting.length) {
        begun += 1;
        return null;
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
