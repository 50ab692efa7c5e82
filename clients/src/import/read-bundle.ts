import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { checkBundle } from '@dra/fhir';
import type { CheckedBundle } from '@dra/fhir';

export type ReadBundle = CheckedBundle & { sha256: string | null };

const largestBytes = 256 * 1024 * 1024;

const unreadable = (sha256: string | null, message: string): ReadBundle => ({ sha256, entries: [], problems: [{ path: 'bundle', message }], externalReferences: new Map() });

/** A file, checked whole. Whatever is wrong with it is a problem of that bundle and not of the import. */
export async function readBundle(file: string): Promise<ReadBundle> {
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return unreadable(null, 'cannot be read');
  if (bytes.length > largestBytes) return unreadable(null, `is over ${largestBytes / 1024 / 1024} MiB`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return unreadable(sha256, error instanceof SyntaxError ? 'is not JSON' : 'is not UTF-8');
  }
  return { sha256, ...checkBundle(parsed) };
}
