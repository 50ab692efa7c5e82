import { getEventListeners } from 'node:events';
import { eitherSignal, unlessAborted } from './either-signal.ts';

test('aborts with either, also with one that had aborted before', () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const either = eitherSignal(one.signal, other.signal);
  expect(either.signal.aborted).toBe(false);
  other.abort();
  expect(either.signal.aborted).toBe(true);
  expect(eitherSignal(new AbortController().signal, other.signal).signal.aborted).toBe(true);
});

test('released, it hears no more and nothing hangs on the signals', () => {
  const living = new AbortController();
  const either = eitherSignal(living.signal, new AbortController().signal);
  either.release();
  expect(getEventListeners(living.signal, 'abort')).toHaveLength(0);
  living.abort();
  expect(either.signal.aborted).toBe(false);
});

test('waits for the work or the abort, and leaves nothing', async () => {
  const living = new AbortController();
  await unlessAborted(Promise.resolve(1), living.signal);
  await expect(unlessAborted(Promise.reject(new Error('work')), living.signal)).rejects.toThrow('work');
  const waiting = unlessAborted(new Promise(() => undefined), living.signal);
  expect(getEventListeners(living.signal, 'abort')).toHaveLength(1);
  living.abort();
  await waiting;
  await unlessAborted(new Promise(() => undefined), living.signal);
  expect(getEventListeners(living.signal, 'abort')).toHaveLength(0);
});
