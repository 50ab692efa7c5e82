import type { ResourceOf } from '@dra/fhir';
import type { Consent, ConsentType, Tracked } from '../domain/model.ts';
import { instantOf } from './elements.ts';
import { becomes, skipped } from './mapped.ts';
import type { Mapped } from './mapped.ts';

/** Our three uses have no code in FHIR, so bundles say them in a system of our own. */
export const consentTypeSystem = 'urn:dr-assistant:consent-type';
const types = new Set<string>(['RECORDING', 'AI_PROCESSING', 'DATA_SHARING'] satisfies ConsentType[]);

export function mapConsent(resource: ResourceOf<'Consent'>, patientId: string, row: Tracked): Mapped<Consent> {
  const type = resource.category.flatMap((one) => one.coding ?? []).find((coding) => coding.system === consentTypeSystem && types.has(coding.code ?? ''))?.code;
  if (!type) return skipped('Consent.category: not a use that is known here');
  if (resource.provision?.type === 'deny') return skipped('Consent.provision.type: a refusal is the absence of consent');
  if (resource.status !== 'active' && resource.status !== 'inactive') return skipped(`Consent.status: ${resource.status}`);
  const givenAt = instantOf(resource.dateTime) ?? row.createdAt;
  const revoked = resource.status === 'inactive';
  return becomes({
    ...row,
    patientId,
    type: type as ConsentType,
    status: revoked ? 'REVOKED' : 'ACTIVE',
    basis: 'IMPORTED',
    givenAt,
    recordedBy: row.createdBy,
    revokedAt: revoked ? (instantOf(resource.provision?.period?.end) ?? row.createdAt) : null,
    revokedBy: revoked ? row.createdBy : null,
  });
}
