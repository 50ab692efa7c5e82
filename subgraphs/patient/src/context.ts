import type { RequestContext } from '@dra/subgraph';
import type { InTransaction } from './domain/work.ts';
import type { AskForAudit } from './reads/audit-events.ts';
import type { Reads } from './reads/reads.ts';

/** One request's: who asks, what they read (batched), and how they change something. */
export type Context = RequestContext & { reads: Reads; inTransaction: InTransaction; askForAudit: AskForAudit };
