import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { RawReply, TlsSettings } from './connection.ts';
import { ConnectionFailure } from './connection.ts';
import { ReplyTooLarge } from './body-reader.ts';
import type { SubgraphReply, SubgraphRequest } from './contract.ts';
import { KeptReply } from './kept-reply.ts';
import { createPool } from './pool.ts';
import type { PoolCounts, PoolSettings } from './pool.ts';

/** One attempt at a subgraph: no retry, no breaker. */
export type Sender = {
  /** @param expiresAt epoch milliseconds at which this attempt is given up */
  send(request: SubgraphRequest, expiresAt: number): Promise<SubgraphReply>;
  counts(): PoolCounts;
  close(): Promise<void>;
};

const decompressors = {
  gzip: promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
} as const;

/** A header's value may hold no control character: else one request could be made two. */
const unsafeValue = /[^\t\u0020-\u007e]/;

export function createHttp1Sender(name: string, url: URL, settings: PoolSettings & { compressed: boolean; tls: TlsSettings }): Sender {
  const tls = url.protocol === 'https:' ? settings.tls : null;
  const pool = createPool(name, { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || (tls ? 443 : 80), tls }, settings);
  const start =
    `POST ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\n` +
    `accept: application/graphql-response+json, application/json;q=0.9\r\n${settings.compressed ? 'accept-encoding: gzip, br\r\n' : ''}`;

  const read = ({ head: { status, headers }, body }: RawReply): SubgraphReply | Promise<SubgraphReply> => {
    const encoding = headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return new KeptReply(status, headers, body);
    return decompressed({ status, headers, body: Buffer.from(body) }, settings.maxReplyBytes);
  };

  return {
    counts: pool.counts,
    close: async () => pool.close(),
    send: ({ body, headers, lines = headerLines(headers), signal }, expiresAt) => {
      const head = start + lines;
      const length = Buffer.byteLength(body, 'utf8');
      // A body of as many bytes as characters is ASCII, which goes out faster as what it is.
      const encoding = length === body.length ? 'latin1' : 'utf8';
      return pool.request({ wire: `${head}content-length: ${length}\r\n\r\n${body}`, encoding, expiresAt, signal }, read);
    },
  };
}

/** As they go out; a value that could not be one line is left out. */
export function headerLines(headers: Readonly<Record<string, string>>): string {
  let lines = '';
  for (const key in headers) {
    const value = headers[key] as string;
    if (!unsafeValue.test(value)) lines += `${key}: ${value}\r\n`;
  }
  return lines;
}

type Packed = { status: number; headers: SubgraphReply['headers']; body: Buffer };

async function decompressed({ status, headers, body }: Packed, limit: number): Promise<SubgraphReply> {
  const decompress = decompressors[headers['content-encoding'] as keyof typeof decompressors] as (typeof decompressors)['gzip'] | undefined;
  if (!decompress) throw new ConnectionFailure('the reply is packed in a way that was not asked for');
  try {
    return { status, headers, text: (await decompress(body, { maxOutputLength: limit })).toString('utf8') };
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw new ConnectionFailure('the reply is too long', { cause: new ReplyTooLarge(limit) });
    throw new ConnectionFailure('the reply cannot be unpacked', { cause: error });
  }
}
