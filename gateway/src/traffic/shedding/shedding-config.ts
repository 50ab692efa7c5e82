import { z } from 'zod';

const priority = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/).describe('In metrics.'),
  fields: z.array(z.string()).default([]).describe('Root fields: an operation belongs here when each of its root fields is one of these.'),
  operations: z.array(z.string()).default([]).describe('Names of operations. Clients choose names: use fields where it matters.'),
  types: z.array(z.enum(['query', 'mutation'])).default([]).describe('Everything else of these types.'),
  share: z.number().gt(0).max(1).default(1).describe('The part of all places that operations of this priority may hold at once.'),
});

/** How much is done at once, and what goes first when that is not enough. */
export const sheddingConfig = z.strictObject({
  maxConcurrent: z.int().min(1).max(100_000).default(500).describe('Operations that run at once.'),
  maxQueued: z.int().min(0).max(100_000).default(1_000).describe('Operations that wait for a place, all priorities together.'),
  maxWaitMs: z.int().min(1).max(60_000).default(2_000).describe('For a place; then it is refused. Milliseconds.'),
  maxEventLoopDelayMs: z.int().min(1).optional().describe('Beyond this mean delay the last priority is refused at once, beyond twice this all but the first.'),
  priorities: z
    .array(priority)
    .min(1)
    .max(10)
    .default([
      { name: 'signing', fields: ['signNote', 'signPrescription'], operations: [], types: [], share: 1 },
      { name: 'changing', fields: [], operations: [], types: ['mutation'], share: 0.9 },
      { name: 'browsing', fields: [], operations: [], types: ['query'], share: 0.8 },
      { name: 'analytics', fields: ['auditEvents'], operations: [], types: [], share: 0.3 },
    ])
    .describe('Most urgent first. Fields and operation names are looked at before types; what fits nowhere comes last.'),
});
export type SheddingConfig = z.infer<typeof sheddingConfig>;
