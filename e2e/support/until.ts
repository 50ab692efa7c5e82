import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer satisfies. A question that throws (a process was just killed) is asked again.
 * @throws Error with the last answer when the time is over
 */
export async function until<T>(ask: () => Promise<T>, satisfied: (answer: T) => boolean, seconds = 60): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (satisfied(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await sleep(100);
  }
  throw new Error(`not within ${seconds} s; the last answer was ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}
