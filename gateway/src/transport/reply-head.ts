import type { IncomingHttpHeaders } from 'node:http';

export type ReplyHead = {
  status: number;
  headers: IncomingHttpHeaders;
  /** Where the body ends: after so many bytes, with the last chunk, or with the connection. */
  framing: { kind: 'length'; bytes: number } | { kind: 'chunked' } | { kind: 'close' };
  /** Whether the connection may carry another request. */
  keepAlive: boolean;
  /** How long the server keeps an idle connection, in milliseconds, where it says so. */
  idleMs: number | undefined;
};

/** The peer does not speak HTTP/1.1 as it must; nothing of its reply can be trusted. */
export class MalformedReply extends Error {
  constructor(reason: string) {
    super(`the reply is not HTTP/1.1: ${reason}`);
    this.name = 'MalformedReply';
  }
}

/** Heads as they came: a subgraph's replies mostly have one of few, which differ in a length and in the second of their date. */
let known = new Map<string, ReplyHead>();
const mostKnown = 256;
const longestKnown = 1_024;

/**
 * The same as `readReplyHead`, which is read once for replies with equal heads: nobody may change it.
 * @throws MalformedReply
 */
export function replyHeadOf(text: string): ReplyHead {
  let head = known.get(text);
  if (head) return head;
  head = readReplyHead(text);
  Object.freeze(head.headers);
  if (text.length <= longestKnown) {
    // Begun anew rather than kept in order: what is in use is soon there again.
    if (known.size >= mostKnown) known = new Map();
    known.set(text, head);
  }
  return head;
}

/**
 * Reads a reply's head: the status line and the headers, without the empty line at its end. Strict where laxness lets one
 * reply be taken for two (RFC 9112, 6.3): a length beside chunks, or two lengths, is refused.
 * @throws MalformedReply
 */
export function readReplyHead(text: string): ReplyHead {
  let end = text.indexOf('\r\n');
  if (end === -1) end = text.length;
  const minor = text.charCodeAt(7) - 48;
  const status = Number(text.slice(9, 12));
  if (!text.startsWith('HTTP/1.') || (minor !== 0 && minor !== 1) || text.charCodeAt(8) !== 32 || !(status >= 100 && status <= 599)) throw new MalformedReply('no status line');
  const headers: IncomingHttpHeaders = Object.create(null) as IncomingHttpHeaders;
  while (end < text.length) {
    const start = end + 2;
    end = text.indexOf('\r\n', start);
    if (end === -1) end = text.length;
    const colon = text.indexOf(':', start);
    if (colon <= start || colon >= end) throw new MalformedReply('a header without a name');
    const name = text.slice(start, colon).toLowerCase();
    const value = text.slice(colon + 1, end).trim();
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (name === 'content-length' && before !== value) throw new MalformedReply('two lengths');
    else if (name !== 'content-length') headers[name] = `${String(before)}, ${value}`;
  }
  const connection = headers.connection?.toLowerCase() ?? '';
  const idle = /(?:^|[ ,])timeout=(\d{1,6})/.exec((headers['keep-alive'] as string | undefined) ?? '')?.[1];
  return {
    status,
    headers,
    framing: framingOf(status, headers),
    keepAlive: minor === 1 ? !connection.includes('close') : connection.includes('keep-alive'),
    idleMs: idle === undefined ? undefined : Number(idle) * 1_000,
  };
}

function framingOf(status: number, headers: IncomingHttpHeaders): ReplyHead['framing'] {
  if (status < 200 || status === 204 || status === 304) return { kind: 'length', bytes: 0 };
  const encoding = headers['transfer-encoding'];
  const length = headers['content-length'];
  if (encoding !== undefined) {
    if (length !== undefined) throw new MalformedReply('a length beside a transfer encoding');
    if (encoding.toLowerCase() !== 'chunked') throw new MalformedReply('an unknown transfer encoding');
    return { kind: 'chunked' };
  }
  if (length === undefined) return { kind: 'close' };
  if (!/^\d{1,15}$/.test(length)) throw new MalformedReply('a length that is no number');
  return { kind: 'length', bytes: Number(length) };
}
