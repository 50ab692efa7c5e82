import { z } from 'zod';
import { tiers } from '../tiers/tier-of.ts';

const budget = z.int().min(1).max(1_000_000_000);

/** Limits by how much one operation asks for, in the units of the IBM cost specification. */
export const demandConfig = z.strictObject({
  mode: z.enum(['measure', 'enforce']).default('measure').describe('measure: count only; enforce: refuse what is estimated to cost more than its tier may.'),
  max: budget.default(10_000).describe('What one operation may cost, for tiers that are not named.'),
  tiers: z.partialRecord(z.enum(tiers), budget).default({}).describe('What one operation may cost, by tier.'),
  assumedListSize: z.int().min(0).max(100_000).default(10).describe('Of a list without @listSize.'),
  actual: z.strictObject({
    mode: z.enum(['off', 'measure', 'enforce']).default('measure').describe('enforce withholds an answer that cost more than its tier may: every answer is then counted.'),
    sample: z.number().min(0).max(1).default(0.01).describe('The part of answers that is counted when nothing is enforced: counting reads the whole answer.'),
  }).prefault({}).describe('What an answer did cost.'),
  exposeExtensions: z.boolean().default(false).describe('Tell the client in `extensions.cost`: estimated, max, and actual where it was counted.'),
  exposeHeaders: z.boolean().default(false).describe('Tell the client: x-cost-estimated, and x-cost-actual where it was counted.'),
});
export type DemandConfig = z.infer<typeof demandConfig>;
