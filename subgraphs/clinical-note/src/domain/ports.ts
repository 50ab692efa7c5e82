import type { OutgoingMessage } from '@dra/events';
import type { Sealed } from './next-version.ts';
import type { Note } from './model.ts';

/** What makes a change happen once: the same key and input again give the version that was written then. */
export type CommandKey = { key: string; inputHash: string };

/** The one version that a command may write. */
export type Target = { noteId: string; version: number };

export type Claim = Target & CommandKey;

export type Append = Sealed & { events: OutgoingMessage[]; command: CommandKey };

/** What the use-cases need of the store. */
export type NoteStore = {
  head(tenant: string, noteId: string): Promise<Note | null>;
  /** A version, and the key of the command that wrote it. */
  version(tenant: string, target: Target): Promise<{ note: Note; commandKey: string } | null>;
  claimOf(tenant: string, key: string): Promise<Claim | null>;
  /** Claims a target for a command; gives the claim that stands: this one, or the one that was first. */
  claim(tenant: string, claim: Claim): Promise<Claim>;
  /** Stores version, audit event, outbox rows and command key together, or nothing. `lost`: that version is there already. */
  append(version: Append): Promise<'appended' | 'lost'>;
};

export type Deps = {
  notes: NoteStore;
  now: () => Date;
  newId: () => string;
  /** After the commit: wakes the relay and tells watchers. Never throws. */
  announce: (note: Note) => void;
};
