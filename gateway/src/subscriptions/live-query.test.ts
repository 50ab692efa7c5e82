import { setTimeout as sleep } from 'node:timers/promises';
import { createFeedHub } from './change-feed.ts';
import type { ChangeFeed } from './change-feed.ts';
import { liveQuery } from './live-query.ts';
import type { LiveQueryOptions, StreamResult } from './live-query.ts';

const id = '0190f0a1-aaaa-7bbb-8ccc-1234567890ab';
const nested = '0190f0a1-bbbb-7bbb-8ccc-1234567890ab';

function setUp(overrides: Partial<LiveQueryOptions> = {}) {
  const hub = createFeedHub();
  const state = { connected: true, answer: { data: { job: { id: `job_${id}`, progress: 0 } } } as StreamResult, asked: 0 };
  const feed: ChangeFeed = { connected: () => state.connected, onChange: hub.onChange, onConnectionChange: hub.onConnectionChange, close: async () => undefined };
  const controller = new AbortController();
  const stream = liveQuery({
    ask: async () => {
      state.asked += 1;
      return structuredClone(state.answer);
    },
    about: [JSON.stringify({ id: `job_${id}` })],
    responseKey: 'job',
    tenant: 'demo',
    feed,
    expiresAt: Date.now() + 60_000,
    signal: controller.signal,
    timings: { coalesceMs: 20, pollMs: 40, retryMs: 10 },
    ...overrides,
  });
  const progress = (value: number) => {
    state.answer = { data: { job: { id: `job_${id}`, progress: value } } };
  };
  const change = (changedId = id, tenant = 'demo', encounterId: string | null = null) => hub.publish({ tenant, type: 'InferenceJob', id: changedId, encounterId });
  return { stream, state, hub, controller, progress, change };
}

const valueOf = async (stream: AsyncGenerator<StreamResult, void>) => (await stream.next()).value;

describe('liveQuery', () => {
  it('answers at once, and again on a change of what it watches', async () => {
    const { stream, progress, change, controller } = setUp();
    expect(await valueOf(stream)).toMatchObject({ data: { job: { progress: 0 } } });
    const next = valueOf(stream);
    progress(1);
    change();
    expect(await next).toMatchObject({ data: { job: { progress: 1 } } });
    controller.abort();
    expect((await stream.next()).done).toBe(true);
  });

  it('answers a burst with few questions, and the last state', async () => {
    const { stream, progress, change, state } = setUp();
    await stream.next();
    const next = valueOf(stream);
    for (let index = 1; index <= 50; index += 1) {
      progress(index);
      change();
    }
    expect(await next).toMatchObject({ data: { job: { progress: 50 } } });
    expect(state.asked).toBeLessThanOrEqual(3);
  });

  it('hears nothing of another tenant or another thing, and repeats no equal answer', async () => {
    const { stream, change, state, controller } = setUp();
    await stream.next();
    const next = stream.next();
    change(id, 'demo-b');
    change(nested);
    await sleep(60);
    expect(state.asked).toBe(1);
    change();
    await sleep(60);
    expect(state.asked).toBe(2);
    controller.abort();
    expect((await next).done).toBe(true);
  });

  it('watches the things that its last answer showed, and the encounter they belong to', async () => {
    const { stream, state, change } = setUp();
    state.answer = { data: { job: { id: `job_${id}`, note: { id: `not_${nested}` } } } };
    await stream.next();
    const next = stream.next();
    state.answer = { data: { job: { id: `job_${id}`, note: { id: `not_${nested}`, status: 'SIGNED' } } } };
    change(nested);
    expect((await next).value).toMatchObject({ data: { job: { note: { status: 'SIGNED' } } } });
    const last = stream.next();
    state.answer = { data: { job: null } };
    change('0190f0a1-cccc-7bbb-8ccc-1234567890ab', 'demo', id);
    expect((await last).value).toEqual({ data: { job: null } });
  });

  it('asks for itself while the feed is away, and once when it is back', async () => {
    const { stream, state, progress, hub } = setUp();
    await stream.next();
    state.connected = false;
    hub.announceConnectionChange();
    const next = valueOf(stream);
    await sleep(100);
    progress(7);
    expect(await next).toMatchObject({ data: { job: { progress: 7 } } });
    expect(state.asked).toBeGreaterThan(2);
  });

  it('ends with UNAUTHENTICATED when the token does', async () => {
    const { stream } = setUp({ expiresAt: Date.now() + 60 });
    await stream.next();
    expect(await valueOf(stream)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect((await stream.next()).done).toBe(true);
  });

  it('ends when the thing is not there or no longer permitted', async () => {
    const { stream, state, change } = setUp();
    await stream.next();
    const next = valueOf(stream);
    state.answer = { data: { job: null }, errors: [{ message: 'no', path: ['job'], extensions: { code: 'FORBIDDEN' } }] };
    change();
    expect(await next).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect((await stream.next()).done).toBe(true);
  });

  it('asks again soon after an answer that lacks a part, and says the same fault once', async () => {
    const { stream, state, progress } = setUp();
    state.answer = { data: { job: null }, errors: [{ message: 'away', path: ['job'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', requestId: 'one' } }] };
    await stream.next();
    const next = valueOf(stream);
    await sleep(60);
    progress(3);
    expect(await next).toMatchObject({ data: { job: { progress: 3 } } });
  });

  it.each(['RATE_LIMITED', 'OVERLOADED'])('outlives a moment of %s', async (code) => {
    const { stream, state, progress } = setUp();
    state.answer = { errors: [{ message: 'later', extensions: { code } }] };
    await stream.next();
    const next = valueOf(stream);
    await sleep(60);
    progress(3);
    expect(await next).toMatchObject({ data: { job: { progress: 3 } } });
  });

  it.each(['PERSISTED_QUERY_NOT_IN_LIST', 'COST_ESTIMATED_TOO_EXPENSIVE'])('ends with %s, which no waiting changes', async (code) => {
    const { stream, state } = setUp();
    state.answer = { errors: [{ message: 'no', extensions: { code } }] };
    expect(await valueOf(stream)).toMatchObject({ errors: [{ extensions: { code } }] });
    expect((await stream.next()).done).toBe(true);
  });

  it('asks nothing while its reader is slow', async () => {
    const { stream, state, progress, change } = setUp();
    await stream.next();
    for (let index = 0; index < 5; index += 1) {
      progress(index + 1);
      change();
      await sleep(30);
    }
    expect(state.asked).toBe(1);
    expect(await valueOf(stream)).toMatchObject({ data: { job: { progress: 5 } } });
  });
});
