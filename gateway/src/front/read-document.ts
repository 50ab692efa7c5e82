import { createHash } from 'node:crypto';
import type { DocumentSource, Refusal } from '../hooks/contract.ts';
import { refusal } from './fault.ts';
import { isRecord } from './read-request.ts';

export type DocumentRead = {
  text: string;
  /** The hash under which the client wants it kept: where it sent both, and they fit. */
  keepAs: string | undefined;
};

/** What Apollo's clients look for in order to send the text, and, where hashes are not served, to send no more of them. */
const notKept = { 'cache-control': 'private, no-cache, must-revalidate' };

/**
 * A document that a client names by its hash (automatic persisted queries, version 1), alone or beside its text.
 * @param given `extensions.persistedQuery`
 * @param known of a hash that needs no looking up
 */
export async function readPersisted(given: unknown, text: string | undefined, documents: DocumentSource | undefined, known: (hash: string) => string | undefined = () => undefined): Promise<DocumentRead | Refusal> {
  const hash = hashFrom(given);
  if (typeof hash !== 'string') return hash;
  if (text !== undefined && text !== '') {
    if (createHash('sha256').update(text).digest('hex') !== hash) return refusal(400, 'BAD_REQUEST', 'The document is not the one that has this hash.');
    return { text, keepAs: documents ? hash : undefined };
  }
  if (!documents) return refusal(400, 'PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', notKept);
  const found = known(hash) ?? (await documents.find(hash));
  return found === undefined ? refusal(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', notKept) : { text: found, keepAs: undefined };
}

/** @returns the hash, or why it is none */
function hashFrom(persisted: unknown): string | Refusal {
  if (!isRecord(persisted)) return refusal(400, 'BAD_REQUEST', '`extensions.persistedQuery` must be an object.');
  if (persisted['version'] !== 1) return refusal(400, 'BAD_REQUEST', 'Only version 1 of persisted queries is known here.');
  const hash = persisted['sha256Hash'];
  return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? hash : refusal(400, 'BAD_REQUEST', '`sha256Hash` must be the SHA-256 of the document in lower-case hex.');
}
