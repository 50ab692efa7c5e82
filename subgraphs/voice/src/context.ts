import type { RequestContext } from '@dra/subgraph';
import type { Deps } from './domain/work.ts';
import type { Reads } from './reads/reads.ts';

/** One request's: what it reads, batched, and what the rules need. */
export type Context = RequestContext & { reads: Reads; deps: Deps & { newId: () => string } };

/** Another room's thing, known by its id. */
export type Reference = { id: string };
