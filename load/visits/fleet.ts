import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askControl, s3Region, secretsOfRun } from '@dra/dev';
import { bundleWorker } from '../../subgraphs/inference/src/testing/bundle-worker.ts';

export type Pool = 'transcription' | 'note' | 'prescription';
export type Fleet = {
  /** How many were killed so far. */
  kills: () => number;
  /** Ends one worker of each pool, in turn, as the kernel does when memory is out. Its supervisor starts another. */
  killOneOfEach(): void;
  stop(): Promise<void>;
};

const root = join(import.meta.dirname, '..', '..');

/**
 * Worker processes against what runs from `dataDir`, each started again when it dies. Transcription is simulated; notes
 * and prescriptions are drafted by the shipped bundle.
 */
export async function startFleet(dataDir: string, folder: string, options: { counts: Record<Pool, number>; factor: number; batch: number }): Promise<Fleet> {
  await bundleWorker(root, folder, { worker: join(root, 'subgraphs/inference/src/worker/worker.ts'), engineThread: join(import.meta.dirname, 'simulated-engine.ts') });
  const processes = await askControl(dataDir, { op: 'list' });
  const port = (name: string) => processes.find((one) => one.name === name)?.ports['server'];
  const { servers } = secretsOfRun(dataDir);
  const environment = {
    PATH: process.env['PATH'],
    LOG_LEVEL: 'warn',
    NATS_URL: `nats://127.0.0.1:${port('nats')}`,
    S3_ENDPOINT: `http://127.0.0.1:${port('s3')}`,
    S3_REGION: s3Region,
    S3_BUCKET: 'dr-assistant',
    S3_ACCESS_KEY_ID: servers.s3AccessKeyId,
    S3_SECRET_ACCESS_KEY: servers.s3SecretAccessKey,
    SIMULATED_FACTOR: String(options.factor),
    SIMULATED_BATCH: String(options.batch),
  };
  let stopping = false;
  let killed = 0;
  const children = new Map<string, ChildProcess>();
  const supervise = async (pool: Pool, name: string) => {
    const file = pool === 'transcription' ? join(folder, 'worker.cjs') : join(root, 'subgraphs/inference/dist/worker.cjs');
    while (!stopping) {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], { env: { ...environment, POOL: pool }, stdio: ['ignore', 'ignore', 'inherit'] });
      children.set(name, child);
      await new Promise<void>((resolve) => child.once('close', () => resolve()));
      if (!stopping) await sleep(500);
    }
  };
  const names = (Object.keys(options.counts) as Pool[]).flatMap((pool) => Array.from({ length: options.counts[pool] }, (_, index) => ({ pool, name: `${pool}-${index}` })));
  const supervised = names.map(({ pool, name }) => supervise(pool, name));
  return {
    kills: () => killed,
    killOneOfEach: () => {
      const turn = killed;
      for (const pool of Object.keys(options.counts) as Pool[]) {
        if (children.get(`${pool}-${turn % options.counts[pool]}`)?.kill('SIGKILL')) killed += pool === 'transcription' ? 1 : 0;
      }
    },
    stop: async () => {
      stopping = true;
      for (const child of children.values()) child.kill('SIGTERM');
      await Promise.all(supervised);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
