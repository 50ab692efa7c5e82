import { mostOnFile } from '@dra/events';
import type { MedicineOnFile, RpcReply, RpcRequest } from '@dra/events';
import { In } from '@dra/pg-store';
import type { Tx } from '@dra/pg-store';
import type { Prescription, PrescriptionStatus } from '../domain/model.ts';
import { directionsText } from '../domain/order-text.ts';
import { prescriptionEntity } from '../store/entities/index.ts';

/** In force, and taken: what is on hold is denied with good reason. */
const taken: readonly PrescriptionStatus[] = ['SIGNED', 'SENT', 'ACTIVE'];

/**
 * What our own prescriptions have a person take now, newest first, for the machines that listen to a visit; without that
 * visit's own orders. A read like any other: each record's audit has it, with the job and the clinician it was for.
 */
export async function medicinesInForce(tx: Pick<Tx, 'manager' | 'tenant' | 'audit'>, { records, exceptEncounterId, jobId, requestedBy }: Omit<RpcRequest<'prescriptionsInForce'>, 'tenant'>): Promise<RpcReply<'prescriptionsInForce'>> {
  const rows = await tx.manager.getRepository(prescriptionEntity).find({ where: { tenant: tx.tenant, patientId: In([...records]), status: In([...taken]) }, order: { id: 'DESC' }, take: mostOnFile + 1 });
  // Whoever renewed a prescription meant the new one.
  const renewed = new Set(rows.map(({ priorPrescriptionId }) => priorPrescriptionId));
  const told = rows.slice(0, mostOnFile).filter(({ id, encounterId }) => encounterId !== exceptEncounterId && !renewed.has(id));
  for (const patientId of new Set(told.map((row) => row.patientId))) {
    tx.audit({
      action: 'prescription.read',
      patientId,
      resource: { type: 'Prescription' },
      outcome: 'ALLOWED',
      detail: { ids: told.filter((row) => row.patientId === patientId).map(({ id }) => id), jobId, requestedBy },
      actor: { userId: 'svc.inference', roles: ['SERVICE'], requestId: jobId },
    });
  }
  return { medicines: told.map(medicineOf), complete: rows.length <= mostOnFile };
}

/** Directions out of the fields that were signed, not out of the words that somebody once said. */
function medicineOf({ id, drug, sig }: Prescription): MedicineOnFile {
  const name = drug.name ?? drug.text;
  const text = drug.strength === null || name.toLowerCase().includes(drug.strength.toLowerCase()) ? name : `${name} ${drug.strength}`;
  return { id, text, rxcui: drug.rxcui, directions: directionsText(sig) || null };
}
