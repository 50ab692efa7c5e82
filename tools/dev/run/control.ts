import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure, sentenceOf } from '../servers/failure.ts';
import type { ProcessRow, Supervisor } from './supervisor.ts';

type Request = { op: 'list' } | { op: 'restart'; name: string };
type Answer = { processes: ProcessRow[] } | { error: string };

/** In the data folder; but a socket's path may have 100 characters, and a clone may lie deep: then named after the folder. */
export function controlSocket(dataDir: string): string {
  const inside = join(dataDir, 'control.sock');
  return inside.length < 100 ? inside : join(tmpdir(), `dra-${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}.sock`);
}

/** Lets `npm run ps` of the same user look and restart. One JSON line each way. */
export function serveControl(dataDir: string, supervisor: Supervisor): Promise<Server> {
  const path = controlSocket(dataDir);
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).once('line', (line) => {
      void answer(line, supervisor).then((reply) => socket.end(`${JSON.stringify(reply)}\n`));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      chmodSync(path, 0o600);
      resolve(server);
    });
  });
}

async function answer(line: string, supervisor: Supervisor): Promise<Answer> {
  try {
    const request = JSON.parse(line) as Request;
    if (request.op === 'restart') await supervisor.restart(request.name);
    return { processes: supervisor.list() };
  } catch (error) {
    return { error: sentenceOf(error) };
  }
}

/** @throws Failure when nothing runs from this folder, or the request is refused */
export function askControl(dataDir: string, request: Request): Promise<ProcessRow[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(controlSocket(dataDir));
    socket.setTimeout(90_000, () => socket.destroy(new Error('the runner does not answer')));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Failure(error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? 'nothing runs from this folder: `npm start` starts it' : sentenceOf(error))),
    );
    socket.once('connect', () => {
      createInterface({ input: socket }).once('line', (line) => {
        const reply = JSON.parse(line) as Answer;
        socket.destroy();
        if ('error' in reply) reject(new Failure(reply.error));
        else resolve(reply.processes);
      });
      socket.write(`${JSON.stringify(request)}\n`);
    });
  });
}
