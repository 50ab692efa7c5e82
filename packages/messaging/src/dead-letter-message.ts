import { deadLetter, deadLetterSubject } from '@dra/events';
import type { DeadLetter } from '@dra/events';
import type { Nats } from './connect.ts';
import type { Delivery } from './delivery.ts';
import { publish } from './publish.ts';

export type FailureReason = { code: string; message: string | null };

/**
 * Puts a message among the dead letters. Once per message and durable, however often it is called.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE: then do not ack
 */
export async function publishDeadLetter(nats: Nats, durable: string, delivery: DeadLetterSource, reason: FailureReason): Promise<void> {
  const letter: DeadLetter = {
    stream: delivery.stream,
    durable,
    subject: delivery.subject,
    messageId: delivery.id,
    streamSequence: delivery.streamSequence,
    deliveries: delivery.deliveries,
    code: reason.code,
    message: reason.message,
    failedAt: new Date().toISOString(),
    payload: Buffer.from(delivery.data).toString('base64'),
  };
  await publish(nats, {
    id: `dlq:${durable}:${delivery.stream}:${delivery.streamSequence}:${delivery.storedAt}`,
    subject: deadLetterSubject(durable, delivery.subject),
    payload: deadLetter.parse(letter),
  });
}

export type DeadLetterSource = Pick<Delivery, 'stream' | 'subject' | 'id' | 'streamSequence' | 'deliveries' | 'data' | 'storedAt'>;

/**
 * What a fault may say of itself. A driver's message can quote a row, a parser's can quote the text, so only our own
 * kinds keep theirs.
 */
export function failureReason(error: unknown): FailureReason {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: null };
  const ours = ['PermanentFailure', 'ServiceError', 'EngineUnavailable'].includes(error.name);
  const code = (error as { code?: unknown }).code;
  return { code: ours && typeof code === 'string' ? code : 'HANDLER_FAILED', message: ours ? error.message : `${error.name}${typeof code === 'string' ? ` ${code}` : ''}` };
}
