import { z } from 'zod';

/** The speech a statement came from. charStart/charEnd index the segment's text (UTF-16 units, end exclusive). */
export const evidence = z.object({
  segmentId: z.string(),
  startMs: z.number().int().nonnegative().nullable(),
  endMs: z.number().int().nonnegative().nullable(),
  charStart: z.number().int().nonnegative(),
  charEnd: z.number().int().nonnegative(),
  /** 0..1: how sure the engine is that this speech carries the statement. */
  score: z.number().min(0).max(1),
});
export type Evidence = z.infer<typeof evidence>;
