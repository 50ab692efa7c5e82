import { randomUUID } from 'node:crypto';
import { VisitCheckPrescriptionDocument, VisitPrescriptionDocument, VisitSignPrescriptionDocument, VisitSubmitPrescriptionDocument } from '../__generated__/operations.ts';
import type { PrescriptionFieldsFragment } from '../__generated__/operations.ts';
import { ClientError, userErrorOf } from '../graphql/client-error.ts';
import type { GraphqlClient } from '../graphql/client.ts';
import { whyNotSignable } from './why-not-signable.ts';
import type { Reason } from './why-not-signable.ts';

export type Prescription = PrescriptionFieldsFragment;

/** LEFT: the rules of this client leave it to a person. REFUSED: it was tried and the other side said no. */
export type Signing = { status: 'SIGNED' | 'LEFT' | 'REFUSED' | 'NOT_ASKED'; reason: Reason | null };

export type SignedPrescription = Prescription & { signing: Signing };

/** Codes after which the prescription is read again and looked at anew, once. */
const changedMeanwhile = new Set(['CONFLICT', 'SAFETY_CHANGED']);

/** Signs one prescription when nothing stands against it, else leaves it as it is, with the reason. */
export async function signPrescription(client: GraphqlClient, given: Prescription, attestation: string): Promise<SignedPrescription> {
  let prescription = given;
  for (let attempt = 1; ; attempt += 1) {
    try {
      prescription = await checked(client, prescription);
      const reason = whyNotSignable(prescription);
      if (reason) return { ...prescription, signing: { status: 'LEFT', reason } };
      prescription = await submitted(client, prescription);
      prescription = await signed(client, prescription, attestation);
      return { ...prescription, signing: { status: 'SIGNED', reason: null } };
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      const now = await reread(client, prescription);
      if (changedMeanwhile.has(error.code) && attempt === 1) {
        prescription = now;
        continue;
      }
      return { ...now, signing: { status: 'REFUSED', reason: { code: error.code, message: error.message } } };
    }
  }
}

/** Runs the safety rules where they never ran: that decides nothing, it only says what is known. */
async function checked(client: GraphqlClient, prescription: Prescription): Promise<Prescription> {
  if (prescription.safetyCheck || prescription.missing.length > 0) return prescription;
  const { checkPrescription } = await client.ask(VisitCheckPrescriptionDocument, { input: stepOf(prescription) });
  return given(checkPrescription);
}

async function submitted(client: GraphqlClient, prescription: Prescription): Promise<Prescription> {
  if (prescription.status !== 'DRAFT') return prescription;
  const { submitPrescription } = await client.ask(VisitSubmitPrescriptionDocument, { input: stepOf(prescription) });
  return given(submitPrescription);
}

async function signed(client: GraphqlClient, prescription: Prescription, attestation: string): Promise<Prescription> {
  const inputsHash = prescription.safetyCheck?.inputsHash ?? null;
  const answer = await client.ask(VisitSignPrescriptionDocument, { input: { ...stepOf(prescription), inputsHash, attestation } });
  return given(answer.signPrescription);
}

const stepOf = ({ id, version }: Prescription) => ({ clientMutationId: randomUUID(), prescriptionId: id, expectedVersion: version });

function given(payload: { prescription: Prescription | null; userErrors: readonly { code: string; message: string; path: readonly string[] | null }[] }): Prescription {
  const refused = userErrorOf(payload.userErrors);
  if (refused || !payload.prescription) throw refused ?? new ClientError('INTERNAL_SERVER_ERROR', 'The step was neither done nor refused.');
  return payload.prescription;
}

async function reread(client: GraphqlClient, prescription: Prescription): Promise<Prescription> {
  const { prescription: now } = await client.ask(VisitPrescriptionDocument, { id: prescription.id });
  return now ?? prescription;
}
