import { pino } from 'pino';
import type { DestinationStream } from 'pino';

/** Lines wait for each other this long, and no more than so many bytes of them. */
const waitMs = 100;
const waitBytes = 12_288;

/** Where the digit of the level stands in a line: pino writes `{"level":30,` first. */
const levelAt = '{"level":'.length;
const warn = '4'.charCodeAt(0);

/**
 * A destination for who logs a line with each request: many lines are one write. A warning or worse is written at once,
 * with all before it, and so is everything when the process ends in any way that it hears of; killed outright it loses
 * a tenth of a second's lines. When nobody reads, the process waits for the reader: no line is dropped, and no more are
 * held than fit.
 */
export function createLogBuffer(fd: number): DestinationStream {
  const stream = pino.destination({ fd, sync: true, minLength: waitBytes });
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    // To the kernel; `flushSync` would wait for the disk as well.
    stream.flush();
  };
  process.on('exit', flush);
  return {
    write: (line) => {
      stream.write(line);
      if (line.charCodeAt(levelAt) >= warn) flush();
      else timer ??= setTimeout(flush, waitMs).unref();
    },
  };
}
