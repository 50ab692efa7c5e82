import { createHash } from 'node:crypto';
import type { Note, UnsealedNote } from './model.ts';

/**
 * Puts the hash on a version: SHA-256 over its canonical JSON, the hash before it included. A signature made with this
 * very version gets the same hash; it cannot cover itself, so it counts as empty in the hashing.
 */
export function seal(note: UnsealedNote): Note {
  const contentHash = hashOf(note);
  const signature = note.signature?.version === note.version ? { ...note.signature, contentHash } : note.signature;
  return { ...note, signature, contentHash };
}

export type ChainFault = { version: number; fault: 'content changed' | 'link broken' | 'version missing' };

/** Looks for what insert-only storage should make impossible. @param versions all versions of one note, oldest first */
export function verifyChain(versions: readonly Note[]): ChainFault[] {
  const faults: ChainFault[] = [];
  for (const [index, note] of versions.entries()) {
    const before = versions[index - 1];
    if (note.version !== index + 1) faults.push({ version: note.version, fault: 'version missing' });
    if (note.prevHash !== (before?.contentHash ?? null)) faults.push({ version: note.version, fault: 'link broken' });
    const { contentHash, ...rest } = note;
    if (hashOf(rest) !== contentHash) faults.push({ version: note.version, fault: 'content changed' });
  }
  return faults;
}

function hashOf(note: UnsealedNote): string {
  const signature = note.signature?.version === note.version ? { ...note.signature, contentHash: '' } : note.signature;
  return createHash('sha256').update(canonicalJson({ ...note, signature })).digest('hex');
}

/** Keys sorted at every depth; absent and undefined are the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
