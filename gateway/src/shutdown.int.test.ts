import { persona } from '@dra/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { startTestGateway } from './testing/test-gateway.ts';
import { patientIds } from './testing/test-subgraphs.ts';

describe('a gateway that stops', () => {
  it('answers what it began, tells streams to come back, and takes no more', async () => {
    const t = await startTestGateway();
    const token = await persona('CLINICIAN', 'demo').callerToken();
    const query = `subscription { patient(id: "${patientIds[0]}") { name } }`;

    const opened = await fetch(`${t.url}/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const events = opened.text();
    const socket = new WebSocket(t.url.replace('http', 'ws'), 'graphql-transport-ws');
    const closed = new Promise<[number, string]>((resolve) => socket.on('close', (code, reason) => resolve([code, String(reason)])));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } })));
    socket.on('message', (data) => {
      if (String(data).includes('connection_ack')) socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    });
    await new Promise<void>((resolve) => socket.on('message', (data) => String(data).includes('"next"') && resolve()));
    const inFlight = t.post({ query: '{ slow(ms: 1500) }' });
    await sleep(200);

    const started = performance.now();
    await t.stop();
    expect(performance.now() - started).toBeLessThan(5_000);
    expect((await inFlight).body).toEqual({ data: { slow: 'done' } });
    expect(await events).toMatch(/retry: \d+\nevent: complete\ndata: \{"reconnect":\{"afterMs":\d+\}\}\n\n$/);
    expect(await closed).toEqual([1012, 'restarting: connect again']);
    await expect(fetch(t.url)).rejects.toThrow();
  });
});
