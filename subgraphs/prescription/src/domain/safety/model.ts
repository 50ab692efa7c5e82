import type { Drug } from '../model.ts';

export type SafetySeverity = 'HIGH' | 'MODERATE' | 'LOW';

export type SafetyIssue = {
  /** Names this issue when it is overridden; the same finding has the same key in the next check. */
  key: string;
  code: 'ALLERGY_INGREDIENT' | 'ALLERGY_CLASS' | 'DUPLICATE_INGREDIENT' | 'DUPLICATE_CLASS' | 'ONC_INTERACTION';
  severity: SafetySeverity;
  detail: string;
  /** Ids of what on file it is about, and names. */
  implicated: string[];
  mitigation: string | null;
  citation: string;
};

export type SafetyCheck = {
  tenant: string;
  id: string;
  prescriptionId: string;
  patientId: string;
  /** The prescription as it was checked. */
  prescriptionVersion: number;
  drugKey: string;
  status: 'COMPLETE' | 'PARTIAL' | 'UNAVAILABLE';
  issues: SafetyIssue[];
  notChecked: string[];
  unavailableReason: string | null;
  rulesetVersion: string;
  inputsHash: string;
  /** Ids and versions that were read: what the hash is over. */
  inputs: SafetyInputVersions;
  checkedAt: Date;
  checkedBy: string;
};

export type SafetyInputVersions = {
  record: { allergyStatus: string; allergies: Record<string, number>; medications: Record<string, number> } | null;
  prescriptions: Record<string, number>;
};

export type AllergyOnFile = {
  id: string;
  version: number;
  rxcui: string | null;
  text: string | null;
  category: string | null;
  clinicalStatus: string;
  verificationStatus: string;
};
export type MedicineOnFile = { id: string; version: number; rxcui: string | null; text: string | null };

/** What the patient subgraph says, at one moment. */
export type PatientRecord = { allergyStatus: string; allergies: AllergyOnFile[]; medications: MedicineOnFile[] };

/** One of our own that is in force. */
export type OwnPrescription = { id: string; version: number; drug: Drug };

export type SafetyInputs = {
  drug: Drug;
  /** The prescription that this one renews: not a duplicate of it. */
  renews: string | null;
  record: PatientRecord;
  prescriptions: OwnPrescription[];
};

/** What a rule found, and what it could not look at. */
export type Finding = { issues: SafetyIssue[]; notChecked: string[] };
