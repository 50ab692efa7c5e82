import type { Exchange } from '../../hooks/contract.ts';
import type { HeaderPolicy } from './cache-control.ts';
import type { Kept } from './answer-store.ts';

const use = Symbol('remembered entities in this answer');

type Use = { freshUntil: number; private: boolean };

/** An answer that holds remembered entities is no younger, and no more public, than they are. */
export function noteUse(exchange: Exchange, kept: Kept, isPrivate: boolean): void {
  const before = exchange.notes.get(use) as Use | undefined;
  if (!before) exchange.notes.set(use, { freshUntil: kept.freshUntil, private: isPrivate } satisfies Use);
  else {
    before.freshUntil = Math.min(before.freshUntil, kept.freshUntil);
    before.private ||= isPrivate;
  }
}

export function addUse(exchange: Exchange, headers: HeaderPolicy, now: number): void {
  const used = exchange.notes.get(use) as Use | undefined;
  if (!used) return;
  headers.maxAge = Math.min(headers.maxAge ?? Number.POSITIVE_INFINITY, Math.max(0, (used.freshUntil - now) / 1_000));
  if (used.private) headers.private = true;
}
