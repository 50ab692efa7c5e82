import { createLogger } from '@dra/service';
import { testNats } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { connectNats } from './connect.ts';
import type { Nats } from './connect.ts';
import { ensureDurable } from './durable.ts';

let server: TestNats;
let nats: Nats;

beforeAll(async () => {
  server = await testNats();
  nats = await connectNats({ url: server.url, name: 'test', logger: createLogger({ name: 'test', level: 'silent' }) });
  await nats.jsm.streams.add({ name: 'LETTERS', subjects: ['letters.>'] });
});
afterAll(async () => {
  await nats.close();
  await server.stop();
});

const definition = { stream: 'LETTERS', durable: 'reader', filterSubjects: ['letters.a'], ackWaitMs: 30_000, maxDeliver: 5, maxAckPending: 10 };

test('a newer definition changes the durable that an older version made, and keeps what is pending', async () => {
  await ensureDurable(nats, definition);
  await nats.js.publish('letters.a', 'one');
  await ensureDurable(nats, definition);
  await ensureDurable(nats, { ...definition, ackWaitMs: 12_000, maxDeliver: 9, filterSubjects: ['letters.a', 'letters.b'] });
  const { config, num_pending } = await nats.jsm.consumers.info('LETTERS', 'reader');
  expect(config).toMatchObject({ ack_wait: 12_000_000_000, max_deliver: 9, filter_subjects: ['letters.a', 'letters.b'] });
  expect(config.filter_subject).toBeUndefined();
  expect(num_pending).toBe(1);
  await ensureDurable(nats, definition);
  expect((await nats.jsm.consumers.info('LETTERS', 'reader')).config).toMatchObject({ filter_subject: 'letters.a' });
});
