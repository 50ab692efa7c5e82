import { createHash } from 'node:crypto';
import { ServiceError } from '@dra/service';
import type { Tx } from './transaction.ts';

const longestKey = 128;

/**
 * Does `work` once per (tenant, actor, key). The same key with the same input gets the stored answer, which must be
 * plain JSON (dates as strings); with other input it is refused. Put the mutation's name into `input`: one key serves
 * one mutation. A racing twin waits for the first to commit; if that rolls back, the twin does the work.
 * @throws ServiceError IDEMPOTENCY_MISMATCH, BAD_USER_INPUT for an impossible key
 */
export async function idempotent<T>(
  tx: Pick<Tx, 'query' | 'tenant'>,
  actor: string | undefined,
  key: string | null | undefined,
  input: unknown,
  work: () => Promise<T>,
): Promise<T> {
  if (key === undefined || key === null) return work();
  if (key.length === 0 || key.length > longestKey) throw new ServiceError('BAD_USER_INPUT', `clientMutationId must have 1 to ${longestKey} characters.`);
  if (actor === undefined) throw new Error('idempotent() needs an actor');
  const hash = inputHash(input);

  const [mine] = await tx.query(
    `INSERT INTO idempotency_key (tenant, actor, key, input_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant, actor, key) DO NOTHING RETURNING 1 AS mine`,
    [tx.tenant, actor, key, hash],
  );
  if (!mine) {
    const [earlier] = await tx.query<{ input_hash: string; response: { value: T } }>(
      `SELECT input_hash, response FROM idempotency_key WHERE tenant = $1 AND actor = $2 AND key = $3`,
      [tx.tenant, actor, key],
    );
    if (!earlier) throw new Error('an idempotency key vanished');
    if (earlier.input_hash !== hash) {
      throw new ServiceError('IDEMPOTENCY_MISMATCH', 'This clientMutationId was used before with other input.');
    }
    return earlier.response.value;
  }

  const value = await work();
  // Wrapped, so that an answer of `null` or `undefined` is told apart from none.
  await tx.query(`UPDATE idempotency_key SET response = $4 WHERE tenant = $1 AND actor = $2 AND key = $3`, [
    tx.tenant,
    actor,
    key,
    JSON.stringify({ value }),
  ]);
  return value;
}

/** SHA-256 of the input as JSON with sorted keys; absent and undefined are the same. */
export function inputHash(input: unknown): string {
  return createHash('sha256').update(canonicalJson(input)).digest('hex');
}

export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
