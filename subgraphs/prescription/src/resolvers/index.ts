import { DateTimeScalar, DecimalScalar } from '@dra/subgraph';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { changePrescriptionStatus } from './Mutation/change-prescription-status.ts';
import { checkPrescription } from './Mutation/check-prescription.ts';
import { confirmPrescriptionFields } from './Mutation/confirm-prescription-fields.ts';
import { createPrescription } from './Mutation/create-prescription.ts';
import { editPrescription } from './Mutation/edit-prescription.ts';
import { renewPrescription } from './Mutation/renew-prescription.ts';
import { signPrescription } from './Mutation/sign-prescription.ts';
import { submitPrescription } from './Mutation/submit-prescription.ts';
import { formularyDrugs } from './Query/formulary-drugs.ts';
import { prescription } from './Query/prescription.ts';
import { Drug, FieldEvidence, Prescription, SafetyCheck, Sig, SigStep } from './types/prescription.ts';
import { Encounter, Patient } from './types/references.ts';

/** Mirrors schema/prescription.graphql. Subscriptions run at the gateway, which asks `Query.prescription` again. */
export const resolvers: Omit<Resolvers, 'Subscription'> = {
  DateTime: DateTimeScalar,
  Decimal: DecimalScalar,
  Query: { prescription, formularyDrugs },
  Mutation: {
    changePrescriptionStatus,
    checkPrescription,
    confirmPrescriptionFields,
    createPrescription,
    editPrescription,
    renewPrescription,
    signPrescription,
    submitPrescription,
  },
  Prescription,
  Drug,
  FieldEvidence,
  SafetyCheck,
  Sig,
  SigStep,
  Patient,
  Encounter,
};
