import { connect as connectTcp, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createBodyReader } from './body-reader.ts';
import type { BodyReader } from './body-reader.ts';
import { MalformedReply, replyHeadOf } from './reply-head.ts';
import type { ReplyHead } from './reply-head.ts';

export type Endpoint = {
  host: string;
  port: number;
  /** Null for plain TCP. */
  tls: TlsSettings | null;
};

export type TlsSettings = {
  /** PEM of who is trusted, in place of the machine's own list. */
  ca?: string;
  /** PEM of our own certificate and its key, where the subgraph asks who we are. */
  cert?: string;
  key?: string;
};

/** `body` is lent: it must be read before the listener returns. */
export type RawReply = { head: ReplyHead; body: Buffer };

/** What a connection tells whoever sent something on it: once, the reply or the reason why there is none. */
export type ReplyListener = { hear(error: ConnectionFailure | null, reply: RawReply | null): void };

/**
 * The connection is gone before the reply was complete.
 * `untouched`: not one byte came back, and the connection had carried a reply before; most likely the server closed it
 * while it was idle and never saw the request.
 */
export class ConnectionFailure extends Error {
  readonly untouched: boolean;

  constructor(message: string, options: { cause?: unknown; untouched?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ConnectionFailure';
    this.untouched = options.untouched ?? false;
  }
}

const longestHead = 64 * 1_024;
const readSize = 64 * 1_024;
const headEnd = Buffer.from('\r\n\r\n');
const nothing: Buffer = Buffer.alloc(0);

/**
 * Bytes are read into one buffer for all connections of this thread: libuv fills it and hands it over in one go, and what
 * must stay is copied. Windows queues reads ahead of time, so there each connection has its own.
 */
const sharedBuffer = process.platform === 'win32' ? null : Buffer.allocUnsafeSlow(readSize);

export type Connection = {
  /** Sends one request; only when the former one is answered. `wire` is the whole request, head and body. */
  send(wire: string, encoding: 'latin1' | 'utf8', listener: ReplyListener): void;
  /** Ends it at once; whoever waits is told. */
  destroy(reason: string): void;
  readonly usable: boolean;
  /** `Date.now()` after which the server may close it any moment. */
  readonly idleUntil: number;
  readonly openedAt: number;
};

/**
 * One kept HTTP/1.1 connection, with one request at a time on it. Leaner than a general client: no streams, no header
 * objects on the way out, one write a request and, where the reply fits in one read, no copy of the body but the last.
 *
 * @param onClose called once, when it can carry nothing more
 */
export function openConnection(endpoint: Endpoint, settings: { connectTimeoutMs: number; maxReplyBytes: number; idleMs: number }, onClose: () => void): Connection {
  const openedAt = Date.now();
  let connected = false;
  let replies = 0;
  let usable = true;
  let idleUntil = Number.POSITIVE_INFINITY;
  let listener: ReplyListener | null = null;
  /** Read, but not yet a whole head. */
  let pending: Buffer = nothing;
  let head: ReplyHead | null = null;
  let reader: BodyReader | null = null;

  const close = (failure: ConnectionFailure) => {
    if (!usable) return;
    usable = false;
    socket.destroy();
    const waiting = listener;
    listener = null;
    onClose();
    waiting?.hear(failure, null);
  };

  const finish = (body: Buffer, rest: number) => {
    const reply = { head: head as ReplyHead, body };
    const waiting = listener as ReplyListener;
    listener = null;
    head = null;
    reader = null;
    replies += 1;
    idleUntil = Date.now() + Math.min(settings.idleMs, (reply.head.idleMs ?? Number.POSITIVE_INFINITY) - 500);
    // Bytes after the reply belong to nothing that was asked: what follows on this connection cannot be trusted.
    if (!reply.head.keepAlive || reply.head.framing.kind === 'close' || rest > 0) {
      usable = false;
      socket.destroy();
      onClose();
    }
    waiting.hear(null, reply);
  };

  /** `bytes` are lent. */
  const take = (bytes: Buffer) => {
    if (!listener) {
      close(new ConnectionFailure('the server spoke without being asked'));
      return;
    }
    if (reader) {
      const used = reader.take(bytes);
      if (reader.complete) finish(reader.body(), bytes.length - used);
      return;
    }
    const whole = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    const end = whole.indexOf(headEnd);
    if (end === -1) {
      if (whole.length > longestHead) throw new MalformedReply('a head without end');
      pending = whole === bytes ? Buffer.from(bytes) : whole;
      return;
    }
    pending = nothing;
    const read = replyHeadOf(whole.toString('latin1', 0, end));
    const rest = whole.subarray(end + 4);
    if (read.status < 200) {
      // An interim answer; the real one follows.
      if (read.status === 101) throw new MalformedReply('another protocol');
      if (rest.length > 0) take(rest);
      return;
    }
    head = read;
    if (read.framing.kind === 'length' && rest.length >= read.framing.bytes && read.framing.bytes <= settings.maxReplyBytes) {
      finish(rest.subarray(0, read.framing.bytes), rest.length - read.framing.bytes);
      return;
    }
    reader = createBodyReader(read.framing, settings.maxReplyBytes);
    if (rest.length > 0) take(rest);
    else if (reader.complete) finish(reader.body(), 0);
  };

  const onBytes = (bytes: Buffer) => {
    try {
      take(bytes);
    } catch (error) {
      close(new ConnectionFailure((error as Error).message, { cause: error }));
    }
  };

  const socket = open(endpoint, onBytes);
  socket.setNoDelay(true);
  const connecting = setTimeout(() => close(new ConnectionFailure('no connection in time')), settings.connectTimeoutMs);
  socket.once(endpoint.tls ? 'secureConnect' : 'connect', () => {
    connected = true;
    clearTimeout(connecting);
  });
  socket.once('error', (error) => close(new ConnectionFailure(connected ? 'the connection failed' : 'no connection', { cause: error, untouched: untouched() })));
  const ended = () => {
    clearTimeout(connecting);
    if (head && reader?.end()) finish(reader.body(), 0);
    else close(new ConnectionFailure('the connection was closed', { untouched: untouched() }));
  };
  socket.once('end', ended);
  socket.once('close', ended);
  const untouched = () => replies > 0 && head === null && pending.length === 0;

  return {
    send: (wire, encoding, hear) => {
      listener = hear;
      socket.write(wire, encoding);
    },
    destroy: (reason) => close(new ConnectionFailure(reason)),
    get usable() {
      return usable;
    },
    get idleUntil() {
      return idleUntil;
    },
    openedAt,
  };
}

function open({ host, port, tls }: Endpoint, onBytes: (bytes: Buffer) => void): Socket {
  if (tls) {
    const socket = connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ALPNProtocols: ['http/1.1'], ...tls });
    return socket.on('data', onBytes);
  }
  const buffer = sharedBuffer ?? Buffer.allocUnsafeSlow(readSize);
  return connectTcp({
    host,
    port,
    onread: {
      buffer,
      callback: (length) => {
        onBytes(buffer.subarray(0, length));
        return true;
      },
    },
  });
}
