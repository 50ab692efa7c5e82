import type { WebSocket } from 'ws';

const longestDrainMs = 2_000;

/** A ping each interval; a socket that has answered none of two is dead. One alone may wait behind a moment in which we were busy. */
export function keepAlive(socket: WebSocket, everyMs: number): () => void {
  let unanswered = 0;
  socket.on('pong', () => {
    unanswered = 0;
  });
  const timer = setInterval(() => {
    if (unanswered === 2) {
      socket.terminate();
      return;
    }
    unanswered += 1;
    socket.ping();
  }, everyMs);
  return () => clearInterval(timer);
}

/** Until what is under way is answered and sent, or has had its time. */
export async function answered(answering: ReadonlySet<Promise<unknown>>): Promise<void> {
  if (answering.size === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, longestDrainMs);
  });
  await Promise.race([Promise.allSettled(answering), late]);
  clearTimeout(timer);
  // An answer is a message a moment later.
  await new Promise((resolve) => setImmediate(resolve));
}

export function closedOrTerminated(socket: WebSocket, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) {
      resolve();
      return;
    }
    const timer = setTimeout(() => socket.terminate(), ms);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
