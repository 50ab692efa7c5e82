import { z } from 'zod';

/** Another gateway that gets a copy of some queries, to see how it does before it counts. */
export const shadowConfig = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('Its GraphQL endpoint. It hears the callers\' Authorization: it must be trusted like this one.'),
  share: z.number().gt(0).max(1).default(0.01).describe('The part of queries that is copied.'),
  maxInFlight: z.int().min(1).max(1_000).default(20).describe('Beyond it copies are not sent.'),
  timeoutMs: z.int().min(1).max(60_000).default(10_000).describe('For its answer. Milliseconds.'),
});
export type ShadowConfig = z.infer<typeof shadowConfig>;
