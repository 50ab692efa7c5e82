import { createAdmission } from './admission.ts';
import type { Admission, Waiting } from './admission.ts';

const signing = 0;
const browsing = 1;
const analytics = 2;
const shares = [1, 0.8, 0.3];

const waits = (entered: boolean | Waiting): Waiting => {
  if (typeof entered === 'boolean') throw new Error(`did not wait: ${String(entered)}`);
  return entered;
};
const fill = (admission: Admission, priority: number, times: number) => Array.from({ length: times }, () => admission.enter(priority, 60_000));

describe('places for what runs at once', () => {
  it('are given until there are none, and given on to who waits', async () => {
    const admission = createAdmission({ maxConcurrent: 2, maxQueued: 5, shares: [1] });
    expect(fill(admission, signing, 2)).toEqual([true, true]);
    const third = waits(admission.enter(signing, 60_000));
    expect([admission.running, admission.queued]).toEqual([2, 1]);
    admission.leave(signing);
    expect(await third.admitted).toBe(true);
    expect([admission.running, admission.queued]).toEqual([2, 0]);
  });

  it('go to the more urgent first, and in order among equals', async () => {
    const admission = createAdmission({ maxConcurrent: 1, maxQueued: 10, shares: [1, 1, 1] });
    admission.enter(browsing, 60_000);
    const order: string[] = [];
    const wait = (name: string, priority: number) => waits(admission.enter(priority, 60_000)).admitted.then((admitted) => {
      order.push(`${name} ${String(admitted)}`);
      admission.leave(priority);
    });
    const all = [wait('report', analytics), wait('browse 1', browsing), wait('browse 2', browsing), wait('sign', signing)];
    admission.leave(browsing);
    await Promise.all(all);
    expect(order).toEqual(['sign true', 'browse 1 true', 'browse 2 true', 'report true']);
    expect(admission.running).toBe(0);
  });

  it('are not all given to the less urgent: a report leaves room for a signature', () => {
    const admission = createAdmission({ maxConcurrent: 10, maxQueued: 10, shares });
    const reports = fill(admission, analytics, 5);
    expect(reports.filter((one) => one === true)).toHaveLength(3);
    expect(fill(admission, signing, 7)).toEqual(Array.from({ length: 7 }, () => true));
    for (const one of reports) if (typeof one !== 'boolean') one.giveUp();
  });

  it('refuse who cannot wait, and the least urgent who came last when a more urgent one needs to', async () => {
    const admission = createAdmission({ maxConcurrent: 1, maxQueued: 2, shares: [1, 1, 1] });
    admission.enter(signing, 60_000);
    const older = waits(admission.enter(analytics, 60_000));
    const younger = waits(admission.enter(analytics, 60_000));
    expect(admission.enter(analytics, 60_000)).toBe(false);
    expect(admission.enter(signing, 0)).toBe(false);
    const urgent = waits(admission.enter(signing, 60_000));
    expect(await younger.admitted).toBe(false);
    expect(admission.queued).toBe(2);
    older.giveUp();
    urgent.giveUp();
    expect([await older.admitted, await urgent.admitted, admission.queued]).toEqual([false, false, 0]);
  });

  it('refuse who has waited long enough', async () => {
    const admission = createAdmission({ maxConcurrent: 1, maxQueued: 2, shares: [1] });
    admission.enter(0, 60_000);
    expect(await waits(admission.enter(0, 5)).admitted).toBe(false);
    expect(admission.queued).toBe(0);
  });

  it('are never more than there are, whatever comes and goes', async () => {
    const admission = createAdmission({ maxConcurrent: 5, maxQueued: 20, shares });
    let running = 0;
    let most = 0;
    let done = 0;
    const work = async (index: number) => {
      const priority = index % 3;
      const entered = admission.enter(priority, 60_000);
      if (entered === false || (entered !== true && !(await entered.admitted))) return;
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      done += 1;
      admission.leave(priority);
    };
    await Promise.all(Array.from({ length: 200 }, (_, index) => work(index)));
    expect(most).toBe(5);
    expect(done).toBeGreaterThanOrEqual(5);
    expect([admission.running, admission.queued]).toEqual([0, 0]);
  });
});
