/** The patient's record as the rules see it. Dates of birth and decimals are text: neither may be rounded or shifted. */

export type Coding = { system: string; code: string; display: string | null };
export type CodeableConcept = { codings: Coding[]; text: string | null };

/** Every versioned thing. Ids are bare uuids (v7). */
export type Tracked = {
  tenant: string;
  id: string;
  version: number;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  updatedBy: string;
};

export type HumanName = { use: string | null; family: string | null; given: string[]; prefix: string[] };
export type Identifier = { system: string; value: string };
export type ContactPoint = { system: string; value: string; use: string | null };
export type Address = { lines: string[]; city: string | null; state: string | null; postalCode: string | null; country: string | null };

export type AdministrativeGender = 'MALE' | 'FEMALE' | 'OTHER' | 'UNKNOWN';

export type Patient = Tracked & {
  mrn: string;
  identifiers: Identifier[];
  names: HumanName[];
  /** Normalised family and given name: the order of lists. */
  sortName: string;
  birthDate: string | null;
  administrativeGender: AdministrativeGender;
  telecom: ContactPoint[];
  address: Address | null;
  language: string | null;
  deceased: boolean;
  active: boolean;
  mergedInto: string | null;
  noKnownAllergiesAssertedAt: Date | null;
  noKnownAllergiesAssertedBy: string | null;
};

export type VerificationStatus = 'UNCONFIRMED' | 'PROVISIONAL' | 'DIFFERENTIAL' | 'CONFIRMED' | 'REFUTED' | 'ENTERED_IN_ERROR';

export type AllergyReaction = { manifestation: CodeableConcept; severity: 'MILD' | 'MODERATE' | 'SEVERE' | null };

export type Allergy = Tracked & {
  patientId: string;
  code: CodeableConcept;
  category: 'FOOD' | 'MEDICATION' | 'ENVIRONMENT' | 'BIOLOGIC' | null;
  criticality: 'LOW' | 'HIGH' | 'UNABLE_TO_ASSESS';
  clinicalStatus: 'ACTIVE' | 'INACTIVE' | 'RESOLVED';
  verificationStatus: VerificationStatus;
  reactions: AllergyReaction[];
};

export type Condition = Tracked & {
  patientId: string;
  encounterId: string | null;
  code: CodeableConcept;
  clinicalStatus: 'ACTIVE' | 'RECURRENCE' | 'RELAPSE' | 'INACTIVE' | 'REMISSION' | 'RESOLVED';
  verificationStatus: VerificationStatus;
  onset: Date | null;
  abatement: Date | null;
  /** Onset where it is known, else when it was recorded: the order of lists, newest first. */
  sortAt: Date;
};

export type MedicationStatus = 'ACTIVE' | 'COMPLETED' | 'STOPPED' | 'ON_HOLD' | 'UNKNOWN' | 'ENTERED_IN_ERROR';

export type Medication = Tracked & {
  patientId: string;
  code: CodeableConcept;
  status: MedicationStatus;
  dosageText: string | null;
  effectiveStart: Date | null;
  effectiveEnd: Date | null;
  sortAt: Date;
};

/** UCUM unit; the value is a decimal as text. */
export type Quantity = { value: string; unit: string };

export type Observation = Tracked & {
  patientId: string;
  encounterId: string | null;
  code: CodeableConcept;
  /** The first coding's code (LOINC), by which observations are found. */
  primaryCode: string | null;
  status: 'PRELIMINARY' | 'FINAL' | 'AMENDED' | 'ENTERED_IN_ERROR';
  category: 'VITAL_SIGNS' | 'LABORATORY' | 'SOCIAL_HISTORY' | 'SURVEY' | 'OTHER';
  effectiveAt: Date;
  value: string | null;
  unit: string | null;
  valueConcept: CodeableConcept | null;
  components: { code: CodeableConcept; value: Quantity | null }[];
};

export type EncounterStatus = 'PLANNED' | 'ARRIVED' | 'IN_PROGRESS' | 'FINISHED' | 'CANCELLED' | 'ENTERED_IN_ERROR';
export type EncounterClass = 'AMBULATORY' | 'EMERGENCY' | 'INPATIENT' | 'HOME' | 'VIRTUAL';

export type Encounter = Tracked & {
  patientId: string;
  status: EncounterStatus;
  class: EncounterClass;
  reason: CodeableConcept | null;
  clinician: string;
  startedAt: Date | null;
  finishedAt: Date | null;
  sortAt: Date;
};

export type ConsentType = 'RECORDING' | 'AI_PROCESSING' | 'DATA_SHARING';

export type Consent = Tracked & {
  patientId: string;
  type: ConsentType;
  status: 'ACTIVE' | 'REVOKED';
  basis: 'VERBAL' | 'WRITTEN' | 'ELECTRONIC' | 'IMPORTED';
  givenAt: Date;
  recordedBy: string;
  revokedAt: Date | null;
  revokedBy: string | null;
};

export type CareTeamMember = {
  tenant: string;
  id: string;
  patientId: string;
  userId: string;
  role: string;
  since: Date;
  addedBy: string;
  until: Date | null;
  removedBy: string | null;
};
