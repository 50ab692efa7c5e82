import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

export type MemoServer = {
  url: string;
  answered(): number;
  /** Takes requests and answers none of them. */
  hang(yes: boolean): void;
  server: Server;
};

/**
 * An HTTP server for a benchmark: answers a body that it has seen before from memory, in one write, so that the services
 * are never what is measured. Knows POST with a Content-Length or chunks, kept connections and requests sent ahead; nothing more.
 */
export async function startMemoServer(answer: (body: string) => Promise<string>, port: number): Promise<MemoServer> {
  const memory = new Map<string, Promise<Buffer>>();
  let answered = 0;
  let hung = false;
  const replyTo = (body: string): Promise<Buffer> => {
    let reply = memory.get(body);
    if (!reply) {
      reply = answer(body).then((text) => Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`));
      memory.set(body, reply);
    }
    return reply;
  };

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    let pending: Buffer = Buffer.alloc(0);
    let last: Promise<unknown> = Promise.resolve();
    socket.on('data', (bytes: Buffer) => {
      pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
      for (;;) {
        const head = pending.indexOf('\r\n\r\n');
        if (head === -1) return;
        const headers = pending.toString('latin1', 0, head).toLowerCase();
        const taken = headers.includes('transfer-encoding: chunked') ? chunks(pending, head + 4) : counted(pending, head + 4, Number(/content-length: (\d+)/.exec(headers)?.[1] ?? 0));
        if (!taken) return;
        pending = pending.subarray(taken.end);
        answered += 1;
        if (hung) continue;
        const reply = replyTo(taken.body);
        last = last.then(() => reply).then((text) => socket.write(text));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, answered: () => answered, hang: (yes) => (hung = yes), server };
}

type Taken = { body: string; end: number } | null;

function counted(bytes: Buffer, from: number, length: number): Taken {
  return bytes.length < from + length ? null : { body: bytes.toString('utf8', from, from + length), end: from + length };
}

function chunks(bytes: Buffer, from: number): Taken {
  const parts: Buffer[] = [];
  for (let at = from; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line === -1) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const end = line + 2 + size + 2;
    if (bytes.length < end) return null;
    if (size === 0) return { body: Buffer.concat(parts).toString('utf8'), end };
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = end;
  }
}
