import { randomUUID } from 'node:crypto';
import { VisitGiveConsentDocument } from '../__generated__/operations.ts';
import type { ConsentBasis, ConsentType, VisitPatientQuery } from '../__generated__/operations.ts';
import { ClientError, userErrorOf } from '../graphql/client-error.ts';
import type { GraphqlClient } from '../graphql/client.ts';

export type Patient = NonNullable<VisitPatientQuery['patientByMrn']>;
export type VisitConsent = NonNullable<Patient['consents']>[number] & { created: boolean };

/**
 * The consents that this visit needs, given on a stated basis where nobody ever asked. One that was revoked is not given
 * again in silence: that takes a basis named for this visit.
 * @param statedBasis what the person at the keyboard said; null when they said nothing
 */
export async function ensureConsents(client: GraphqlClient, patient: Patient, types: readonly ConsentType[], statedBasis: ConsentBasis | null): Promise<VisitConsent[]> {
  const onFile = patient.consents;
  // Not to be read is not the same as none.
  if (!onFile) throw new ClientError('FORBIDDEN', 'The consents on file could not be read.');
  const consents: VisitConsent[] = [];
  for (const type of types) {
    const earlier = onFile.filter((one) => one.type === type);
    const active = earlier.find((one) => one.status === 'ACTIVE');
    if (active) {
      consents.push({ ...active, created: false });
      continue;
    }
    if (earlier.length > 0 && statedBasis === null) {
      throw new ClientError('CONSENT_REQUIRED', `The consent to ${type} was revoked. If the patient has given it anew, say how with --consent-basis.`);
    }
    const { giveConsent } = await client.ask(VisitGiveConsentDocument, {
      input: { clientMutationId: randomUUID(), patientId: patient.id, type, basis: statedBasis ?? 'VERBAL' },
    });
    const refused = userErrorOf(giveConsent.userErrors);
    if (refused || !giveConsent.consent) throw refused ?? new ClientError('INTERNAL_SERVER_ERROR', 'The consent was neither given nor refused.');
    consents.push({ ...giveConsent.consent, created: true });
  }
  return consents;
}
