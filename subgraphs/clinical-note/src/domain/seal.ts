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

/** Whether a version is the one that was sealed. */
export const isSealed = ({ contentHash, ...rest }: Note): boolean => hashOf(rest) === contentHash;

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
