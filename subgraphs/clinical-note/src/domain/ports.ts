import type { OutgoingMessage } from '@dra/events';
import type { Sealed } from './next-version.ts';
import type { Note } from './model.ts';

/** What makes a change happen once: the same key and input again give the version that was written then. */
export type CommandKey = { key: string; inputHash: string };

export type Append = Sealed & { events: OutgoingMessage[]; command: CommandKey };

/** What the use-cases need of the store. */
export type NoteStore = {
  head(tenant: string, noteId: string): Promise<Note | null>;
  byCommand(tenant: string, key: string): Promise<{ note: Note; inputHash: string } | null>;
  /** Stores version, audit event and outbox rows together, or nothing. `lost`: another version or the same command was first. */
  append(version: Append): Promise<'appended' | 'lost'>;
};

export type Deps = {
  notes: NoteStore;
  now: () => Date;
  newId: () => string;
  /** After the commit: wakes the relay and tells watchers. Never throws. */
  announce: (note: Note) => void;
};
