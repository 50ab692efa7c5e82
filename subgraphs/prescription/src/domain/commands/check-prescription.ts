import type { Actor } from '@dra/access';
import { lockAtVersion } from '../locked.ts';
import { notFound, saved, type Outcome } from '../outcome.ts';
import { checkNow, keepCheck } from '../safety/check-now.ts';
import type { Deps } from '../work.ts';
import type { StepInput } from './submit-prescription.ts';

/** Runs the rules now and keeps the answer; the prescription itself does not change. */
export async function checkPrescription(deps: Pick<Deps, 'inTransaction' | 'readPatientRecord'>, actor: Actor, input: StepInput): Promise<Outcome> {
  const before = await deps.inTransaction(actor, (work) => work.prescriptions.byId(input.prescriptionId));
  if (!before) return notFound('prescription', 'prescriptionId');
  const { result } = await checkNow(deps, actor, before);
  return deps.inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'checkPrescription', ...input }, async () => {
      const found = await lockAtVersion(work, input);
      if ('outcome' in found) return found.outcome;
      await keepCheck(work, found.prescription, result);
      return saved(found.prescription.id);
    }),
  );
}
