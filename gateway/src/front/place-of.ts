import type { Exchange } from '../hooks/contract.ts';

/** A number from 0 to 1 that is always the same for a text, and for many texts evenly spread (FNV-1a, mixed). */
export function placeOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Whether a share of all callers holds this one: always the same ones. Who is nobody is drawn. */
export function isAmong(exchange: Exchange, share: number, what: string): boolean {
  if (share >= 1 || share <= 0) return share >= 1;
  const { caller, headers } = exchange;
  const who = caller ? `${caller.tenant}/${caller.userId}` : headers.authorization;
  return (who === undefined ? Math.random() : placeOf(`${what} ${who}`)) < share;
}
