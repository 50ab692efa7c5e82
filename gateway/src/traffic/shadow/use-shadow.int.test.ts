import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMetrics } from '@dra/service';
import type { KnownOperation } from '../../hooks/contract.ts';
import { exchangeOf, operationOf } from '../testing/exchange.ts';
import { shadowConfig } from './shadow-config.ts';
import { useShadow } from './use-shadow.ts';

type Heard = { headers: IncomingHttpHeaders; body: unknown };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function shadow(answer: (heard: Heard) => string | null, settings: { share?: number; maxInFlight?: number; timeoutMs?: number } = {}) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString())).on('end', () => {
      const one = { headers: request.headers, body: JSON.parse(body) as unknown };
      heard.push(one);
      const text = answer(one);
      if (text !== null) response.setHeader('content-type', 'application/json').end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const metrics = createMetrics('test', { defaults: false });
  const hook = useShadow(shadowConfig.parse({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?x=1`, share: 1, ...settings }), { metrics });
  cleanups.push(async () => {
    await hook.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const end = (operation: Partial<KnownOperation> = {}, codes: string[] = [], headers: IncomingHttpHeaders = { authorization: 'Bearer me' }, status = 200) =>
    hook.onEnd?.(exchangeOf({ headers }), { status, operation: operationOf(operation), bytes: 1, codes });
  /** Waits until so many copies were counted. */
  const counted = async (most: number): Promise<Record<string, number>> => {
    for (let tries = 0; ; tries += 1) {
      const text = await metrics.registry.getSingleMetricAsString('dra_gateway_shadow_queries_total');
      const counts = Object.fromEntries([...text.matchAll(/outcome="(\w+)"[^}]*\} (\d+)/g)].map(([, outcome = '', count]) => [outcome, Number(count)]));
      if (Object.values(counts).reduce((sum, count) => sum + count, 0) >= most || tries > 200) return counts;
      await sleep(10);
    }
  };
  return { heard, end, counted };
}

describe('useShadow', () => {
  it('sends a query as it was asked, and says whether it went alike', async () => {
    const { heard, end, counted } = await shadow(({ body }) => ((body as { query: string }).query.includes('bad') ? '{"errors":[{"message":"x"}]}' : '{"data":{}}'));
    end({ text: '{ a }', variables: { n: 1 }, name: 'A' });
    end({ text: '{ bad }' });
    end({ text: '{ bad }' }, ['NOT_FOUND']);
    expect(await counted(3)).toEqual({ alike: 2, errors_differ: 1 });
    expect(heard[0]).toMatchObject({ body: { query: '{ a }', variables: { n: 1 }, operationName: 'A' }, headers: { authorization: 'Bearer me', 'x-shadow': '1' } });
  });

  it('copies no change, no copy, and nothing of a client that has left', async () => {
    const { heard, end } = await shadow(() => '{"data":{}}');
    end({ kind: 'mutation' as KnownOperation['kind'] });
    end({ kind: 'subscription' as KnownOperation['kind'] });
    end({}, [], { 'x-shadow': '1' });
    end({}, [], {}, 0);
    await sleep(50);
    expect(heard).toEqual([]);
  });

  it('copies a part of the queries only', async () => {
    const { heard, end } = await shadow(() => '{"data":{}}', { share: 0.000_001 });
    for (let i = 0; i < 100; i += 1) end();
    await sleep(50);
    expect(heard.length).toBeLessThan(5);
  });

  it('costs a bounded number of connections when the shadow hangs, and counts what fails', async () => {
    const { heard, end, counted } = await shadow(() => null, { maxInFlight: 2, timeoutMs: 100 });
    for (let i = 0; i < 10; i += 1) end();
    expect(await counted(10)).toEqual({ dropped: 8, failed: 2 });
    expect(heard.length).toBeLessThanOrEqual(2);
  });

  it('is not put off by an answer that is none', async () => {
    const { end, counted } = await shadow(() => 'not JSON');
    end();
    expect(await counted(1)).toEqual({ failed: 1 });
  });
});
