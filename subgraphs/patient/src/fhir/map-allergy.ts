import type { ResourceOf } from '@dra/fhir';
import type { Allergy, Tracked } from '../domain/model.ts';
import { conceptOf, firstCode, verificationOf } from './elements.ts';
import { becomes, skipped } from './mapped.ts';
import type { Mapped } from './mapped.ts';

const snomed = 'http://snomed.info/sct';
/** "No known allergy". The narrower ones (no known drug, food, environmental allergy) do not say that there are none. */
const noKnownAllergy = '716186003';
const narrower = new Set(['409137002', '429625007', '428607008', '428197003']);

const clinical: Record<string, Allergy['clinicalStatus']> = { active: 'ACTIVE', inactive: 'INACTIVE', resolved: 'RESOLVED' };
const criticalities = { low: 'LOW', high: 'HIGH', 'unable-to-assess': 'UNABLE_TO_ASSESS' } as const;
const categories = { food: 'FOOD', medication: 'MEDICATION', environment: 'ENVIRONMENT', biologic: 'BIOLOGIC' } as const;
const severities = { mild: 'MILD', moderate: 'MODERATE', severe: 'SEVERE' } as const;

/** True when the entry is not an allergy but the assertion that there are none. */
export function assertsNoKnownAllergies(resource: ResourceOf<'AllergyIntolerance'>): boolean {
  const counts = !['resolved', 'inactive'].includes(firstCode(resource.clinicalStatus) ?? '') && !['refuted', 'entered-in-error'].includes(firstCode(resource.verificationStatus) ?? '');
  return counts && (resource.code.coding ?? []).some((coding) => coding.system === snomed && coding.code === noKnownAllergy);
}

export function mapAllergy(resource: ResourceOf<'AllergyIntolerance'>, patientId: string, row: Tracked): Mapped<Allergy> {
  const codes = (resource.code.coding ?? []).filter((coding) => coding.system === snomed).map((coding) => coding.code ?? '');
  if (codes.some((code) => narrower.has(code) || code === noKnownAllergy)) return skipped('AllergyIntolerance.code: a narrower "no known allergy" is not supported');
  // Of several the one that counts against a prescription: a food that nobody recognises is not told to a prescriber.
  const category = (['medication', 'biologic'] as const).find((one) => resource.category?.includes(one)) ?? resource.category?.[0];
  return becomes({
    ...row,
    patientId,
    code: conceptOf(resource.code),
    category: category ? categories[category] : null,
    criticality: criticalities[resource.criticality ?? 'unable-to-assess'],
    // Without a word to the contrary an allergy on file counts.
    clinicalStatus: clinical[firstCode(resource.clinicalStatus) ?? 'active'] ?? 'ACTIVE',
    verificationStatus: verificationOf(resource.verificationStatus),
    reactions: (resource.reaction ?? []).flatMap((reaction) =>
      reaction.manifestation.map((manifestation) => ({ manifestation: conceptOf(manifestation), severity: reaction.severity ? severities[reaction.severity] : null })),
    ),
  });
}
