import type { Note } from '../domain/model.ts';
import type { Append, Deps, NoteStore } from '../domain/ports.ts';
import { uuidv7 } from 'uuidv7';

/** The store's promise, in memory, for the tables of the rules: one winner a version, one version a command. */
export function memoryStore(): NoteStore & { appended: Append[] } {
  const appended: Append[] = [];
  return {
    appended,
    head: (tenant, noteId) => Promise.resolve(appended.map(({ note }) => note).filter((note) => note.tenant === tenant && note.id === noteId).at(-1) ?? null),
    byCommand: (tenant, key) => {
      const found = appended.find(({ note, command }) => note.tenant === tenant && command.key === key);
      return Promise.resolve(found ? { note: found.note, inputHash: found.command.inputHash } : null);
    },
    append: (version) => {
      const taken = appended.some(({ note, command }) => (note.id === version.note.id && note.version === version.note.version) || (note.tenant === version.note.tenant && command.key === version.command.key));
      if (!taken) appended.push(version);
      return Promise.resolve(taken ? 'lost' : 'appended');
    },
  };
}

export function memoryDeps(): Deps & { store: ReturnType<typeof memoryStore>; announced: Note[] } {
  const store = memoryStore();
  const announced: Note[] = [];
  return { store, announced, notes: store, now: () => new Date('2026-11-24T10:00:00Z'), newId: uuidv7, announce: (note) => announced.push(note) };
}
