import { ServiceError } from '@dra/service';
import { userError } from '@dra/subgraph';
import type { Context } from '../context.ts';
import type { Prescription } from '../domain/model.ts';
import type { FaultCode, Outcome } from '../domain/outcome.ts';

type Payload = { prescription: Prescription | null; userErrors: { code: FaultCode; message: string; path: string[] | null }[]; current: Prescription | null };

/** What a mutation answers: things named by the rule are read again, as they are now, and that is on record. */
export async function toPayload(outcome: Outcome, { reads }: Pick<Context, 'reads'>): Promise<Payload> {
  reads.forget();
  const load = async (id: string | null): Promise<Prescription | null> => {
    if (id === null) return null;
    const found = await reads.prescriptions.load(id);
    if (!found) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The prescription could not be read back.');
    return found;
  };
  const [prescription, current] = await Promise.all([load(outcome.id), load(outcome.currentId)]);
  return { prescription, userErrors: outcome.faults.map(({ code, message, path }) => userError(code, message, path)), current };
}
