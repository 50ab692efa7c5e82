import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** Lines wait for each other this long, and no more than so many bytes of them. */
const waitMs = 100;
const waitBytes = 16_384;
/** A character takes three bytes at most. */
const mostBytes = 3;
/** Between two looks whether the reader has made room. */
const fullMs = 5;

/** Where the digit of the level stands in a line: pino writes `{"level":30,` first. */
const levelAt = '{"level":'.length;
const warn = '4'.charCodeAt(0);

/**
 * A destination for who logs a line with each request: many lines are one write, and wait for it as bytes in one place that
 * serves again and again. A warning or worse is written at once,
 * with all before it, and so is everything when the process ends in any way that it hears of; killed outright it loses
 * a tenth of a second's lines. When nobody reads, the process waits for the reader: no line is dropped, and no more are
 * held than fit. A reader who has gone for good is written to no more.
 */
export function createLogBuffer(fd: number): DestinationStream {
  const bytes = Buffer.allocUnsafeSlow(waitBytes);
  let used = 0;
  let gone = false;
  let timer: NodeJS.Timeout | null = null;

  const send = (from: Buffer, length: number) => {
    for (let at = 0; at < length && !gone; ) {
      try {
        at += writeSync(fd, from, at, length - at);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EPIPE') gone = true;
        else if (code === 'EAGAIN') block(fullMs);
        else throw error;
      }
    }
  };
  const flush = () => {
    const length = used;
    used = 0;
    if (length > 0) send(bytes, length);
  };
  const onTime = () => {
    timer = null;
    flush();
  };
  process.on('exit', flush);

  return {
    write: (line) => {
      const most = line.length * mostBytes;
      if (used + most > waitBytes) flush();
      if (most > waitBytes) {
        const own = Buffer.from(line);
        send(own, own.length);
        return;
      }
      used += bytes.write(line, used);
      if (line.charCodeAt(levelAt) >= warn) flush();
      // A flush before its time leaves it to find less to write.
      else timer ??= setTimeout(onTime, waitMs).unref();
    },
  };
}

const nobody = new Int32Array(new SharedArrayBuffer(4));

/** Nothing else goes on meanwhile. */
function block(ms: number): void {
  Atomics.wait(nobody, 0, 0, ms);
}
