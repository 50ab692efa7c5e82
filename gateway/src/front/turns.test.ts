import { setImmediate as nextTurn } from 'node:timers/promises';
import { createTurns } from './turns.ts';

/** Each operation that begins takes so long, by a clock of its own. */
const stage = (operationMs: number) => {
  const clock = { ms: 0 };
  const turns = createTurns({ turnMs: 1, now: () => clock.ms });
  const begun: number[] = [];
  const run = async (name: number) => {
    const wait = turns.enter();
    if (wait) await wait;
    begun.push(name);
    clock.ms += operationMs;
  };
  return { turns, begun, run };
};

describe('turns', () => {
  it('let everybody in at once while there is room', () => {
    const { turns } = stage(0);
    expect(Array.from({ length: 64 }, () => turns.enter())).toEqual(Array.from({ length: 64 }, () => null));
  });

  it('let fewer begin in a turn while turns take long, one at the least, in the order in which they came', async () => {
    const { begun, run } = stage(5);
    const all = Promise.all(Array.from({ length: 300 }, (_, name) => run(name)));
    const counts: number[] = [];
    while (begun.length < 300) {
      counts.push(begun.length);
      await nextTurn();
    }
    await all;
    expect(begun).toEqual(Array.from({ length: 300 }, (_, name) => name));
    const perTurn = counts.slice(1).map((count, turn) => count - (counts[turn] ?? 0));
    expect(perTurn.slice(0, 7)).toEqual([32, 16, 8, 4, 2, 1, 1]);
    expect(Math.max(...perTurn.slice(7))).toBe(1);
  });

  it('let more begin again when turns are short', async () => {
    const { begun, run } = stage(0);
    const all = Promise.all(Array.from({ length: 500 }, (_, name) => run(name)));
    let turns = 0;
    for (; begun.length < 500; turns += 1) await nextTurn();
    await all;
    expect(turns).toBeLessThan(10);
  });
});
