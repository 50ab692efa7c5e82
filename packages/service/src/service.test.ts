import { Writable } from 'node:stream';
import { z } from 'zod';
import { backoffMs, retry } from './backoff.ts';
import { pause } from './pause.ts';
import { repeat } from './repeat.ts';
import { deadlineFrom, withDeadline } from './deadline.ts';
import { EnvironmentFault, flag, parseEnv, port } from './env.ts';
import { ServiceError, errorCodes, registerErrorCodes } from './errors.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { createOpsServer } from './ops-server.ts';

describe('the environment', () => {
  const schema = z.object({ PORT: port, DATABASE_URL: z.url(), VERBOSE: flag.default(false) });

  test('is read once, typed', () => {
    expect(parseEnv(schema, { PORT: '4000', DATABASE_URL: 'postgres://u:p@h/d', VERBOSE: '' })).toEqual({ PORT: 4000, DATABASE_URL: 'postgres://u:p@h/d', VERBOSE: false });
  });

  test('names every fault and shows no value', () => {
    expect(() => parseEnv(schema, { PORT: '4000x', DATABASE_URL: 'secret-password' })).toThrow(EnvironmentFault);
    try {
      parseEnv(schema, { PORT: '99999', DATABASE_URL: 'secret-password' });
    } catch (error) {
      expect((error as EnvironmentFault).faults).toHaveLength(2);
      expect((error as Error).message).not.toContain('secret-password');
    }
  });
});

test('a log line keeps neither what a driver quotes nor a whole object\'s contents', () => {
  let written = '';
  const destination = new Writable({ write: (chunk, _, done) => { written += String(chunk); done(); } });
  const logger = createLogger({ name: 'test', destination });
  const driver = Object.assign(new Error('Key (mrn)=(DEMO-0001) already exists'), { code: '23505' });
  logger.error({ error: driver, variables: { name: 'Adams' }, nested: { text: 'chest pain' } }, 'could not write');
  logger.error({ error: new ServiceError('DEPENDENCY_UNAVAILABLE', 'The store did not answer.', { cause: driver }) }, 'could not write');
  expect(written).not.toMatch(/DEMO-0001|Adams|chest pain/);
  expect(written).toContain('23505');
  expect(written).toContain('The store did not answer.');
});

test('a code means one thing', () => {
  registerErrorCodes({ TEST_ONLY: { status: 418, meaning: 'a', remedy: 'b' } });
  expect(errorCodes.get('TEST_ONLY')?.status).toBe(418);
  expect(() => registerErrorCodes({ TEST_ONLY: { status: 418, meaning: 'other', remedy: 'b' } })).toThrow('registered twice');
});

describe('deadlines', () => {
  test.each([
    [undefined, 11_000],
    ['nonsense', 11_000],
    ['-5', 11_000],
    ['3000', 3000],
    ['999999999999', 61_000],
  ])('the header %j at time 1000 means %d', (header, expected) => expect(deadlineFrom(header, 10_000, 1000)).toBe(expected));

  test('what takes too long is refused with a code', async () => {
    await expect(withDeadline(new Promise(() => {}), 5)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await expect(withDeadline(Promise.resolve(7), 1000)).resolves.toBe(7);
  });
});

describe('retries', () => {
  test('grow, stay below their ceiling, and end', async () => {
    expect(backoffMs(1, { baseMs: 100, maxMs: 1000 }, () => 1)).toBe(100);
    expect(backoffMs(3, { baseMs: 100, maxMs: 1000 }, () => 0)).toBe(200);
    expect(backoffMs(20, { baseMs: 100, maxMs: 1000 }, () => 1)).toBe(1000);
    let tries = 0;
    await expect(retry(async () => { tries += 1; throw new Error('no'); }, { baseMs: 1, maxMs: 2, attempts: 3 })).rejects.toThrow('no');
    expect(tries).toBe(3);
  });

  test('end with the last failure when nobody wants them any longer', async () => {
    const unwanted = new AbortController();
    let tries = 0;
    const work = async () => {
      tries += 1;
      setImmediate(() => unwanted.abort());
      throw new Error('no');
    };
    await expect(retry(work, { baseMs: 60_000, maxMs: 60_000, attempts: 9 }, { signal: unwanted.signal })).rejects.toThrow('no');
    expect(tries).toBe(1);
  });

  test('stop at what will not get better', async () => {
    let tries = 0;
    await expect(retry(async () => { tries += 1; throw new Error('no'); }, { baseMs: 1, maxMs: 2, attempts: 9 }, { retryable: () => false })).rejects.toThrow('no');
    expect(tries).toBe(1);
  });
});

test('a pause ends early for who no longer waits, and is no error', async () => {
  const ending = new AbortController();
  const waited = pause(60_000, { signal: ending.signal, keepsAlive: false });
  ending.abort();
  await expect(waited).resolves.toBeUndefined();
  await expect(pause(60_000, { signal: ending.signal })).resolves.toBeUndefined();
});

test('rounds go on after one that failed, and none begins after the stop', async () => {
  const faults: unknown[] = [];
  let rounds = 0;
  const enough = new Promise<void>((resolve) => {
    const repeated = repeat(1, async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('away');
      if (rounds === 3) void repeated.stop().then(resolve);
    }, (error) => faults.push(error));
  });
  await enough;
  await pause(20);
  expect(rounds).toBe(3);
  expect(faults).toEqual([new Error('away')]);
});

test('the operations\' door tells life from readiness, and drains', async () => {
  const metrics = createMetrics('test');
  let up = true;
  const ops = await createOpsServer({ port: 0, host: '127.0.0.1', metrics, checks: { store: async () => { if (!up) throw new Error('secret host'); } } });
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${ops.port}${path}`);
    return { status: response.status, text: await response.text() };
  };
  expect((await get('/livez')).status).toBe(200);
  expect(await get('/readyz')).toMatchObject({ status: 200 });
  up = false;
  const failing = await get('/readyz');
  expect(failing.status).toBe(503);
  expect(failing.text).toContain('"store":"failing"');
  expect(failing.text).not.toContain('secret host');
  expect((await get('/livez')).status).toBe(200);
  up = true;
  ops.drain();
  expect((await get('/readyz')).status).toBe(503);
  expect((await get('/metrics')).text).toContain('process_cpu_seconds_total');
  expect((await get('/elsewhere')).status).toBe(404);
  await ops.stop();
});
