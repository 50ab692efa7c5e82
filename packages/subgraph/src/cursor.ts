import { createHash } from 'node:crypto';
import { ServiceError } from '@dra/service';

/** What a cursor belongs to. A cursor of another query, filter or tenant is refused. */
export type CursorScope = { tenant: string; field: string; filter?: unknown };

/** The values of the ordering columns of the row that the page starts after. */
export type CursorKey = readonly (string | number | null)[];

export function makeCursor(scope: CursorScope, key: CursorKey): string {
  return Buffer.from(JSON.stringify([bindingOf(scope), ...key])).toString('base64url');
}

/**
 * The key in a client's cursor, or null when there is none. The key only says where to go on: what may be seen is
 * decided by the query itself, so a forged key shows nothing that an honest one would not.
 * @param parts how many values the key has
 * @throws ServiceError INVALID_CURSOR
 */
export function readCursor(after: string | null | undefined, scope: CursorScope, parts: number): CursorKey | null {
  if (after === null || after === undefined) return null;
  const refused = new ServiceError('INVALID_CURSOR', 'This cursor does not belong to this list. Start again without `after`.');
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
  if (!Array.isArray(values) || values.length !== parts + 1 || values[0] !== bindingOf(scope)) throw refused;
  const key: unknown[] = values.slice(1);
  const wellFormed = key.every((value) => value === null || typeof value === 'number' || (typeof value === 'string' && value.length <= 512));
  if (!wellFormed) throw refused;
  return key as CursorKey;
}

function bindingOf({ tenant, field, filter }: CursorScope): string {
  return createHash('sha256').update(JSON.stringify([tenant, field, filter ?? null])).digest('base64url').slice(0, 16);
}
