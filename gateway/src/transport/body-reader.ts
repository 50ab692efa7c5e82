import { MalformedReply } from './reply-head.ts';
import type { ReplyHead } from './reply-head.ts';

/** The body is longer than is allowed; the rest of it was not read. */
export class ReplyTooLarge extends Error {
  constructor(limit: number) {
    super(`the reply is longer than ${limit} bytes`);
    this.name = 'ReplyTooLarge';
  }
}

export type BodyReader = {
  /**
   * Takes bytes that belong to the body, which are only lent: what must outlive the call is copied.
   * @returns how many were used; fewer than given only once the body is complete
   * @throws MalformedReply | ReplyTooLarge
   */
  take(bytes: Buffer): number;
  /** The connection ended. @returns whether the body is complete with that */
  end(): boolean;
  readonly complete: boolean;
  body(): Buffer;
};

/** @param limit the most bytes a body may have */
export function createBodyReader(framing: ReplyHead['framing'], limit: number): BodyReader {
  switch (framing.kind) {
    case 'length':
      return lengthReader(framing.bytes, limit);
    case 'chunked':
      return chunkedReader(limit);
    case 'close':
      return untilCloseReader(limit);
  }
}

function lengthReader(length: number, limit: number): BodyReader {
  if (length > limit) throw new ReplyTooLarge(limit);
  const body = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  return {
    take: (bytes) => {
      const used = bytes.copy(body, filled, 0, Math.min(bytes.length, length - filled));
      filled += used;
      return used;
    },
    end: () => filled === length,
    get complete() {
      return filled === length;
    },
    body: () => body,
  };
}

function untilCloseReader(limit: number): BodyReader {
  const kept = createKept(limit);
  let complete = false;
  return {
    take: (bytes) => {
      kept.add(bytes);
      return bytes.length;
    },
    end: () => (complete = true),
    get complete() {
      return complete;
    },
    body: kept.all,
  };
}

/** A chunk's size line is a few hex digits; extensions and trailers are read over, but not without end. */
const longestLine = 1_024;

function chunkedReader(limit: number): BodyReader {
  const kept = createKept(limit);
  let state: 'size' | 'data' | 'data-end' | 'trailer' | 'done' = 'size';
  let left = 0;
  let line = '';

  /** Reads up to the next line feed. @returns the place after it, or -1 when the bytes end first */
  const readLine = (bytes: Buffer, from: number): number => {
    const newline = bytes.indexOf(10, from);
    const to = newline === -1 ? bytes.length : newline;
    line += bytes.toString('latin1', from, to);
    if (line.length > longestLine) throw new MalformedReply('a line in the chunks is too long');
    return newline === -1 ? -1 : newline + 1;
  };
  const takeLine = () => {
    const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
    line = '';
    return whole;
  };

  return {
    take: (bytes) => {
      let at = 0;
      while (at < bytes.length && state !== 'done') {
        if (state === 'data') {
          const used = Math.min(left, bytes.length - at);
          kept.add(bytes.subarray(at, at + used));
          at += used;
          left -= used;
          if (left === 0) state = 'data-end';
          continue;
        }
        const next = readLine(bytes, at);
        if (next === -1) return bytes.length;
        at = next;
        const text = takeLine();
        if (state === 'size') {
          const size = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(text)?.[1];
          if (size === undefined) throw new MalformedReply('a chunk without a size');
          left = Number.parseInt(size, 16);
          state = left === 0 ? 'trailer' : 'data';
        } else if (state === 'data-end') {
          if (text !== '') throw new MalformedReply('a chunk is longer than its size');
          state = 'size';
        } else if (text === '') state = 'done';
      }
      return at;
    },
    end: () => state === 'done',
    get complete() {
      return state === 'done';
    },
    body: kept.all,
  };
}

/** One buffer that doubles: a body of a million chunks of one byte costs its length, not a million buffers. */
function createKept(limit: number) {
  let buffer = Buffer.allocUnsafe(Math.min(limit, 4_096));
  let length = 0;
  return {
    add: (bytes: Buffer) => {
      const wanted = length + bytes.length;
      if (wanted > limit) throw new ReplyTooLarge(limit);
      if (wanted > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.min(limit, Math.max(wanted, buffer.length * 2)));
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
      bytes.copy(buffer, length);
      length = wanted;
    },
    all: () => buffer.subarray(0, length),
  };
}
