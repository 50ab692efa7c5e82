import { hash } from 'node:crypto';
import type { Answer, Exchange } from '../../hooks/contract.ts';
import type { Kept } from './answer-store.ts';

/** Says of itself what RFC 9211 wants to know. */
const cacheName = 'dra-gateway';

const etags = new WeakMap<Kept, string>();

/** Weak: compressed or not, it is the same answer. */
export function etagOf(kept: Kept): string {
  let etag = etags.get(kept);
  if (etag === undefined) {
    etag = `W/"${hash('sha256', kept.bytes, 'base64url').slice(0, 22)}"`;
    etags.set(kept, etag);
  }
  return etag;
}

/** `If-None-Match` by weak comparison. */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const bare = etag.replace(/^W\//, '');
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === bare);
}

export type Shown = {
  /** Everybody may have it, whoever they are: caches between us and the client may keep it. */
  public: boolean;
  varyHeaders: readonly string[];
  now: number;
};

/** Validators and lifetimes, for GET alone: no cache keeps answers to POST. */
export function headersOf(exchange: Exchange, kept: Kept, status: string, shown: Shown): Record<string, string> {
  const headers: Record<string, string> = { 'cache-status': `${cacheName}; ${status}` };
  const age = Math.max(0, Math.floor((shown.now - kept.storedAt) / 1_000));
  if (status.startsWith('hit')) headers['age'] = String(age);
  if (exchange.method !== 'GET') return headers;
  headers['etag'] = etagOf(kept);
  if (!shown.public) return headers;
  const seconds = (ms: number) => Math.max(0, Math.floor(ms / 1_000));
  const stale = seconds(kept.staleUntil - kept.freshUntil);
  // Of the whole lifetime, since `age` says how much of it is over.
  const whole = seconds(kept.freshUntil - kept.storedAt);
  headers['cache-control'] = `public, max-age=${status.startsWith('hit') ? whole : seconds(kept.freshUntil - shown.now)}${stale > 0 ? `, stale-if-error=${stale}` : ''}`;
  headers['vary'] = ['authorization', 'cookie', 'accept', ...shown.varyHeaders].join(', ');
  return headers;
}

/** A kept answer, or 304 where the client has it already. */
export function answerFrom(exchange: Exchange, kept: Kept, status: string, shown: Shown): Answer {
  const headers = headersOf(exchange, kept, status, shown);
  if (exchange.method === 'GET' && matches(exchange.headers['if-none-match'], headers['etag'] ?? '')) {
    return { status: 304, body: '', headers };
  }
  return { status: 200, body: kept.text, bytes: kept.bytes, headers };
}
