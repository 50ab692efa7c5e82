import { askForServer, freshName } from './servers-client.ts';

export type TestNats = {
  url: string;
  /** kill -9: no goodbye to clients, nothing flushed by the server. */
  kill(): Promise<void>;
  /** On the same port with the same data, after `kill()` or in order. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** A NATS server with JetStream for this test file alone: it starts in 50 ms. Call `stop()` in afterAll. */
export async function testNats(): Promise<TestNats> {
  const key = freshName('nats');
  const { url } = await askForServer('start', 'nats', key);
  return {
    url,
    kill: async () => void (await askForServer('kill', 'nats', key)),
    restart: async () => void (await askForServer('restart', 'nats', key)),
    stop: async () => void (await askForServer('stop', 'nats', key)),
  };
}
