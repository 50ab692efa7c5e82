import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from './failure.ts';

export type TestSupergraph = { url: string; dataDir: string; stop(): Promise<void> };

/**
 * `npm start` for tests: the same runner, on free ports, with a data folder of its own; `extra` goes into its environment.
 * @throws Failure with what the runner said
 */
export async function startSupergraph(dataDir: string, extra: Record<string, string> = {}): Promise<TestSupergraph> {
  mkdirSync(dataDir, { recursive: true });
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DATABASE_URL|MONGODB_URL|REDIS_URL|NATS_URL|S3_.*|NODE_ENV)$/.test(name)));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '..', 'commands', 'start.ts'), '--port', 'free'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, ...extra, DATA_DIR: dataDir },
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    if (said.length > 50) said.shift();
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length).replace('localhost', '127.0.0.1'));
    });
    void gone.then(() => reject(new Failure(`the supergraph did not start: ${said.at(-1) ?? 'without a word'}`)));
  });
  return {
    url,
    dataDir,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
