import { connect } from 'node:net';

/** Sends bytes, collects the answer until `done` says it is whole, and hangs up. */
export function tcpTalk(url: string, send: Uint8Array | string, done: (received: Buffer) => boolean, deadlineMs = 2_000): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
    let received = Buffer.alloc(0);
    const end = (outcome: () => void) => {
      socket.removeAllListeners().on('error', () => socket.destroy());
      socket.destroy();
      outcome();
    };
    socket.setTimeout(deadlineMs, () => end(() => reject(new Error(`no answer within ${deadlineMs} ms`))));
    socket.once('error', (error) => end(() => reject(error)));
    socket.once('close', () => end(() => reject(new Error('the connection was closed without an answer'))));
    socket.once('connect', () => socket.write(send));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (done(received)) end(() => resolve(received));
    });
  });
}
