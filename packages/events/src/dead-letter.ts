import { z } from 'zod';

/**
 * A message that nobody could handle, with the reason. It lies in the DLQ stream under `dlq.<durable>.<its subject>`
 * until a person replays or drops it.
 */
export const deadLetter = z.object({
  stream: z.string(),
  /** The durable that gave up. */
  durable: z.string(),
  subject: z.string(),
  /** The message's own id: a replay keeps it, so that consumers which already handled it pass it over. */
  messageId: z.string(),
  streamSequence: z.number().int().nonnegative(),
  deliveries: z.number().int().nonnegative(),
  code: z.string(),
  /** For operators; null where the fault's own words might quote patient data. */
  message: z.string().nullable(),
  failedAt: z.iso.datetime(),
  /** The payload as it came, base64: it may not even be JSON. */
  payload: z.base64(),
});
export type DeadLetter = z.infer<typeof deadLetter>;

export const deadLetterSubject = (durable: string, subject: string) => `dlq.${durable}.${subject}`;
