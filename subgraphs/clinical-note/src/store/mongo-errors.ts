import { MongoServerError } from 'mongodb';
import { ServiceError, withDeadline } from '@dra/service';

export const isDuplicateKey = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11_000;

/** A server's refusal is a fault of ours; everything else is the store not answering. */
export const isAway = (error: unknown): boolean =>
  (error instanceof ServiceError && error.code === 'DEPENDENCY_UNAVAILABLE') || (error instanceof Error && error.name.startsWith('Mongo') && !(error instanceof MongoServerError && !isTransient(error)));

/** Elections and shutdowns: the server answers, but not for long. */
const isTransient = (error: MongoServerError): boolean => [91, 189, 10_107, 11_600, 11_602, 13_435, 13_436].includes(Number(error.code)) || error.hasErrorLabel('RetryableWriteError');

export const unavailable = (cause: unknown) => new ServiceError('DEPENDENCY_UNAVAILABLE', 'The store of notes does not answer.', { cause });

/** Ends a call of the store's by its deadline and names its failures. */
export async function guarded<T>(work: Promise<T>, deadlineMs = 5_000): Promise<T> {
  try {
    return await withDeadline(work, deadlineMs, 'DEPENDENCY_UNAVAILABLE', 'The store of notes did not answer in time.');
  } catch (error) {
    throw isAway(error) && !(error instanceof ServiceError) ? unavailable(error) : error;
  }
}
