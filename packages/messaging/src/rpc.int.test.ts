import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeNotice } from '@dra/events';
import { ServiceError, createLogger } from '@dra/service';
import { testNats } from '@dra/testkit';
import { callRpc, connectNats, notifyChanged, onChanged, serveRpc } from './index.ts';
import type { Nats } from './index.ts';

jest.setTimeout(60_000);

const logger = createLogger({ name: 'rpc-test', level: 'silent' });
let server: Awaited<ReturnType<typeof testNats>>;
let nats: Nats;

beforeAll(async () => {
  server = await testNats();
  nats = await connectNats({ url: server.url, name: 'test', logger });
});
afterAll(async () => {
  await nats.close();
  await server.stop();
});

const question = { tenant: 'demo', patientId: randomUUID(), type: 'AI_PROCESSING' } as const;

test('asks one process of the group and types the answer', async () => {
  const asked: string[] = [];
  const answer = (name: string) => async () => {
    asked.push(name);
    return { active: true, consentId: null, since: null };
  };
  const first = serveRpc(nats, 'consentStatus', answer('first'));
  const second = serveRpc(nats, 'consentStatus', answer('second'));
  await nats.nc.flush();
  for (let index = 0; index < 20; index += 1) expect(await callRpc(nats, 'consentStatus', question)).toEqual({ active: true, consentId: null, since: null });
  expect(asked).toHaveLength(20);
  await Promise.all([first.stop(), second.stop()]);
});

test('nobody, silence and nonsense are unavailable, never a yes', async () => {
  await expect(callRpc(nats, 'consentStatus', question)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });

  const silent = serveRpc(nats, 'consentStatus', () => new Promise((resolve) => setTimeout(() => resolve({ active: true, consentId: null, since: null }), 500)));
  await nats.nc.flush();
  await expect(callRpc(nats, 'consentStatus', question, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  await silent.stop();

  for (const said of ['{"ok":true,"reply":{"active":"yes"}}', '{"active":true}', 'yes', '']) {
    const nonsense = nats.nc.subscribe('rpc.consent-status.v1', { callback: (_, message) => void message.respond(said) });
    await nats.nc.flush();
    await expect(callRpc(nats, 'consentStatus', question)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    nonsense.unsubscribe();
  }
});

test('an error of ours crosses with its code, any other is masked, and the server lives on', async () => {
  let fault: Error = new ServiceError('NOT_FOUND', 'There is no such patient.');
  const served = serveRpc(nats, 'consentStatus', () => Promise.reject(fault));
  await nats.nc.flush();
  await expect(callRpc(nats, 'consentStatus', question)).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'There is no such patient.' });
  fault = new Error('row (Jane Doe) …');
  await expect(callRpc(nats, 'consentStatus', question)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'The answering service failed.' });
  const raw = await nats.nc.request('rpc.consent-status.v1', 'not json', { timeout: 1_000 });
  expect(raw.json()).toMatchObject({ ok: false });
  await served.stop();
});

test('changes reach watchers, and rubbish does not', async () => {
  const seen: ChangeNotice[] = [];
  const watching = onChanged(nats, (notice) => seen.push(notice));
  await nats.nc.flush();
  const id = randomUUID();
  nats.nc.publish('changed.00', 'rubbish');
  notifyChanged(nats, { tenant: 'demo', type: 'Note', id });
  // A notice that is not one is not sent, and nobody is disturbed.
  notifyChanged(nats, { tenant: 'demo', type: 'Note', id: 'not-a-uuid' });
  await nats.nc.flush();
  await sleep(50);
  expect(seen).toEqual([{ tenant: 'demo', type: 'Note', id, encounterId: null }]);
  watching.stop();
});

test('says whether it is connected, and reconnects', async () => {
  await nats.check();
  await server.kill();
  await sleep(200);
  await expect(nats.check()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  await server.restart();
  for (let tries = 0; tries < 100; tries += 1) {
    const fine = await nats.check().then(() => true, () => false);
    if (fine) return;
    await sleep(100);
  }
  throw new Error('it did not reconnect');
});

test('no server: one clear sentence', async () => {
  await expect(connectNats({ url: 'nats://127.0.0.1:1', name: 'test', logger, connectTimeoutMs: 300 })).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
    message: 'NATS does not answer: see NATS_URL.',
  });
});
