import type { Actor } from '@dra/access';
import { lockAtVersion } from '../locked.ts';
import { notFound, saved, type Outcome } from '../outcome.ts';
import { checkNow, keepCheck, othersInForce } from '../safety/check-now.ts';
import type { Deps } from '../work.ts';
import type { StepInput } from './submit-prescription.ts';

/** Runs the rules now and keeps the answer; the prescription itself does not change. */
export async function checkPrescription({ inTransaction, readPatientRecord }: Pick<Deps, 'inTransaction' | 'readPatientRecord'>, actor: Actor, input: StepInput): Promise<Outcome> {
  // The other subgraph is asked outside of the transaction: no lock waits for the network.
  const before = await inTransaction(actor, async (work) => {
    const prescription = await work.prescriptions.byId(input.prescriptionId);
    return prescription && { prescription, others: await othersInForce(work, prescription) };
  });
  if (!before) return notFound('prescription', 'prescriptionId');
  const result = await checkNow(readPatientRecord, before.prescription, before.others);
  return inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'checkPrescription', ...input }, async () => {
      const found = await lockAtVersion(work, input);
      if ('outcome' in found) return found.outcome;
      await keepCheck(work, found.prescription, result);
      return saved(found.prescription.id);
    }),
  );
}
