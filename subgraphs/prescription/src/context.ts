import type { RequestContext } from '@dra/subgraph';
import type { Deps } from './domain/work.ts';
import type { Reads } from './reads/reads.ts';

/** One request's: who asks, what they read (batched), and what the rules need. */
export type Context = RequestContext & { reads: Reads; deps: Deps };
