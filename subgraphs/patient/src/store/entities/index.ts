import type { EntitySchema } from '@dra/pg-store';
import { allergyEntity, careTeamEntity, conditionEntity, consentEntity, encounterEntity, medicationEntity, observationEntity } from './clinical.ts';
import { patientEntity } from './patient.ts';

export { allergyEntity, careTeamEntity, conditionEntity, consentEntity, encounterEntity, medicationEntity, observationEntity, patientEntity };

export const entities = [patientEntity, allergyEntity, conditionEntity, medicationEntity, observationEntity, encounterEntity, consentEntity, careTeamEntity] as unknown as EntitySchema[];
