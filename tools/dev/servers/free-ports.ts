import { createServer } from 'node:net';
import { Failure } from './failure.ts';

export const loopback = '127.0.0.1';

// Below the range from which systems take the ports of outgoing connections: those come and go all the time.
const lowest = 20_000;
const highest = 32_000;

/** Given out by this process: one that is not listened on yet must not be given twice. */
const given = new Set<number>();

/** A port that nobody listens on now. Another process may take it before you do, though hardly in this range. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (given.has(port)) continue;
    // Before it is tried: others of this process ask at the same moment.
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Failure(`no free port was found between ${lowest} and ${highest}`);
}

export function isFree(port: number, host = loopback): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error)));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
