import type { Actor } from '@dra/access';
import { lockDraft } from '../locked.ts';
import { saved, type Outcome } from '../outcome.ts';
import { edited, tellSaved } from '../saved-change.ts';
import type { Deps } from '../work.ts';

export type StepInput = { clientMutationId: string; prescriptionId: string; expectedVersion: number };

/** DRAFT -> PENDING_REVIEW. What waits for review already goes on waiting. */
export async function submitPrescription({ inTransaction }: Pick<Deps, 'inTransaction'>, actor: Actor, input: StepInput): Promise<Outcome> {
  return inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'submitPrescription', ...input }, async () => {
      const found = await lockDraft(work, input);
      if ('outcome' in found) return found.outcome;
      if (found.prescription.status === 'PENDING_REVIEW') return saved(found.prescription.id);
      const next = edited(found.prescription, { status: 'PENDING_REVIEW' }, work);
      await work.prescriptions.save(next);
      tellSaved(work, 'submitted', next);
      return saved(next.id);
    }),
  );
}
