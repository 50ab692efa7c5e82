import type { Caller } from '@dra/access';
import { nobody } from '../identity/nobody.ts';
import { createStreamRegistry } from './stream-registry.ts';

const caller = (userId: string, tenant = 'demo'): Caller => ({ userId, tenant, roles: ['CLINICIAN'], scopes: [], expiresAt: 0 });

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'open';
  } catch (error) {
    return (error as { extensions: { code: string } }).extensions.code;
  }
};

describe('createStreamRegistry', () => {
  it('limits each user apart, and everybody together', () => {
    const registry = createStreamRegistry({ perUser: 2, total: 4 });
    const first = registry.open(caller('a'), 'sse', '127.0.0.1');
    registry.open(caller('a'), 'ws', '127.0.0.1');
    expect(codeOf(() => registry.open(caller('a'), 'sse', '127.0.0.1'))).toBe('RATE_LIMITED');
    expect(codeOf(() => registry.open(caller('a', 'demo-b'), 'sse', '127.0.0.1'))).toBe('open');
    registry.open(caller('b'), 'sse', '127.0.0.1');
    expect(codeOf(() => registry.open(caller('c'), 'sse', '127.0.0.1'))).toBe('RATE_LIMITED');
    first.release();
    first.release();
    expect(registry.counts()).toEqual({ sse: 2, ws: 1 });
    expect(codeOf(() => registry.open(caller('a'), 'sse', '127.0.0.1'))).toBe('open');
  });

  it('limits those who are nobody by where they come from', () => {
    const registry = createStreamRegistry({ perUser: 1, total: 4 });
    registry.open(nobody.caller, 'sse', '192.0.2.1');
    expect(codeOf(() => registry.open(nobody.caller, 'ws', '192.0.2.1'))).toBe('RATE_LIMITED');
    expect(codeOf(() => registry.open(nobody.caller, 'ws', '192.0.2.2'))).toBe('open');
  });

  it('drains: tells each stream why, waits for it, and opens no more', async () => {
    const registry = createStreamRegistry();
    const stream = registry.open(caller('a'), 'sse', '127.0.0.1');
    const drained = registry.drain(5_000);
    expect(stream.signal.reason).toBe('draining');
    expect(codeOf(() => registry.open(caller('b'), 'sse', '127.0.0.1'))).toBe('DEPENDENCY_UNAVAILABLE');
    stream.release();
    await drained;
  });

  it('does not wait for ever', async () => {
    const registry = createStreamRegistry();
    registry.open(caller('a'), 'sse', '127.0.0.1');
    await registry.drain(20);
  });
});
