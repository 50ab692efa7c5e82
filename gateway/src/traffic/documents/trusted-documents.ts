import { createHash } from 'node:crypto';
import { z } from 'zod';

/** One operation that we let clients ask, exactly as they send it. */
export type TrustedDocument = { hash: string; name: string; type: 'query' | 'mutation' | 'subscription'; text: string };

/** The list that `npm run trusted-documents` writes, in the shape of Apollo's persisted query manifests. */
const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().regex(/^[0-9a-f]{64}$/), name: z.string(), type: z.enum(['query', 'mutation', 'subscription']), body: z.string().min(1) })),
});

/** @throws Error in one sentence: a list that cannot be read must not look like an empty one, or a full one */
export function readTrustedDocuments(text: string): ReadonlyMap<string, TrustedDocument> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error('The list of trusted documents is not JSON.', { cause: error });
  }
  const read = manifest.safeParse(json);
  if (!read.success) throw new Error(`The list of trusted documents is not one: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}`);
  const documents = new Map<string, TrustedDocument>();
  for (const { id, name, type, body } of read.data.operations) {
    if (hashOf(body) !== id) throw new Error(`The trusted document ${name} is not the one that has this hash.`);
    documents.set(id, { hash: id, name, type, text: body });
  }
  return documents;
}

export function writeTrustedDocuments(documents: readonly Omit<TrustedDocument, 'hash'>[]): string {
  const operations = documents
    .map(({ name, type, text }) => ({ id: hashOf(text), name, type, body: text }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
