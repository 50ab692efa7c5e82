import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { callRpc, connectNats, consume, ensureStreams, notifyChanged, onChanged, serveRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createLogger } from '@dra/service';
import { z } from 'zod';

type Server = { port: number; NATS_GATEWAY_PASSWORD: string; NATS_SUBGRAPHS_PASSWORD: string; NATS_WORKERS_PASSWORD: string };

const id = '0198f1f0-0000-7000-8000-000000000001';
const logger = createLogger({ name: 'test', level: 'silent' });
let child: ChildProcess;
let server: Server;
let [gateway, subgraphs, workers]: (Nats | undefined)[] = [];

const as = (user: string, password: string) => connectNats({ url: `nats://${user}:${password}@127.0.0.1:${server.port}`, name: user, logger, connectTimeoutMs: 5_000 });
const refused = (action: Promise<unknown>) => action.then(() => 'allowed', (error: Error) => (/permission|timeout/i.test(`${error.message} ${(error.cause as Error | undefined)?.message}`) ? 'refused' : `failed: ${error.message}`));

beforeAll(async () => {
  child = spawn(process.execPath, ['deploy/testing/nats-with-accounts.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  server = JSON.parse(line) as Server;
  gateway = await as('gateway', server.NATS_GATEWAY_PASSWORD);
  subgraphs = await as('subgraphs', server.NATS_SUBGRAPHS_PASSWORD);
  workers = await as('workers', server.NATS_WORKERS_PASSWORD);
}, 180_000);

afterAll(async () => {
  await Promise.all([gateway, subgraphs, workers].map((one) => one?.close()));
  child.stdin!.end();
  await once(child, 'close');
});

describe('the accounts of deploy/nats/nats.conf, on a real server', () => {
  it('let nobody in without the right password', async () => {
    await expect(connectNats({ url: `nats://workers:wrong@127.0.0.1:${server.port}`, name: 'x', logger, connectTimeoutMs: 500 })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    await expect(connectNats({ url: `nats://127.0.0.1:${server.port}`, name: 'x', logger, connectTimeoutMs: 500 })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  it('let subgraphs and workers make sure of the streams, whoever comes first', async () => {
    await ensureStreams(workers!);
    await ensureStreams(subgraphs!);
    await ensureStreams(workers!);
    expect((await subgraphs!.jsm.streams.names().next()).sort()).toEqual(['ADVISORIES', 'DLQ', 'EVENTS', 'JOBS', 'RESULTS']);
  });

  it('let a worker do its work: take a job, ask, report, look whether it was reported', async () => {
    const rpc = serveRpc(subgraphs!, 'consentStatus', async () => ({ active: true, consentId: null, since: null }));
    await subgraphs!.nc.flush();
    let take: (subject: string) => void = () => undefined;
    const taken = new Promise<string>((resolve) => {
      take = resolve;
    });
    const consumption = await consume(workers!, {
      stream: 'JOBS',
      durable: 'note-normal',
      filterSubjects: ['jobs.note.normal.>'],
      schema: z.unknown(),
      handler: async (message) => {
        const consent = await callRpc(workers!, 'consentStatus', { tenant: 'demo', patientId: id, type: 'AI_PROCESSING' });
        await workers!.js.publish(`results.note.failed.3.${id}`, JSON.stringify(consent));
        take(message.subject);
      },
    });
    await subgraphs!.js.publish(`jobs.note.normal.3.${id}`, '{}');
    expect(await taken).toBe(`jobs.note.normal.3.${id}`);
    const stored = await workers!.jsm.streams.getMessage('RESULTS', { last_by_subj: 'results.note.failed.*.*' });
    expect(stored?.json()).toMatchObject({ active: true });
    // Acked: a work queue forgets what is done.
    for (let left = 1; left > 0; left = (await subgraphs!.jsm.streams.info('JOBS')).state.messages) await subgraphs!.nc.flush();
    expect(await workers!.jsm.consumers.info('JOBS', 'note-normal')).toMatchObject({ num_pending: 0 });
    await consumption.stop();
    await rpc.stop();
  });

  it('refuse a worker everything else', async () => {
    const js = workers!.js;
    expect(await refused(js.publish('events.note-signed.v1.3', '{}', { timeout: 1_000, retries: 0 }))).toBe('refused');
    expect(await refused(js.publish(`jobs.note.normal.3.${id}`, '{}', { timeout: 1_000, retries: 0 }))).toBe('refused');
    expect(await refused(workers!.jsm.streams.purge('JOBS'))).toBe('refused');
    expect(await refused(workers!.jsm.streams.delete('EVENTS'))).toBe('refused');
    expect(await refused(workers!.jsm.streams.getMessage('EVENTS', { seq: 1 }))).toBe('refused');
    expect(await refused(workers!.jsm.consumers.add('EVENTS', { durable_name: 'spy' }))).toBe('refused');
  });

  it('let the gateway hear of changes and write nothing', async () => {
    const heard = new Promise<string>((resolve) => onChanged(gateway!, (notice) => resolve(notice.id)));
    await gateway!.nc.flush();
    notifyChanged(subgraphs!, { tenant: 'demo', type: 'Note', id });
    expect(await heard).toBe(id);
    expect(await refused(gateway!.js.publish('jobs.x', '{}', { timeout: 1_000, retries: 0 }))).toBe('refused');
    expect(await refused(gateway!.jsm.streams.info('EVENTS'))).toBe('refused');
  });
});
