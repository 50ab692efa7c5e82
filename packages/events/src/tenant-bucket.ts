import { createHash } from 'node:crypto';

export const BUCKETS = 64;

/**
 * The bucket (0..63, two digits) that stands for a tenant in NATS subjects and metric labels,
 * so that neither names a customer. Stable across processes and versions: durables filter on it.
 */
export function tenantBucket(tenant: string): string {
  const first = createHash('sha256').update(tenant).digest()[0] ?? 0;
  return String(first % BUCKETS).padStart(2, '0');
}
