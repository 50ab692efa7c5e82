import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { FrontFault } from './fault.ts';

export type BodyLimits = {
  /** Of the body as text, and of what comes over the wire. */
  maxBytes: number;
};

/** Who goes on sending beyond a limit is read for a while and heard to the end, so that it can read why; then cut off. */
const drainedBytes = 32 * 1_048_576;
const drainedMs = 2_000;

const inflaters: Record<string, ((body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>) | undefined> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * The whole body as text: bounded, decompressed, valid UTF-8.
 * @throws FrontFault 400 | 413 | 415
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<string> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase();
  const inflater = encoding === undefined || encoding === 'identity' ? null : inflaters[encoding];
  if (inflater === undefined) return Promise.reject(new FrontFault(415, 'BAD_REQUEST', 'The body may be compressed with gzip, deflate or br, once.', { 'accept-encoding': 'gzip, deflate, br' }));
  return collect(request, limits.maxBytes, inflater ? (body) => inflated(inflater, body, limits.maxBytes).then(textOf) : textOf);
}

/** @throws FrontFault 400 */
function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw new FrontFault(400, 'BAD_REQUEST', 'The body is not valid UTF-8.');
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

async function inflated(inflater: NonNullable<(typeof inflaters)[string]>, body: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await inflater(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    throw new FrontFault(400, 'BAD_REQUEST', 'The body is not what its content-encoding says.');
  }
}

function collect<T>(request: IncomingMessage, maxBytes: number, read: (body: Buffer) => T | Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let first: Buffer | null = null;
    let parts: Buffer[] | null = null;
    let bytes = 0;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      void drain(request).then(() => reject(tooLarge(maxBytes)));
      return;
    }
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        request.off('data', onData).off('end', onEnd);
        first = parts = null;
        void drain(request).then(() => reject(tooLarge(maxBytes)));
      } else if (first === null) first = chunk;
      else (parts ??= [first]).push(chunk);
    };
    const onEnd = () => {
      try {
        resolve(read(parts ? Buffer.concat(parts) : (first ?? Buffer.alloc(0))));
      } catch (error) {
        reject(error as Error);
      }
    };
    request.on('data', onData).on('end', onEnd).on('error', () => reject(new FrontFault(400, 'BAD_REQUEST', 'The body broke off.')));
  });
}

function tooLarge(maxBytes: number): FrontFault {
  return new FrontFault(413, 'REQUEST_TOO_LARGE', `The body is over ${sizeOf(maxBytes)}.`, { connection: 'close' });
}

function sizeOf(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MiB` : bytes >= 1_024 ? `${Math.round(bytes / 1_024)} KiB` : `${bytes} bytes`;
}

/** Resolves when the client has sent all, gone, or sent more than anybody would by mistake. */
function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const done = () => {
      clearTimeout(timer);
      request.off('data', count).off('end', done).off('close', done);
      resolve();
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > drainedBytes) done();
    };
    const timer = setTimeout(done, drainedMs);
    if (request.complete || request.destroyed) return done();
    request.on('data', count).once('end', done).once('close', done).resume();
  });
}
