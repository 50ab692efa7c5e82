import type { Actor } from '@dra/access';
import type { RequestContext } from '@dra/subgraph';
import type { FindEncounter } from './domain/create-note.ts';
import type { Deps } from './domain/ports.ts';
import { createLoaders } from './loaders.ts';
import type { Loaders } from './loaders.ts';
import { readsOf } from './domain/reads.ts';
import type { Note } from './domain/model.ts';
import type { Notes } from './store/notes.ts';
import type { ReadAudit } from './store/read-audit.ts';

/** What the process shares among requests. */
export type Services = {
  notes: Notes;
  readAudit: ReadAudit;
  commands: Deps & { findEncounter: FindEncounter };
};

export type Context = RequestContext & {
  services: Services;
  loaders: Loaders;
  /** Puts on record that these were shown to this actor; nothing is shown before it resolves. */
  recordReads: (notes: readonly Note[]) => Promise<void>;
};

export function createContext(services: Services, request: RequestContext): Context {
  const recordReads = recorder(services, request.actor);
  return { ...request, services, recordReads, loaders: createLoaders(services, request.actor, recordReads) };
}

const recorder = ({ readAudit, commands }: Services, actor: Actor) => (notes: readonly Note[]) => readAudit.append(readsOf(notes, actor, commands.now()));
