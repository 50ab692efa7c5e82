/** What every versioned thing has. */
export type Tracked = {
  tenant: string;
  id: string;
  version: number;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  updatedBy: string;
};

export type PrescriptionStatus =
  | 'DRAFT' | 'PENDING_REVIEW' | 'SIGNED' | 'SENT' | 'ACTIVE' | 'ON_HOLD' | 'COMPLETED' | 'STOPPED' | 'CANCELLED' | 'ENTERED_IN_ERROR';

/** What may be in the patient's body, or come back into it, because we said so. */
export const inForce: readonly PrescriptionStatus[] = ['SIGNED', 'SENT', 'ACTIVE', 'ON_HOLD'];
export const drafts: readonly PrescriptionStatus[] = ['DRAFT', 'PENDING_REVIEW'];

export type PeriodUnit = 'S' | 'MIN' | 'H' | 'D' | 'WK' | 'MO';

export type Drug = {
  /** As it was said or written. */
  text: string;
  /** The formulary's; null when it is not known there. */
  name: string | null;
  rxcui: string | null;
  ingredients: { name: string; rxcui: string | null }[];
  form: string | null;
  strength: string | null;
};

/** FHIR R4 Dosage in our terms. Decimals are strings, so that nothing is rounded. */
export type Dosage = {
  doseMin: string | null;
  doseMax: string | null;
  doseUnit: string | null;
  route: string | null;
  frequency: number | null;
  period: string | null;
  periodUnit: PeriodUnit | null;
  prn: boolean;
  prnReason: string | null;
  durationValue: string | null;
  durationUnit: PeriodUnit | null;
  maxPerPeriod: string | null;
  /** EventTiming codes, days, clock times; rows from before it was kept have none. */
  timing?: readonly string[];
};

/** Steps with the same number go on at once; a higher one begins when the one before ends. */
export type SigStep = Dosage & { step: number };

export type Sig = Dosage & {
  /** Of a taper, or of doses that differ by day or time: then these are the directions. */
  steps?: readonly SigStep[];
  text: string;
};

/** The dosages that somebody takes it by: the steps, or the one. */
export const dosagesOf = (sig: Sig): readonly Dosage[] => (sig.steps && sig.steps.length > 0 ? sig.steps : [sig]);

export type Quantity = { value: string; unit: string | null };

export type Evidence = { segmentId: string; startMs: number | null; endMs: number | null; charStart: number; charEnd: number; score: number };
export type FieldEvidence = Evidence & { field: string };

export type OverrideReason = 'WILL_MONITOR' | 'BENEFIT_OUTWEIGHS_RISK' | 'TOLERATED_PREVIOUSLY' | 'DOSE_ADJUSTED' | 'NOT_CLINICALLY_SIGNIFICANT' | 'OTHER';
export type SafetyOverride = { issueKey: string; reason: OverrideReason; text: string | null };

export type Signature = {
  signer: string;
  /** ISO 8601. */
  at: string;
  /** The version that was signed; it is the one that the signature made. */
  version: number;
  /** SHA-256 over what was signed: see sign-content.ts. */
  contentHash: string;
  attestation: string;
  overrides: SafetyOverride[];
  safetyCheckId: string;
};

export type Prescription = Tracked & {
  patientId: string;
  encounterId: string | null;
  status: PrescriptionStatus;
  intent: 'PROPOSAL' | 'ORDER';
  origin: 'AI' | 'CLINICIAN';
  drug: Drug;
  sig: Sig;
  quantity: Quantity | null;
  refills: number | null;
  substitutionAllowed: boolean | null;
  indication: string | null;
  evidence: FieldEvidence[];
  unconfirmed: string[];
  flags: string[];
  signature: Signature | null;
  priorPrescriptionId: string | null;
  statusReason: string | null;
  /** The inference job that drafted it, and which of its orders it was. */
  sourceJobId: string | null;
  sourceIndex: number | null;
};
