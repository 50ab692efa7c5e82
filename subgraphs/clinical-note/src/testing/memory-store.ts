import { uuidv7 } from 'uuidv7';
import type { Note } from '../domain/model.ts';
import type { Append, Claim, Deps, NoteStore } from '../domain/ports.ts';

/** The store's promise, in memory, for the tables of the rules: one winner a version, one claim a command. */
export function memoryStore(): NoteStore & { appended: Append[]; claims: Map<string, Claim> } {
  const appended: Append[] = [];
  const claims = new Map<string, Claim>();
  const find = (tenant: string, noteId: string, version: number) => appended.find(({ note }) => note.tenant === tenant && note.id === noteId && note.version === version);
  return {
    appended,
    claims,
    head: async (tenant, noteId) => appended.map(({ note }) => note).filter((note) => note.tenant === tenant && note.id === noteId).at(-1) ?? null,
    version: async (tenant, { noteId, version }) => {
      const found = find(tenant, noteId, version);
      return found ? { note: found.note, commandKey: found.command.key } : null;
    },
    claimOf: async (tenant, key) => claims.get(`${tenant}/${key}`) ?? null,
    claim: async (tenant, claim) => {
      const standing = claims.get(`${tenant}/${claim.key}`) ?? claim;
      claims.set(`${tenant}/${claim.key}`, standing);
      return standing;
    },
    append: async (version) => {
      if (find(version.note.tenant, version.note.id, version.note.version)) return 'lost';
      appended.push(version);
      return 'appended';
    },
  };
}

export function memoryDeps(): Deps & { store: ReturnType<typeof memoryStore>; announced: Note[] } {
  const store = memoryStore();
  const announced: Note[] = [];
  return { store, announced, notes: store, now: () => new Date('2026-11-24T10:00:00Z'), newId: uuidv7, announce: (note) => announced.push(note) };
}
