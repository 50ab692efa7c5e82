import { ServiceError } from '@dra/service';
import { userError } from '@dra/subgraph';
import type { Context } from '../context.ts';
import type { Outcome } from '../domain/outcome.ts';

const readBack = async <T>(id: string | null, load: (id: string) => Promise<T | null>): Promise<T | null> => {
  if (id === null) return null;
  const found = await load(id);
  if (!found) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'What was saved could not be read back.');
  return found;
};

const errorsOf = (outcome: Outcome) => outcome.faults.map(({ code, message, path }) => userError(code, message, path));

/** What a mutation answers: things named by the rule are read again, as they are now, and that is on record. */
export async function toRecordingPayload(outcome: Outcome, { reads }: Pick<Context, 'reads'>) {
  reads.forget();
  const load = (id: string) => reads.recordings.load(id);
  const [recording, current] = await Promise.all([readBack(outcome.id, load), readBack(outcome.currentId, load)]);
  return { recording, userErrors: errorsOf(outcome), current };
}

export async function toTranscriptPayload(outcome: Outcome, { reads }: Pick<Context, 'reads'>) {
  reads.forget();
  const load = (id: string) => reads.transcripts.load(id);
  const [transcript, current] = await Promise.all([readBack(outcome.id, load), readBack(outcome.currentId, load)]);
  return { transcript, userErrors: errorsOf(outcome), current };
}
