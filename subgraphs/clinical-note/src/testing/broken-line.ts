import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type Line = {
  /** The address given, through this line. */
  url: string;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  /** Lets bytes in and never lets any out: a server that hangs. */
  hang(): void;
  mend(): void;
  close(): Promise<void>;
};

/** A line to a real server that a test can cut, hang and mend. */
export async function breakableLine(url: string): Promise<Line> {
  const target = new URL(url);
  let state: 'whole' | 'cut' | 'hanging' = 'whole';
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => {
      if (state === 'whole') near.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  const drop = () => open.forEach((socket) => socket.destroy());
  return {
    url: through.toString(),
    cut: () => {
      state = 'cut';
      drop();
    },
    hang: () => {
      state = 'hanging';
    },
    mend: () => {
      if (state === 'hanging') drop();
      state = 'whole';
    },
    close: () =>
      new Promise((resolve) => {
        drop();
        server.close(() => resolve());
      }),
  };
}
