import type { Prescription } from './model.ts';
import { conflict, notFound, refused, type Outcome } from './outcome.ts';
import { drafts } from './model.ts';
import type { Work } from './work.ts';

type Named = { prescriptionId: string; expectedVersion: number };

/** The prescription, locked, at the version that the caller saw; or the answer that says why not. */
export async function lockAtVersion(work: Work, { prescriptionId, expectedVersion }: Named): Promise<{ prescription: Prescription } | { outcome: Outcome }> {
  const prescription = await work.prescriptions.lock(prescriptionId);
  if (!prescription) return { outcome: notFound('prescription', 'prescriptionId') };
  if (prescription.version !== expectedVersion) return { outcome: conflict(prescription.id) };
  return { prescription };
}

/** The same, for what only a draft allows. */
export async function lockDraft(work: Work, named: Named): Promise<{ prescription: Prescription } | { outcome: Outcome }> {
  const found = await lockAtVersion(work, named);
  if ('outcome' in found || drafts.includes(found.prescription.status)) return found;
  return { outcome: refused({ code: 'INVALID_TRANSITION', message: `It is ${found.prescription.status}: only a draft can be changed.`, path: ['prescriptionId'] }) };
}
