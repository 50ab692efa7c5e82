import type { Actor } from '@dra/access';
import { lockAtVersion } from '../locked.ts';
import type { PrescriptionStatus } from '../model.ts';
import { invalid, refused, saved, type Outcome } from '../outcome.ts';
import { edited, tellSaved } from '../saved-change.ts';
import { mayBecome } from '../transitions.ts';
import type { Deps } from '../work.ts';

export type ChangeStatus = { clientMutationId: string; prescriptionId: string; expectedVersion: number; status: PrescriptionStatus; reason: string };

const longestReason = 1_000;

/** Hold, resume, stop, complete, cancel, enter in error: each with its reason. */
export async function changePrescriptionStatus({ inTransaction }: Pick<Deps, 'inTransaction'>, actor: Actor, input: ChangeStatus): Promise<Outcome> {
  return inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'changePrescriptionStatus', ...input }, async () => {
      const found = await lockAtVersion(work, input);
      if ('outcome' in found) return found.outcome;
      const { prescription } = found;
      const reason = input.reason.trim();
      if (reason === '' || reason.length > longestReason) return refused(invalid(`A reason of 1 to ${longestReason} characters.`, 'reason'));
      if (!mayBecome(prescription.status, input.status)) {
        return refused({ code: 'INVALID_TRANSITION', message: `From ${prescription.status} there is no step to ${input.status} here.`, path: ['status'] });
      }
      const next = edited(prescription, { status: input.status, statusReason: reason }, work);
      await work.prescriptions.save(next);
      tellSaved(work, `status-${input.status.toLowerCase().replaceAll('_', '-')}`, next, { from: prescription.status });
      return saved(next.id);
    }),
  );
}
