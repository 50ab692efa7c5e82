import type { ServerResponse } from 'node:http';

/**
 * Answers that are written and not yet taken. A client that reads slowly holds its answer in our memory: each has so
 * long to take it, and all together so many bytes; beyond that, those who have had theirs longest lose their connection.
 */
export function createUnreadAnswers({ slowReaderMs, maxUnreadBytes }: { slowReaderMs: number; maxUnreadBytes: number }) {
  const waiting = new Map<ServerResponse, number>();
  let bytes = 0;

  const drop = (response: ServerResponse) => {
    const held = waiting.get(response);
    if (held === undefined) return;
    waiting.delete(response);
    bytes -= held;
  };

  return {
    /** To be called when the last byte was handed over; costs nothing where the client takes it at once. */
    watch: (response: ServerResponse): void => {
      const held = response.writableLength;
      if (held === 0 || response.destroyed) return;
      waiting.set(response, held);
      bytes += held;
      const timer = setTimeout(() => response.destroy(), slowReaderMs);
      response.once('close', () => {
        clearTimeout(timer);
        drop(response);
      });
      while (bytes > maxUnreadBytes) {
        const [oldest] = waiting.keys();
        if (!oldest) break;
        drop(oldest);
        oldest.destroy();
      }
    },
    get bytes() {
      return bytes;
    },
  };
}

export type UnreadAnswers = ReturnType<typeof createUnreadAnswers>;
