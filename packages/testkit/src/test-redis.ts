import { askForServer, freshName } from './servers-client.ts';

export type TestRedis = {
  url: string;
  kill(): Promise<void>;
  /** On the same port, empty. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** A Redis for this test file alone. Call `stop()` in afterAll. */
export async function testRedis(): Promise<TestRedis> {
  const key = freshName('redis');
  const { url } = await askForServer('start', 'redis', key);
  return {
    url,
    kill: async () => void (await askForServer('kill', 'redis', key)),
    restart: async () => void (await askForServer('restart', 'redis', key)),
    stop: async () => void (await askForServer('stop', 'redis', key)),
  };
}
