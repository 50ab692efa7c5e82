import { createHash } from 'node:crypto';
import { canonicalJson } from '@dra/pg-store';

/** Of what a resource says: without its narrative and the sender's bookkeeping. */
export function contentHashOf(resource: Record<string, unknown>): string {
  const { text: _text, meta: _meta, ...said } = resource;
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}
