import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export type ServerName = 'postgres' | 'mongo' | 'redis' | 'nats' | 's3';
export type Operation = 'start' | 'stop' | 'kill' | 'restart';
export type ServerAnswer = {
  url: string;
  pid: number;
  /** What the server wrote: tests search it for patients' data. */
  logFile: string;
  secrets: { postgresPassword: string; s3AccessKeyId: string; s3SecretAccessKey: string };
};

/**
 * Asks the keeper of the tests' servers (tools/dev/servers/test-servers.ts) for one operation. One connection a
 * request: nothing stays open between test files.
 * @throws Error with the keeper's sentence
 */
export function askForServer(op: Operation, server: ServerName, key: string): Promise<ServerAnswer> {
  return askKeeper<ServerAnswer>({ op, server, key });
}

/** @throws Error with the keeper's sentence */
export function askKeeper<T>(request: Record<string, string | Record<string, string>>): Promise<T> {
  const path = process.env.DRA_TEST_SERVERS;
  if (!path) throw new Error('The tests\' servers are not there: run jest with the repository\'s jest.config.mjs.');
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      createInterface({ input: socket }).once('line', (line) => {
        socket.destroy();
        const { result, error } = JSON.parse(line) as { result?: T; error?: string };
        if (result) resolve(result);
        else reject(new Error(error ?? 'no answer'));
      });
      socket.write(`${JSON.stringify({ id: 1, ...request })}\n`);
    });
  });
}

/** PostgreSQL's roles belong to a whole server; test files of one jest worker run one after another, so they may share. */
export const workerKey = () => `worker-${process.env.JEST_WORKER_ID ?? '1'}`;

let counter = 0;
/** Unique in a run: the worker, a count, the time. */
export const freshName = (prefix: string) => `${prefix}_${process.env.JEST_WORKER_ID ?? '1'}_${Date.now().toString(36)}_${(counter++).toString(36)}`;
