import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Patient as PatientRow, Allergy as AllergyRow, Condition as ConditionRow, Medication as MedicationRow, Observation as ObservationRow, Encounter as EncounterRow, Consent as ConsentRow, CareTeamMember as CareTeamRow } from '../domain/model.ts';
import type { AllergiesOf, SafetySnapshot as SafetySnapshotRows } from '../reads/safety-snapshot.ts';
import type { AuditRow as AuditEventRow } from '../reads/audit-events.ts';
import type { FhirImport as FhirImportRow, EntryResult } from '../domain/fhir-import.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date, `2026-11-24`. */
  Date: { input: string; output: string; }
  /** An instant, ISO 8601 in UTC, `2026-11-24T08:45:00.000Z`. */
  DateTime: { input: string; output: string | Date; }
  /** A decimal as a string, so that nothing is rounded on the way: `"0.125"`. */
  Decimal: { input: string; output: string; }
  /** A FHIR R4 resource as JSON. */
  FhirResource: { input: Record<string, unknown>; output: Record<string, unknown>; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type AddCareTeamMemberInput = {
  clientMutationId: Scalars['String']['input'];
  patientId: Scalars['ID']['input'];
  role: Scalars['String']['input'];
  userId: Scalars['String']['input'];
};

export type Address = {
  __typename?: 'Address';
  city: Maybe<Scalars['String']['output']>;
  country: Maybe<Scalars['String']['output']>;
  lines: Array<Scalars['String']['output']>;
  postalCode: Maybe<Scalars['String']['output']>;
  state: Maybe<Scalars['String']['output']>;
};

export type AddressInput = {
  city?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  lines?: Array<Scalars['String']['input']>;
  postalCode?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<Scalars['String']['input']>;
};

export type AdministrativeGender =
  | 'FEMALE'
  | 'MALE'
  | 'OTHER'
  | 'UNKNOWN';

export type AllergyCategory =
  | 'BIOLOGIC'
  | 'ENVIRONMENT'
  | 'FOOD'
  | 'MEDICATION';

export type AllergyClinicalStatus =
  | 'ACTIVE'
  | 'INACTIVE'
  | 'RESOLVED';

export type AllergyCriticality =
  | 'HIGH'
  | 'LOW'
  | 'UNABLE_TO_ASSESS';

export type AllergyIntolerance = {
  __typename?: 'AllergyIntolerance';
  category: Maybe<AllergyCategory>;
  clinicalStatus: AllergyClinicalStatus;
  code: CodeableConcept;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  criticality: AllergyCriticality;
  id: Scalars['ID']['output'];
  patient: Patient;
  reactions: Array<AllergyReaction>;
  updatedAt: Scalars['DateTime']['output'];
  updatedBy: Scalars['String']['output'];
  verificationStatus: VerificationStatus;
  version: Scalars['Int']['output'];
};

/** The answer to "any allergies?", with the question of whether it was asked. */
export type AllergyList = {
  __typename?: 'AllergyList';
  /** Entries that count; entered in error ones are left out unless asked for. */
  items: Array<AllergyIntolerance>;
  /** When and by whom "no known allergies" was asserted. */
  noKnownAllergiesAssertedAt: Maybe<Scalars['DateTime']['output']>;
  noKnownAllergiesAssertedBy: Maybe<Scalars['String']['output']>;
  status: AllergyListStatus;
};


/** The answer to "any allergies?", with the question of whether it was asked. */
export type AllergyListItemsArgs = {
  includeEnteredInError?: InputMaybe<Scalars['Boolean']['input']>;
};

export type AllergyListStatus =
  /** Nobody recorded an answer. Not the same as none. */
  | 'NEVER_ASKED'
  /** Asked, and there are none known. */
  | 'NO_KNOWN_ALLERGIES'
  /** There is at least one. */
  | 'ON_FILE';

export type AllergyPayload = {
  __typename?: 'AllergyPayload';
  allergy: Maybe<AllergyIntolerance>;
  current: Maybe<AllergyIntolerance>;
  userErrors: Array<UserError>;
};

export type AllergyReaction = {
  __typename?: 'AllergyReaction';
  manifestation: CodeableConcept;
  severity: Maybe<ReactionSeverity>;
};

export type AllergyReactionInput = {
  manifestation: CodeableConceptInput;
  severity?: InputMaybe<ReactionSeverity>;
};

export type AssertNoKnownAllergiesInput = {
  clientMutationId: Scalars['String']['input'];
  patientId: Scalars['ID']['input'];
};

export type AssertNoKnownAllergiesPayload = {
  __typename?: 'AssertNoKnownAllergiesPayload';
  patient: Maybe<Patient>;
  userErrors: Array<UserError>;
};

export type AuditEvent = {
  __typename?: 'AuditEvent';
  /** Such as `patient.read`, `patients.searched`, `allergy.recorded`. */
  action: Scalars['String']['output'];
  at: Scalars['DateTime']['output'];
  hash: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  outcome: AuditOutcome;
  /** The record of the patient's that it is about, which may be a twin's. */
  patient: Patient;
  requestId: Maybe<Scalars['String']['output']>;
  resourceType: Scalars['String']['output'];
  roles: Array<Scalars['String']['output']>;
  /** This event's place in its chain, and the hash that binds it to the one before. A source has a chain for each record; a note's versions are one of their own. */
  sequence: Scalars['Int']['output'];
  /** Who keeps it. */
  source: AuditSource;
  userId: Scalars['String']['output'];
};

export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  edges: Array<AuditEventEdge>;
  nodes: Array<AuditEvent>;
  pageInfo: PageInfo;
};

export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  cursor: Scalars['String']['output'];
  node: AuditEvent;
};

export type AuditOutcome =
  | 'ALLOWED'
  | 'DENIED';

/** Each keeps what was done to its things, in chains that nobody else can write to. */
export type AuditSource =
  | 'CLINICAL_NOTE'
  | 'INFERENCE'
  | 'PATIENT'
  | 'PRESCRIPTION'
  | 'VOICE';

export type CareTeamMember = {
  __typename?: 'CareTeamMember';
  id: Scalars['ID']['output'];
  role: Scalars['String']['output'];
  since: Scalars['DateTime']['output'];
  userId: Scalars['String']['output'];
};

export type CareTeamPayload = {
  __typename?: 'CareTeamPayload';
  patient: Maybe<Patient>;
  userErrors: Array<UserError>;
};

export type ChangeEncounterStatusInput = {
  clientMutationId: Scalars['String']['input'];
  encounterId: Scalars['ID']['input'];
  expectedVersion: Scalars['Int']['input'];
  status: EncounterStatus;
};

/** A code with its system, and the words it stands for. */
export type CodeableConcept = {
  __typename?: 'CodeableConcept';
  codings: Array<Coding>;
  text: Maybe<Scalars['String']['output']>;
};

export type CodeableConceptInput = {
  codings?: InputMaybe<Array<CodingInput>>;
  text?: InputMaybe<Scalars['String']['input']>;
};

export type Coding = {
  __typename?: 'Coding';
  code: Scalars['String']['output'];
  display: Maybe<Scalars['String']['output']>;
  system: Scalars['String']['output'];
};

export type CodingInput = {
  code: Scalars['String']['input'];
  display?: InputMaybe<Scalars['String']['input']>;
  system: Scalars['String']['input'];
};

export type Condition = {
  __typename?: 'Condition';
  abatement: Maybe<Scalars['DateTime']['output']>;
  clinicalStatus: ConditionClinicalStatus;
  /** ICD-10-CM or SNOMED CT. */
  code: CodeableConcept;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  encounter: Maybe<Encounter>;
  id: Scalars['ID']['output'];
  onset: Maybe<Scalars['DateTime']['output']>;
  patient: Patient;
  updatedAt: Scalars['DateTime']['output'];
  updatedBy: Scalars['String']['output'];
  verificationStatus: VerificationStatus;
  version: Scalars['Int']['output'];
};

export type ConditionClinicalStatus =
  | 'ACTIVE'
  | 'INACTIVE'
  | 'RECURRENCE'
  | 'RELAPSE'
  | 'REMISSION'
  | 'RESOLVED';

export type ConditionConnection = {
  __typename?: 'ConditionConnection';
  edges: Array<ConditionEdge>;
  nodes: Array<Condition>;
  pageInfo: PageInfo;
};

export type ConditionEdge = {
  __typename?: 'ConditionEdge';
  cursor: Scalars['String']['output'];
  node: Condition;
};

export type ConditionPayload = {
  __typename?: 'ConditionPayload';
  condition: Maybe<Condition>;
  current: Maybe<Condition>;
  userErrors: Array<UserError>;
};

/** A patient's yes to one use of their voice and data. */
export type Consent = {
  __typename?: 'Consent';
  /** How it was obtained, such as `VERBAL` at the start of the visit. */
  basis: ConsentBasis;
  givenAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  patient: Patient;
  recordedBy: Scalars['String']['output'];
  revokedAt: Maybe<Scalars['DateTime']['output']>;
  revokedBy: Maybe<Scalars['String']['output']>;
  status: ConsentStatus;
  type: ConsentType;
  version: Scalars['Int']['output'];
};

export type ConsentBasis =
  | 'ELECTRONIC'
  | 'IMPORTED'
  | 'VERBAL'
  | 'WRITTEN';

export type ConsentPayload = {
  __typename?: 'ConsentPayload';
  consent: Maybe<Consent>;
  current: Maybe<Consent>;
  userErrors: Array<UserError>;
};

export type ConsentStatus =
  | 'ACTIVE'
  | 'REVOKED';

export type ConsentType =
  /** A machine may transcribe and draft. */
  | 'AI_PROCESSING'
  /** Data may leave the clinic. */
  | 'DATA_SHARING'
  /** The voice may be recorded. */
  | 'RECORDING';

export type ContactPoint = {
  __typename?: 'ContactPoint';
  system: Scalars['String']['output'];
  use: Maybe<Scalars['String']['output']>;
  value: Scalars['String']['output'];
};

export type ContactPointInput = {
  system: Scalars['String']['input'];
  use?: InputMaybe<Scalars['String']['input']>;
  value: Scalars['String']['input'];
};

export type CreateEncounterInput = {
  class?: EncounterClass;
  clientMutationId: Scalars['String']['input'];
  patientId: Scalars['ID']['input'];
  reason?: InputMaybe<CodeableConceptInput>;
  /** Starts it at once: the patient is in the room. */
  start?: InputMaybe<Scalars['Boolean']['input']>;
};

export type CreatePatientInput = {
  address?: InputMaybe<AddressInput>;
  administrativeGender: AdministrativeGender;
  /** Creates the record although one with the same name and birth date exists. */
  allowDuplicate?: InputMaybe<Scalars['Boolean']['input']>;
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  /** An idempotency key of the client's: the same key and input give the same answer, once. */
  clientMutationId: Scalars['String']['input'];
  identifiers?: InputMaybe<Array<IdentifierInput>>;
  language?: InputMaybe<Scalars['String']['input']>;
  mrn: Scalars['String']['input'];
  names: Array<HumanNameInput>;
  telecom?: InputMaybe<Array<ContactPointInput>>;
};

export type CreatePatientPayload = {
  __typename?: 'CreatePatientPayload';
  /** On DUPLICATE: the record it may be the twin of. */
  duplicateOf: Maybe<Patient>;
  patient: Maybe<Patient>;
  userErrors: Array<UserError>;
};

/** One visit. PLANNED -> ARRIVED -> IN_PROGRESS -> FINISHED; CANCELLED before it began; ENTERED_IN_ERROR from anywhere. */
export type Encounter = {
  __typename?: 'Encounter';
  class: EncounterClass;
  /** The clinician who is seeing the patient. */
  clinician: Scalars['String']['output'];
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  finishedAt: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  patient: Patient;
  /** Why the patient came. */
  reason: Maybe<CodeableConcept>;
  startedAt: Maybe<Scalars['DateTime']['output']>;
  status: EncounterStatus;
  updatedAt: Scalars['DateTime']['output'];
  updatedBy: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type EncounterClass =
  | 'AMBULATORY'
  | 'EMERGENCY'
  | 'HOME'
  | 'INPATIENT'
  | 'VIRTUAL';

export type EncounterConnection = {
  __typename?: 'EncounterConnection';
  edges: Array<EncounterEdge>;
  nodes: Array<Encounter>;
  pageInfo: PageInfo;
};

export type EncounterEdge = {
  __typename?: 'EncounterEdge';
  cursor: Scalars['String']['output'];
  node: Encounter;
};

export type EncounterPayload = {
  __typename?: 'EncounterPayload';
  current: Maybe<Encounter>;
  encounter: Maybe<Encounter>;
  userErrors: Array<UserError>;
};

export type EncounterStatus =
  | 'ARRIVED'
  | 'CANCELLED'
  | 'ENTERED_IN_ERROR'
  | 'FINISHED'
  | 'IN_PROGRESS'
  | 'PLANNED';

export type FhirEntryInput = {
  fullUrl?: InputMaybe<Scalars['String']['input']>;
  /** The entry's place in the bundle, from 0. */
  index: Scalars['Int']['input'];
  resource: Scalars['FhirResource']['input'];
};

export type FhirEntryOutcome =
  | 'CREATED'
  | 'FAILED'
  | 'SKIPPED_UNSUPPORTED'
  | 'UNCHANGED';

export type FhirEntryResult = {
  __typename?: 'FhirEntryResult';
  /** The thing it became, where it became one. */
  id: Maybe<Scalars['ID']['output']>;
  index: Scalars['Int']['output'];
  outcome: FhirEntryOutcome;
  /** Why it was skipped or failed; names fields, never values. */
  reason: Maybe<Scalars['String']['output']>;
  resourceType: Scalars['String']['output'];
};

export type FhirImport = {
  __typename?: 'FhirImport';
  /** Entries applied so far: an import that was cut goes on from here. */
  applied: Scalars['Int']['output'];
  bundleSha256: Scalars['String']['output'];
  entries: Scalars['Int']['output'];
  finishedAt: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  startedAt: Scalars['DateTime']['output'];
  status: FhirImportStatus;
};

export type FhirImportPayload = {
  __typename?: 'FhirImportPayload';
  /** Null when the bundle is refused. */
  import: Maybe<FhirImport>;
  /** Of `externalReferences`: those that nothing here answers to. */
  unresolvedReferences: Array<Scalars['String']['output']>;
  userErrors: Array<UserError>;
};

export type FhirImportStatus =
  | 'COMPLETED'
  | 'RUNNING';

export type GiveConsentInput = {
  basis: ConsentBasis;
  clientMutationId: Scalars['String']['input'];
  patientId: Scalars['ID']['input'];
  type: ConsentType;
};

export type HumanName = {
  __typename?: 'HumanName';
  family: Maybe<Scalars['String']['output']>;
  given: Array<Scalars['String']['output']>;
  prefix: Array<Scalars['String']['output']>;
  use: Maybe<Scalars['String']['output']>;
};

export type HumanNameInput = {
  family?: InputMaybe<Scalars['String']['input']>;
  given?: Array<Scalars['String']['input']>;
  prefix?: Array<Scalars['String']['input']>;
  use?: InputMaybe<Scalars['String']['input']>;
};

export type Identifier = {
  __typename?: 'Identifier';
  system: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type IdentifierInput = {
  system: Scalars['String']['input'];
  value: Scalars['String']['input'];
};

export type ImportFhirEntriesInput = {
  clientMutationId: Scalars['String']['input'];
  /** At most 500 and 2 MB. An entry comes with or after those that it refers to. */
  entries: Array<FhirEntryInput>;
  importId: Scalars['ID']['input'];
};

export type ImportFhirEntriesPayload = {
  __typename?: 'ImportFhirEntriesPayload';
  import: Maybe<FhirImport>;
  results: Array<FhirEntryResult>;
  userErrors: Array<UserError>;
};

export type MedicationPayload = {
  __typename?: 'MedicationPayload';
  current: Maybe<MedicationStatement>;
  medication: Maybe<MedicationStatement>;
  userErrors: Array<UserError>;
};

/** A medicine the patient is known to take or to have taken, from whatever source. */
export type MedicationStatement = {
  __typename?: 'MedicationStatement';
  /** RxNorm where it is coded. */
  code: CodeableConcept;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  /** The directions as written. */
  dosageText: Maybe<Scalars['String']['output']>;
  effectiveEnd: Maybe<Scalars['DateTime']['output']>;
  effectiveStart: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  patient: Patient;
  status: MedicationStatementStatus;
  updatedAt: Scalars['DateTime']['output'];
  updatedBy: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type MedicationStatementConnection = {
  __typename?: 'MedicationStatementConnection';
  edges: Array<MedicationStatementEdge>;
  nodes: Array<MedicationStatement>;
  pageInfo: PageInfo;
};

export type MedicationStatementEdge = {
  __typename?: 'MedicationStatementEdge';
  cursor: Scalars['String']['output'];
  node: MedicationStatement;
};

export type MedicationStatementStatus =
  | 'ACTIVE'
  | 'COMPLETED'
  | 'ENTERED_IN_ERROR'
  | 'ON_HOLD'
  | 'STOPPED'
  | 'UNKNOWN';

export type MergePatientInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  /** The record that counts. */
  intoPatientId: Scalars['ID']['input'];
  /** The twin. */
  patientId: Scalars['ID']['input'];
};

export type MergePatientPayload = {
  __typename?: 'MergePatientPayload';
  current: Maybe<Patient>;
  patient: Maybe<Patient>;
  userErrors: Array<UserError>;
};

export type Mutation = {
  __typename?: 'Mutation';
  addCareTeamMember: CareTeamPayload;
  /** Asserts that the patient was asked and has none. Refused while an active entry is on file. */
  assertNoKnownAllergies: AssertNoKnownAllergiesPayload;
  /** Moves a visit along its states. */
  changeEncounterStatus: EncounterPayload;
  createEncounter: EncounterPayload;
  createPatient: CreatePatientPayload;
  giveConsent: ConsentPayload;
  /** Applies one slice of a bundle, all of it or nothing; the same slice again changes nothing. */
  importFhirEntries: ImportFhirEntriesPayload;
  /** Links a twin to the record that counts; `unmergePatient` takes it back. */
  mergePatient: MergePatientPayload;
  recordAllergy: AllergyPayload;
  recordCondition: ConditionPayload;
  recordMedication: MedicationPayload;
  recordObservation: ObservationPayload;
  removeCareTeamMember: CareTeamPayload;
  revokeConsent: ConsentPayload;
  /** Opens (or finds again) the record of one bundle's import. */
  startFhirImport: FhirImportPayload;
  unmergePatient: MergePatientPayload;
  /** Corrects an entry; verificationStatus ENTERED_IN_ERROR takes it out without deleting it. */
  updateAllergy: AllergyPayload;
  updateCondition: ConditionPayload;
  updateMedication: MedicationPayload;
  updateObservation: ObservationPayload;
  updatePatient: UpdatePatientPayload;
};


export type MutationAddCareTeamMemberArgs = {
  input: AddCareTeamMemberInput;
};


export type MutationAssertNoKnownAllergiesArgs = {
  input: AssertNoKnownAllergiesInput;
};


export type MutationChangeEncounterStatusArgs = {
  input: ChangeEncounterStatusInput;
};


export type MutationCreateEncounterArgs = {
  input: CreateEncounterInput;
};


export type MutationCreatePatientArgs = {
  input: CreatePatientInput;
};


export type MutationGiveConsentArgs = {
  input: GiveConsentInput;
};


export type MutationImportFhirEntriesArgs = {
  input: ImportFhirEntriesInput;
};


export type MutationMergePatientArgs = {
  input: MergePatientInput;
};


export type MutationRecordAllergyArgs = {
  input: RecordAllergyInput;
};


export type MutationRecordConditionArgs = {
  input: RecordConditionInput;
};


export type MutationRecordMedicationArgs = {
  input: RecordMedicationInput;
};


export type MutationRecordObservationArgs = {
  input: RecordObservationInput;
};


export type MutationRemoveCareTeamMemberArgs = {
  input: RemoveCareTeamMemberInput;
};


export type MutationRevokeConsentArgs = {
  input: RevokeConsentInput;
};


export type MutationStartFhirImportArgs = {
  input: StartFhirImportInput;
};


export type MutationUnmergePatientArgs = {
  input: UnmergePatientInput;
};


export type MutationUpdateAllergyArgs = {
  input: UpdateAllergyInput;
};


export type MutationUpdateConditionArgs = {
  input: UpdateConditionInput;
};


export type MutationUpdateMedicationArgs = {
  input: UpdateMedicationInput;
};


export type MutationUpdateObservationArgs = {
  input: UpdateObservationInput;
};


export type MutationUpdatePatientArgs = {
  input: UpdatePatientInput;
};

/** A vital sign or a laboratory value: LOINC, with UCUM units. */
export type Observation = {
  __typename?: 'Observation';
  category: ObservationCategory;
  code: CodeableConcept;
  /** Parts, such as systolic and diastolic. */
  components: Array<ObservationComponent>;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  effectiveAt: Scalars['DateTime']['output'];
  encounter: Maybe<Encounter>;
  id: Scalars['ID']['output'];
  patient: Patient;
  status: ObservationStatus;
  value: Maybe<Quantity>;
  /** Where the value is a code, such as a pregnancy status. */
  valueConcept: Maybe<CodeableConcept>;
  version: Scalars['Int']['output'];
};

export type ObservationCategory =
  | 'LABORATORY'
  | 'OTHER'
  | 'SOCIAL_HISTORY'
  | 'SURVEY'
  | 'VITAL_SIGNS';

export type ObservationComponent = {
  __typename?: 'ObservationComponent';
  code: CodeableConcept;
  value: Maybe<Quantity>;
};

export type ObservationComponentInput = {
  code: CodeableConceptInput;
  value?: InputMaybe<QuantityInput>;
};

export type ObservationConnection = {
  __typename?: 'ObservationConnection';
  edges: Array<ObservationEdge>;
  nodes: Array<Observation>;
  pageInfo: PageInfo;
};

export type ObservationEdge = {
  __typename?: 'ObservationEdge';
  cursor: Scalars['String']['output'];
  node: Observation;
};

export type ObservationPayload = {
  __typename?: 'ObservationPayload';
  current: Maybe<Observation>;
  observation: Maybe<Observation>;
  userErrors: Array<UserError>;
};

export type ObservationStatus =
  | 'AMENDED'
  | 'ENTERED_IN_ERROR'
  | 'FINAL'
  | 'PRELIMINARY';

/** Where a list goes on. Cursors belong to one query with one filter in one tenant. */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

/**
 * A list that may not be read, or whose owner does not answer, is null with an error beside it: an empty list always means that
 * there is nothing.
 */
export type Patient = {
  __typename?: 'Patient';
  active: Scalars['Boolean']['output'];
  address: Maybe<Address>;
  administrativeGender: AdministrativeGender;
  /**
   * What is on file, and whether anybody ever asked: an empty list alone says neither. A merge moves nothing: this and the lists below
   * are of all records of the person, as a safety check reads them. Each entry's `patient` says on which record it stands.
   */
  allergies: Maybe<AllergyList>;
  birthDate: Maybe<Scalars['Date']['output']>;
  careTeam: Maybe<Array<CareTeamMember>>;
  conditions: Maybe<ConditionConnection>;
  consents: Maybe<Array<Consent>>;
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  deceased: Scalars['Boolean']['output'];
  /** The usual name in one line. */
  displayName: Scalars['String']['output'];
  encounters: Maybe<EncounterConnection>;
  id: Scalars['ID']['output'];
  identifiers: Array<Identifier>;
  /** BCP 47, such as `en-US`. */
  language: Maybe<Scalars['String']['output']>;
  medications: Maybe<MedicationStatementConnection>;
  /** When this record was found to be another's twin: the one that counts. */
  mergedInto: Maybe<Patient>;
  /** Medical record number, unique in the tenant. */
  mrn: Scalars['String']['output'];
  names: Array<HumanName>;
  observations: Maybe<ObservationConnection>;
  telecom: Array<ContactPoint>;
  updatedAt: Scalars['DateTime']['output'];
  updatedBy: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};


/**
 * A list that may not be read, or whose owner does not answer, is null with an error beside it: an empty list always means that
 * there is nothing.
 */
export type PatientConditionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * A list that may not be read, or whose owner does not answer, is null with an error beside it: an empty list always means that
 * there is nothing.
 */
export type PatientEncountersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * A list that may not be read, or whose owner does not answer, is null with an error beside it: an empty list always means that
 * there is nothing.
 */
export type PatientMedicationsArgs = {
  activeOnly?: InputMaybe<Scalars['Boolean']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * A list that may not be read, or whose owner does not answer, is null with an error beside it: an empty list always means that
 * there is nothing.
 */
export type PatientObservationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type PatientConnection = {
  __typename?: 'PatientConnection';
  edges: Array<PatientEdge>;
  nodes: Array<Patient>;
  pageInfo: PageInfo;
};

export type PatientEdge = {
  __typename?: 'PatientEdge';
  cursor: Scalars['String']['output'];
  node: Patient;
};

export type PatientFilter = {
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  mrn?: InputMaybe<Scalars['String']['input']>;
  /** The start of a given or family name; case and accents do not matter. At least two letters. */
  name?: InputMaybe<Scalars['String']['input']>;
};

export type Quantity = {
  __typename?: 'Quantity';
  /** UCUM, such as `kg` or `mL/min/{1.73_m2}`. */
  unit: Scalars['String']['output'];
  value: Scalars['Decimal']['output'];
};

export type QuantityInput = {
  unit: Scalars['String']['input'];
  value: Scalars['Decimal']['input'];
};

export type Query = {
  __typename?: 'Query';
  /**
   * Who looked at, searched for or changed what there is of this patient, newest first: the record, recordings and transcripts,
   * notes, prescriptions and the machines' jobs, of all records that were merged with this one. Each read of this list is audited too.
   * A source that does not answer fails the whole list with DEPENDENCY_UNAVAILABLE, which names it: leave it out of `sources` to read the others.
   */
  auditEvents: AuditEventConnection;
  encounter: Maybe<Encounter>;
  /** A patient of the caller's tenant, or null with NOT_FOUND. */
  patient: Maybe<Patient>;
  /** The patient with this medical record number, or null. */
  patientByMrn: Maybe<Patient>;
  /** Patients by the start of any name, by birth date, by MRN; all given filters must hold. Ordered by family name. */
  patients: PatientConnection;
  /** What a prescription's safety check reads of a patient, at one moment. */
  safetySnapshot: Maybe<SafetySnapshot>;
  /** The caller, as the gateway verified them. */
  viewer: Viewer;
};


export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  patientId: Scalars['ID']['input'];
  sources?: InputMaybe<Array<AuditSource>>;
};


export type QueryEncounterArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPatientArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPatientByMrnArgs = {
  mrn: Scalars['String']['input'];
};


export type QueryPatientsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PatientFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySafetySnapshotArgs = {
  patientId: Scalars['ID']['input'];
};

export type ReactionSeverity =
  | 'MILD'
  | 'MODERATE'
  | 'SEVERE';

export type RecordAllergyInput = {
  category?: InputMaybe<AllergyCategory>;
  clientMutationId: Scalars['String']['input'];
  code: CodeableConceptInput;
  criticality?: AllergyCriticality;
  patientId: Scalars['ID']['input'];
  reactions?: InputMaybe<Array<AllergyReactionInput>>;
  verificationStatus?: VerificationStatus;
};

export type RecordConditionInput = {
  clientMutationId: Scalars['String']['input'];
  clinicalStatus?: ConditionClinicalStatus;
  code: CodeableConceptInput;
  encounterId?: InputMaybe<Scalars['ID']['input']>;
  onset?: InputMaybe<Scalars['DateTime']['input']>;
  patientId: Scalars['ID']['input'];
  verificationStatus?: VerificationStatus;
};

export type RecordMedicationInput = {
  clientMutationId: Scalars['String']['input'];
  code: CodeableConceptInput;
  dosageText?: InputMaybe<Scalars['String']['input']>;
  effectiveStart?: InputMaybe<Scalars['DateTime']['input']>;
  patientId: Scalars['ID']['input'];
  status?: MedicationStatementStatus;
};

export type RecordObservationInput = {
  category: ObservationCategory;
  clientMutationId: Scalars['String']['input'];
  code: CodeableConceptInput;
  components?: InputMaybe<Array<ObservationComponentInput>>;
  effectiveAt: Scalars['DateTime']['input'];
  encounterId?: InputMaybe<Scalars['ID']['input']>;
  patientId: Scalars['ID']['input'];
  value?: InputMaybe<QuantityInput>;
  valueConcept?: InputMaybe<CodeableConceptInput>;
};

export type RemoveCareTeamMemberInput = {
  clientMutationId: Scalars['String']['input'];
  patientId: Scalars['ID']['input'];
  userId: Scalars['String']['input'];
};

export type RevokeConsentInput = {
  clientMutationId: Scalars['String']['input'];
  consentId: Scalars['ID']['input'];
  expectedVersion: Scalars['Int']['input'];
};

export type Role =
  | 'ADMIN'
  | 'AUDITOR'
  | 'CLINICIAN'
  | 'NURSE'
  | 'PATIENT'
  | 'PRESCRIBER'
  | 'SERVICE';

/**
 * One consistent reading: nothing in it was saved later than another part of it. Every entry carries its `version`, so a
 * check can say exactly which facts it saw.
 */
export type SafetySnapshot = {
  __typename?: 'SafetySnapshot';
  allergies: AllergyList;
  /** Status ACTIVE, ON_HOLD or UNKNOWN: whatever may be in the patient's body or come back into it. All of them, unpaged. */
  medications: Array<MedicationStatement>;
  /** The latest of each: weight, height, eGFR, serum creatinine, pregnancy status. Entered in error ones are left out. */
  observations: Array<Observation>;
  patient: Patient;
  readAt: Scalars['DateTime']['output'];
};

export type StartFhirImportInput = {
  /** Of the bundle's bytes: the same bundle finds its own record again. */
  bundleSha256: Scalars['String']['input'];
  clientMutationId: Scalars['String']['input'];
  /** How many entries the bundle has. */
  entries: Scalars['Int']['input'];
  /**
   * What the bundle refers to and does not hold: must have been imported before, or the whole bundle is refused before its
   * first write. At most 5,000.
   */
  externalReferences?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** The encounter now, and again whenever it, its recordings, jobs, notes or prescriptions change. */
  encounter: Maybe<Encounter>;
};


export type SubscriptionEncounterArgs = {
  id: Scalars['ID']['input'];
};

export type UnmergePatientInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  patientId: Scalars['ID']['input'];
};

export type UpdateAllergyInput = {
  allergyId: Scalars['ID']['input'];
  clientMutationId: Scalars['String']['input'];
  clinicalStatus?: InputMaybe<AllergyClinicalStatus>;
  criticality?: InputMaybe<AllergyCriticality>;
  expectedVersion: Scalars['Int']['input'];
  reactions?: InputMaybe<Array<AllergyReactionInput>>;
  verificationStatus?: InputMaybe<VerificationStatus>;
};

export type UpdateConditionInput = {
  abatement?: InputMaybe<Scalars['DateTime']['input']>;
  clientMutationId: Scalars['String']['input'];
  clinicalStatus?: InputMaybe<ConditionClinicalStatus>;
  conditionId: Scalars['ID']['input'];
  expectedVersion: Scalars['Int']['input'];
  verificationStatus?: InputMaybe<VerificationStatus>;
};

export type UpdateMedicationInput = {
  clientMutationId: Scalars['String']['input'];
  dosageText?: InputMaybe<Scalars['String']['input']>;
  effectiveEnd?: InputMaybe<Scalars['DateTime']['input']>;
  expectedVersion: Scalars['Int']['input'];
  medicationId: Scalars['ID']['input'];
  status?: InputMaybe<MedicationStatementStatus>;
};

/** Observations are not rewritten: a wrong one is marked so, and a right one recorded. */
export type UpdateObservationInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  observationId: Scalars['ID']['input'];
  status: ObservationStatus;
};

export type UpdatePatientInput = {
  active?: InputMaybe<Scalars['Boolean']['input']>;
  address?: InputMaybe<AddressInput>;
  administrativeGender?: InputMaybe<AdministrativeGender>;
  birthDate?: InputMaybe<Scalars['Date']['input']>;
  clientMutationId: Scalars['String']['input'];
  deceased?: InputMaybe<Scalars['Boolean']['input']>;
  expectedVersion: Scalars['Int']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
  names?: InputMaybe<Array<HumanNameInput>>;
  patientId: Scalars['ID']['input'];
  telecom?: InputMaybe<Array<ContactPointInput>>;
};

export type UpdatePatientPayload = {
  __typename?: 'UpdatePatientPayload';
  /** On CONFLICT: what somebody else saved meanwhile. */
  current: Maybe<Patient>;
  patient: Maybe<Patient>;
  userErrors: Array<UserError>;
};

/** A thing that a clinician can put right. */
export type UserError = {
  __typename?: 'UserError';
  code: UserErrorCode;
  /** For people; never shown in place of the code. */
  message: Scalars['String']['output'];
  /** The input field at fault, from the top of `input`. */
  path: Maybe<Array<Scalars['String']['output']>>;
};

export type UserErrorCode =
  /** Somebody else changed it meanwhile: `current` shows it. */
  | 'CONFLICT'
  /** A patient with this MRN or with the same name and birth date exists. */
  | 'DUPLICATE'
  /** Your role may not do this to this thing. */
  | 'FORBIDDEN'
  /** Its state does not allow this step. */
  | 'INVALID_TRANSITION'
  /** There is no such thing here. */
  | 'NOT_FOUND'
  /** A field's value is not acceptable. */
  | 'VALIDATION';

export type VerificationStatus =
  | 'CONFIRMED'
  | 'DIFFERENTIAL'
  | 'ENTERED_IN_ERROR'
  | 'PROVISIONAL'
  | 'REFUTED'
  | 'UNCONFIRMED';

export type Viewer = {
  __typename?: 'Viewer';
  roles: Array<Role>;
  /** What the roles permit, such as `note:sign`. */
  scopes: Array<Scalars['String']['output']>;
  tenant: Scalars['String']['output'];
  userId: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  AllergyIntolerance: AllergyIntolerance;
  Condition: Condition;
  Consent: Consent;
  Encounter: Encounter;
  MedicationStatement: MedicationStatement;
  Observation: Observation;
  Patient: Patient;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AllergyIntolerance:
    ( { __typename: 'AllergyIntolerance' }
    & GraphQLRecursivePick<FederationTypes['AllergyIntolerance'], {"id":true}> );
  Condition:
    ( { __typename: 'Condition' }
    & GraphQLRecursivePick<FederationTypes['Condition'], {"id":true}> );
  Consent:
    ( { __typename: 'Consent' }
    & GraphQLRecursivePick<FederationTypes['Consent'], {"id":true}> );
  Encounter:
    ( { __typename: 'Encounter' }
    & GraphQLRecursivePick<FederationTypes['Encounter'], {"id":true}> );
  MedicationStatement:
    ( { __typename: 'MedicationStatement' }
    & GraphQLRecursivePick<FederationTypes['MedicationStatement'], {"id":true}> );
  Observation:
    ( { __typename: 'Observation' }
    & GraphQLRecursivePick<FederationTypes['Observation'], {"id":true}> );
  Patient:
    ( { __typename: 'Patient' }
    & GraphQLRecursivePick<FederationTypes['Patient'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddCareTeamMemberInput: AddCareTeamMemberInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Address: ResolverTypeWrapper<Address>;
  AddressInput: AddressInput;
  AdministrativeGender: AdministrativeGender;
  AllergyCategory: AllergyCategory;
  AllergyClinicalStatus: AllergyClinicalStatus;
  AllergyCriticality: AllergyCriticality;
  AllergyIntolerance: ResolverTypeWrapper<AllergyRow>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AllergyList: ResolverTypeWrapper<AllergiesOf>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AllergyListStatus: AllergyListStatus;
  AllergyPayload: ResolverTypeWrapper<Omit<AllergyPayload, 'allergy' | 'current'> & { allergy?: Maybe<ResolversTypes['AllergyIntolerance']>, current?: Maybe<ResolversTypes['AllergyIntolerance']> }>;
  AllergyReaction: ResolverTypeWrapper<AllergyReaction>;
  AllergyReactionInput: AllergyReactionInput;
  AssertNoKnownAllergiesInput: AssertNoKnownAllergiesInput;
  AssertNoKnownAllergiesPayload: ResolverTypeWrapper<Omit<AssertNoKnownAllergiesPayload, 'patient'> & { patient?: Maybe<ResolversTypes['Patient']> }>;
  AuditEvent: ResolverTypeWrapper<AuditEventRow>;
  AuditEventConnection: ResolverTypeWrapper<Omit<AuditEventConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['AuditEventEdge']>, nodes: Array<ResolversTypes['AuditEvent']> }>;
  AuditEventEdge: ResolverTypeWrapper<Omit<AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  AuditOutcome: AuditOutcome;
  AuditSource: AuditSource;
  CareTeamMember: ResolverTypeWrapper<CareTeamRow>;
  CareTeamPayload: ResolverTypeWrapper<Omit<CareTeamPayload, 'patient'> & { patient?: Maybe<ResolversTypes['Patient']> }>;
  ChangeEncounterStatusInput: ChangeEncounterStatusInput;
  CodeableConcept: ResolverTypeWrapper<CodeableConcept>;
  CodeableConceptInput: CodeableConceptInput;
  Coding: ResolverTypeWrapper<Coding>;
  CodingInput: CodingInput;
  Condition: ResolverTypeWrapper<ConditionRow>;
  ConditionClinicalStatus: ConditionClinicalStatus;
  ConditionConnection: ResolverTypeWrapper<Omit<ConditionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ConditionEdge']>, nodes: Array<ResolversTypes['Condition']> }>;
  ConditionEdge: ResolverTypeWrapper<Omit<ConditionEdge, 'node'> & { node: ResolversTypes['Condition'] }>;
  ConditionPayload: ResolverTypeWrapper<Omit<ConditionPayload, 'condition' | 'current'> & { condition?: Maybe<ResolversTypes['Condition']>, current?: Maybe<ResolversTypes['Condition']> }>;
  Consent: ResolverTypeWrapper<ConsentRow>;
  ConsentBasis: ConsentBasis;
  ConsentPayload: ResolverTypeWrapper<Omit<ConsentPayload, 'consent' | 'current'> & { consent?: Maybe<ResolversTypes['Consent']>, current?: Maybe<ResolversTypes['Consent']> }>;
  ConsentStatus: ConsentStatus;
  ConsentType: ConsentType;
  ContactPoint: ResolverTypeWrapper<ContactPoint>;
  ContactPointInput: ContactPointInput;
  CreateEncounterInput: CreateEncounterInput;
  CreatePatientInput: CreatePatientInput;
  CreatePatientPayload: ResolverTypeWrapper<Omit<CreatePatientPayload, 'duplicateOf' | 'patient'> & { duplicateOf?: Maybe<ResolversTypes['Patient']>, patient?: Maybe<ResolversTypes['Patient']> }>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Encounter: ResolverTypeWrapper<EncounterRow>;
  EncounterClass: EncounterClass;
  EncounterConnection: ResolverTypeWrapper<Omit<EncounterConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['EncounterEdge']>, nodes: Array<ResolversTypes['Encounter']> }>;
  EncounterEdge: ResolverTypeWrapper<Omit<EncounterEdge, 'node'> & { node: ResolversTypes['Encounter'] }>;
  EncounterPayload: ResolverTypeWrapper<Omit<EncounterPayload, 'current' | 'encounter'> & { current?: Maybe<ResolversTypes['Encounter']>, encounter?: Maybe<ResolversTypes['Encounter']> }>;
  EncounterStatus: EncounterStatus;
  FhirEntryInput: FhirEntryInput;
  FhirEntryOutcome: FhirEntryOutcome;
  FhirEntryResult: ResolverTypeWrapper<EntryResult>;
  FhirImport: ResolverTypeWrapper<FhirImportRow>;
  FhirImportPayload: ResolverTypeWrapper<Omit<FhirImportPayload, 'import'> & { import?: Maybe<ResolversTypes['FhirImport']> }>;
  FhirImportStatus: FhirImportStatus;
  FhirResource: ResolverTypeWrapper<Scalars['FhirResource']['output']>;
  GiveConsentInput: GiveConsentInput;
  HumanName: ResolverTypeWrapper<HumanName>;
  HumanNameInput: HumanNameInput;
  Identifier: ResolverTypeWrapper<Identifier>;
  IdentifierInput: IdentifierInput;
  ImportFhirEntriesInput: ImportFhirEntriesInput;
  ImportFhirEntriesPayload: ResolverTypeWrapper<Omit<ImportFhirEntriesPayload, 'import' | 'results'> & { import?: Maybe<ResolversTypes['FhirImport']>, results: Array<ResolversTypes['FhirEntryResult']> }>;
  MedicationPayload: ResolverTypeWrapper<Omit<MedicationPayload, 'current' | 'medication'> & { current?: Maybe<ResolversTypes['MedicationStatement']>, medication?: Maybe<ResolversTypes['MedicationStatement']> }>;
  MedicationStatement: ResolverTypeWrapper<MedicationRow>;
  MedicationStatementConnection: ResolverTypeWrapper<Omit<MedicationStatementConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['MedicationStatementEdge']>, nodes: Array<ResolversTypes['MedicationStatement']> }>;
  MedicationStatementEdge: ResolverTypeWrapper<Omit<MedicationStatementEdge, 'node'> & { node: ResolversTypes['MedicationStatement'] }>;
  MedicationStatementStatus: MedicationStatementStatus;
  MergePatientInput: MergePatientInput;
  MergePatientPayload: ResolverTypeWrapper<Omit<MergePatientPayload, 'current' | 'patient'> & { current?: Maybe<ResolversTypes['Patient']>, patient?: Maybe<ResolversTypes['Patient']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Observation: ResolverTypeWrapper<ObservationRow>;
  ObservationCategory: ObservationCategory;
  ObservationComponent: ResolverTypeWrapper<ObservationComponent>;
  ObservationComponentInput: ObservationComponentInput;
  ObservationConnection: ResolverTypeWrapper<Omit<ObservationConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ObservationEdge']>, nodes: Array<ResolversTypes['Observation']> }>;
  ObservationEdge: ResolverTypeWrapper<Omit<ObservationEdge, 'node'> & { node: ResolversTypes['Observation'] }>;
  ObservationPayload: ResolverTypeWrapper<Omit<ObservationPayload, 'current' | 'observation'> & { current?: Maybe<ResolversTypes['Observation']>, observation?: Maybe<ResolversTypes['Observation']> }>;
  ObservationStatus: ObservationStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Patient: ResolverTypeWrapper<PatientRow>;
  PatientConnection: ResolverTypeWrapper<Omit<PatientConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['PatientEdge']>, nodes: Array<ResolversTypes['Patient']> }>;
  PatientEdge: ResolverTypeWrapper<Omit<PatientEdge, 'node'> & { node: ResolversTypes['Patient'] }>;
  PatientFilter: PatientFilter;
  Quantity: ResolverTypeWrapper<Quantity>;
  QuantityInput: QuantityInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReactionSeverity: ReactionSeverity;
  RecordAllergyInput: RecordAllergyInput;
  RecordConditionInput: RecordConditionInput;
  RecordMedicationInput: RecordMedicationInput;
  RecordObservationInput: RecordObservationInput;
  RemoveCareTeamMemberInput: RemoveCareTeamMemberInput;
  RevokeConsentInput: RevokeConsentInput;
  Role: Role;
  SafetySnapshot: ResolverTypeWrapper<SafetySnapshotRows>;
  StartFhirImportInput: StartFhirImportInput;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UnmergePatientInput: UnmergePatientInput;
  UpdateAllergyInput: UpdateAllergyInput;
  UpdateConditionInput: UpdateConditionInput;
  UpdateMedicationInput: UpdateMedicationInput;
  UpdateObservationInput: UpdateObservationInput;
  UpdatePatientInput: UpdatePatientInput;
  UpdatePatientPayload: ResolverTypeWrapper<Omit<UpdatePatientPayload, 'current' | 'patient'> & { current?: Maybe<ResolversTypes['Patient']>, patient?: Maybe<ResolversTypes['Patient']> }>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  VerificationStatus: VerificationStatus;
  Viewer: ResolverTypeWrapper<Viewer>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddCareTeamMemberInput: AddCareTeamMemberInput;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  Address: Address;
  AddressInput: AddressInput;
  AllergyIntolerance: AllergyRow;
  Int: Scalars['Int']['output'];
  AllergyList: AllergiesOf;
  Boolean: Scalars['Boolean']['output'];
  AllergyPayload: Omit<AllergyPayload, 'allergy' | 'current'> & { allergy?: Maybe<ResolversParentTypes['AllergyIntolerance']>, current?: Maybe<ResolversParentTypes['AllergyIntolerance']> };
  AllergyReaction: AllergyReaction;
  AllergyReactionInput: AllergyReactionInput;
  AssertNoKnownAllergiesInput: AssertNoKnownAllergiesInput;
  AssertNoKnownAllergiesPayload: Omit<AssertNoKnownAllergiesPayload, 'patient'> & { patient?: Maybe<ResolversParentTypes['Patient']> };
  AuditEvent: AuditEventRow;
  AuditEventConnection: Omit<AuditEventConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['AuditEventEdge']>, nodes: Array<ResolversParentTypes['AuditEvent']> };
  AuditEventEdge: Omit<AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  CareTeamMember: CareTeamRow;
  CareTeamPayload: Omit<CareTeamPayload, 'patient'> & { patient?: Maybe<ResolversParentTypes['Patient']> };
  ChangeEncounterStatusInput: ChangeEncounterStatusInput;
  CodeableConcept: CodeableConcept;
  CodeableConceptInput: CodeableConceptInput;
  Coding: Coding;
  CodingInput: CodingInput;
  Condition: ConditionRow;
  ConditionConnection: Omit<ConditionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ConditionEdge']>, nodes: Array<ResolversParentTypes['Condition']> };
  ConditionEdge: Omit<ConditionEdge, 'node'> & { node: ResolversParentTypes['Condition'] };
  ConditionPayload: Omit<ConditionPayload, 'condition' | 'current'> & { condition?: Maybe<ResolversParentTypes['Condition']>, current?: Maybe<ResolversParentTypes['Condition']> };
  Consent: ConsentRow;
  ConsentPayload: Omit<ConsentPayload, 'consent' | 'current'> & { consent?: Maybe<ResolversParentTypes['Consent']>, current?: Maybe<ResolversParentTypes['Consent']> };
  ContactPoint: ContactPoint;
  ContactPointInput: ContactPointInput;
  CreateEncounterInput: CreateEncounterInput;
  CreatePatientInput: CreatePatientInput;
  CreatePatientPayload: Omit<CreatePatientPayload, 'duplicateOf' | 'patient'> & { duplicateOf?: Maybe<ResolversParentTypes['Patient']>, patient?: Maybe<ResolversParentTypes['Patient']> };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Encounter: EncounterRow;
  EncounterConnection: Omit<EncounterConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['EncounterEdge']>, nodes: Array<ResolversParentTypes['Encounter']> };
  EncounterEdge: Omit<EncounterEdge, 'node'> & { node: ResolversParentTypes['Encounter'] };
  EncounterPayload: Omit<EncounterPayload, 'current' | 'encounter'> & { current?: Maybe<ResolversParentTypes['Encounter']>, encounter?: Maybe<ResolversParentTypes['Encounter']> };
  FhirEntryInput: FhirEntryInput;
  FhirEntryResult: EntryResult;
  FhirImport: FhirImportRow;
  FhirImportPayload: Omit<FhirImportPayload, 'import'> & { import?: Maybe<ResolversParentTypes['FhirImport']> };
  FhirResource: Scalars['FhirResource']['output'];
  GiveConsentInput: GiveConsentInput;
  HumanName: HumanName;
  HumanNameInput: HumanNameInput;
  Identifier: Identifier;
  IdentifierInput: IdentifierInput;
  ImportFhirEntriesInput: ImportFhirEntriesInput;
  ImportFhirEntriesPayload: Omit<ImportFhirEntriesPayload, 'import' | 'results'> & { import?: Maybe<ResolversParentTypes['FhirImport']>, results: Array<ResolversParentTypes['FhirEntryResult']> };
  MedicationPayload: Omit<MedicationPayload, 'current' | 'medication'> & { current?: Maybe<ResolversParentTypes['MedicationStatement']>, medication?: Maybe<ResolversParentTypes['MedicationStatement']> };
  MedicationStatement: MedicationRow;
  MedicationStatementConnection: Omit<MedicationStatementConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['MedicationStatementEdge']>, nodes: Array<ResolversParentTypes['MedicationStatement']> };
  MedicationStatementEdge: Omit<MedicationStatementEdge, 'node'> & { node: ResolversParentTypes['MedicationStatement'] };
  MergePatientInput: MergePatientInput;
  MergePatientPayload: Omit<MergePatientPayload, 'current' | 'patient'> & { current?: Maybe<ResolversParentTypes['Patient']>, patient?: Maybe<ResolversParentTypes['Patient']> };
  Mutation: Record<PropertyKey, never>;
  Observation: ObservationRow;
  ObservationComponent: ObservationComponent;
  ObservationComponentInput: ObservationComponentInput;
  ObservationConnection: Omit<ObservationConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ObservationEdge']>, nodes: Array<ResolversParentTypes['Observation']> };
  ObservationEdge: Omit<ObservationEdge, 'node'> & { node: ResolversParentTypes['Observation'] };
  ObservationPayload: Omit<ObservationPayload, 'current' | 'observation'> & { current?: Maybe<ResolversParentTypes['Observation']>, observation?: Maybe<ResolversParentTypes['Observation']> };
  PageInfo: PageInfo;
  Patient: PatientRow;
  PatientConnection: Omit<PatientConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['PatientEdge']>, nodes: Array<ResolversParentTypes['Patient']> };
  PatientEdge: Omit<PatientEdge, 'node'> & { node: ResolversParentTypes['Patient'] };
  PatientFilter: PatientFilter;
  Quantity: Quantity;
  QuantityInput: QuantityInput;
  Query: Record<PropertyKey, never>;
  RecordAllergyInput: RecordAllergyInput;
  RecordConditionInput: RecordConditionInput;
  RecordMedicationInput: RecordMedicationInput;
  RecordObservationInput: RecordObservationInput;
  RemoveCareTeamMemberInput: RemoveCareTeamMemberInput;
  RevokeConsentInput: RevokeConsentInput;
  SafetySnapshot: SafetySnapshotRows;
  StartFhirImportInput: StartFhirImportInput;
  Subscription: Record<PropertyKey, never>;
  UnmergePatientInput: UnmergePatientInput;
  UpdateAllergyInput: UpdateAllergyInput;
  UpdateConditionInput: UpdateConditionInput;
  UpdateMedicationInput: UpdateMedicationInput;
  UpdateObservationInput: UpdateObservationInput;
  UpdatePatientInput: UpdatePatientInput;
  UpdatePatientPayload: Omit<UpdatePatientPayload, 'current' | 'patient'> & { current?: Maybe<ResolversParentTypes['Patient']>, patient?: Maybe<ResolversParentTypes['Patient']> };
  UserError: UserError;
  Viewer: Viewer;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AllergyIntoleranceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AllergyIntolerance'] = ResolversParentTypes['AllergyIntolerance'], FederationReferenceType extends FederationReferenceTypes['AllergyIntolerance'] = FederationReferenceTypes['AllergyIntolerance']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AllergyIntolerance']> | FederationReferenceType, FederationReferenceType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['AllergyCategory']>, ParentType, ContextType>;
  clinicalStatus?: Resolver<ResolversTypes['AllergyClinicalStatus'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['CodeableConcept'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  criticality?: Resolver<ResolversTypes['AllergyCriticality'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  reactions?: Resolver<Array<ResolversTypes['AllergyReaction']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verificationStatus?: Resolver<ResolversTypes['VerificationStatus'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AllergyListResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AllergyList'] = ResolversParentTypes['AllergyList']> = {
  items?: Resolver<Array<ResolversTypes['AllergyIntolerance']>, ParentType, ContextType, RequireFields<AllergyListItemsArgs, 'includeEnteredInError'>>;
  noKnownAllergiesAssertedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  noKnownAllergiesAssertedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AllergyListStatus'], ParentType, ContextType>;
};

export type AllergyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AllergyPayload'] = ResolversParentTypes['AllergyPayload']> = {
  allergy?: Resolver<Maybe<ResolversTypes['AllergyIntolerance']>, ParentType, ContextType>;
  current?: Resolver<Maybe<ResolversTypes['AllergyIntolerance']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AllergyReactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AllergyReaction'] = ResolversParentTypes['AllergyReaction']> = {
  manifestation?: Resolver<ResolversTypes['CodeableConcept'], ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['ReactionSeverity']>, ParentType, ContextType>;
};

export type AssertNoKnownAllergiesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssertNoKnownAllergiesPayload'] = ResolversParentTypes['AssertNoKnownAllergiesPayload']> = {
  patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resourceType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['AuditSource'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export type CareTeamMemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CareTeamMember'] = ResolversParentTypes['CareTeamMember']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CareTeamPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CareTeamPayload'] = ResolversParentTypes['CareTeamPayload']> = {
  patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CodeableConceptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CodeableConcept'] = ResolversParentTypes['CodeableConcept']> = {
  codings?: Resolver<Array<ResolversTypes['Coding']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Coding'] = ResolversParentTypes['Coding']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  display?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Condition'] = ResolversParentTypes['Condition'], FederationReferenceType extends FederationReferenceTypes['Condition'] = FederationReferenceTypes['Condition']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Condition']> | FederationReferenceType, FederationReferenceType, ContextType>;
  abatement?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  clinicalStatus?: Resolver<ResolversTypes['ConditionClinicalStatus'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['CodeableConcept'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  encounter?: Resolver<Maybe<ResolversTypes['Encounter']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  onset?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verificationStatus?: Resolver<ResolversTypes['VerificationStatus'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConditionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConditionConnection'] = ResolversParentTypes['ConditionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ConditionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Condition']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ConditionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConditionEdge'] = ResolversParentTypes['ConditionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Condition'], ParentType, ContextType>;
};

export type ConditionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConditionPayload'] = ResolversParentTypes['ConditionPayload']> = {
  condition?: Resolver<Maybe<ResolversTypes['Condition']>, ParentType, ContextType>;
  current?: Resolver<Maybe<ResolversTypes['Condition']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ConsentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent'], FederationReferenceType extends FederationReferenceTypes['Consent'] = FederationReferenceTypes['Consent']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Consent']> | FederationReferenceType, FederationReferenceType, ContextType>;
  basis?: Resolver<ResolversTypes['ConsentBasis'], ParentType, ContextType>;
  givenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  recordedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ConsentStatus'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ConsentType'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConsentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentPayload'] = ResolversParentTypes['ConsentPayload']> = {
  consent?: Resolver<Maybe<ResolversTypes['Consent']>, ParentType, ContextType>;
  current?: Resolver<Maybe<ResolversTypes['Consent']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ContactPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContactPoint'] = ResolversParentTypes['ContactPoint']> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CreatePatientPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreatePatientPayload'] = ResolversParentTypes['CreatePatientPayload']> = {
  duplicateOf?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type EncounterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Encounter'] = ResolversParentTypes['Encounter'], FederationReferenceType extends FederationReferenceTypes['Encounter'] = FederationReferenceTypes['Encounter']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Encounter']> | FederationReferenceType, FederationReferenceType, ContextType>;
  class?: Resolver<ResolversTypes['EncounterClass'], ParentType, ContextType>;
  clinician?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EncounterStatus'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EncounterConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EncounterConnection'] = ResolversParentTypes['EncounterConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EncounterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Encounter']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EncounterEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EncounterEdge'] = ResolversParentTypes['EncounterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Encounter'], ParentType, ContextType>;
};

export type EncounterPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EncounterPayload'] = ResolversParentTypes['EncounterPayload']> = {
  current?: Resolver<Maybe<ResolversTypes['Encounter']>, ParentType, ContextType>;
  encounter?: Resolver<Maybe<ResolversTypes['Encounter']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type FhirEntryResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FhirEntryResult'] = ResolversParentTypes['FhirEntryResult']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['FhirEntryOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resourceType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FhirImportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FhirImport'] = ResolversParentTypes['FhirImport']> = {
  applied?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bundleSha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FhirImportStatus'], ParentType, ContextType>;
};

export type FhirImportPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FhirImportPayload'] = ResolversParentTypes['FhirImportPayload']> = {
  import?: Resolver<Maybe<ResolversTypes['FhirImport']>, ParentType, ContextType>;
  unresolvedReferences?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface FhirResourceScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['FhirResource'], any> {
  name: 'FhirResource';
}

export type HumanNameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HumanName'] = ResolversParentTypes['HumanName']> = {
  family?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  given?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  prefix?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IdentifierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Identifier'] = ResolversParentTypes['Identifier']> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ImportFhirEntriesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImportFhirEntriesPayload'] = ResolversParentTypes['ImportFhirEntriesPayload']> = {
  import?: Resolver<Maybe<ResolversTypes['FhirImport']>, ParentType, ContextType>;
  results?: Resolver<Array<ResolversTypes['FhirEntryResult']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MedicationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicationPayload'] = ResolversParentTypes['MedicationPayload']> = {
  current?: Resolver<Maybe<ResolversTypes['MedicationStatement']>, ParentType, ContextType>;
  medication?: Resolver<Maybe<ResolversTypes['MedicationStatement']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MedicationStatementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicationStatement'] = ResolversParentTypes['MedicationStatement'], FederationReferenceType extends FederationReferenceTypes['MedicationStatement'] = FederationReferenceTypes['MedicationStatement']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['MedicationStatement']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['CodeableConcept'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dosageText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  effectiveEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  effectiveStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MedicationStatementStatus'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MedicationStatementConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicationStatementConnection'] = ResolversParentTypes['MedicationStatementConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MedicationStatementEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['MedicationStatement']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MedicationStatementEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicationStatementEdge'] = ResolversParentTypes['MedicationStatementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MedicationStatement'], ParentType, ContextType>;
};

export type MergePatientPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MergePatientPayload'] = ResolversParentTypes['MergePatientPayload']> = {
  current?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addCareTeamMember?: Resolver<ResolversTypes['CareTeamPayload'], ParentType, ContextType, RequireFields<MutationAddCareTeamMemberArgs, 'input'>>;
  assertNoKnownAllergies?: Resolver<ResolversTypes['AssertNoKnownAllergiesPayload'], ParentType, ContextType, RequireFields<MutationAssertNoKnownAllergiesArgs, 'input'>>;
  changeEncounterStatus?: Resolver<ResolversTypes['EncounterPayload'], ParentType, ContextType, RequireFields<MutationChangeEncounterStatusArgs, 'input'>>;
  createEncounter?: Resolver<ResolversTypes['EncounterPayload'], ParentType, ContextType, RequireFields<MutationCreateEncounterArgs, 'input'>>;
  createPatient?: Resolver<ResolversTypes['CreatePatientPayload'], ParentType, ContextType, RequireFields<MutationCreatePatientArgs, 'input'>>;
  giveConsent?: Resolver<ResolversTypes['ConsentPayload'], ParentType, ContextType, RequireFields<MutationGiveConsentArgs, 'input'>>;
  importFhirEntries?: Resolver<ResolversTypes['ImportFhirEntriesPayload'], ParentType, ContextType, RequireFields<MutationImportFhirEntriesArgs, 'input'>>;
  mergePatient?: Resolver<ResolversTypes['MergePatientPayload'], ParentType, ContextType, RequireFields<MutationMergePatientArgs, 'input'>>;
  recordAllergy?: Resolver<ResolversTypes['AllergyPayload'], ParentType, ContextType, RequireFields<MutationRecordAllergyArgs, 'input'>>;
  recordCondition?: Resolver<ResolversTypes['ConditionPayload'], ParentType, ContextType, RequireFields<MutationRecordConditionArgs, 'input'>>;
  recordMedication?: Resolver<ResolversTypes['MedicationPayload'], ParentType, ContextType, RequireFields<MutationRecordMedicationArgs, 'input'>>;
  recordObservation?: Resolver<ResolversTypes['ObservationPayload'], ParentType, ContextType, RequireFields<MutationRecordObservationArgs, 'input'>>;
  removeCareTeamMember?: Resolver<ResolversTypes['CareTeamPayload'], ParentType, ContextType, RequireFields<MutationRemoveCareTeamMemberArgs, 'input'>>;
  revokeConsent?: Resolver<ResolversTypes['ConsentPayload'], ParentType, ContextType, RequireFields<MutationRevokeConsentArgs, 'input'>>;
  startFhirImport?: Resolver<ResolversTypes['FhirImportPayload'], ParentType, ContextType, RequireFields<MutationStartFhirImportArgs, 'input'>>;
  unmergePatient?: Resolver<ResolversTypes['MergePatientPayload'], ParentType, ContextType, RequireFields<MutationUnmergePatientArgs, 'input'>>;
  updateAllergy?: Resolver<ResolversTypes['AllergyPayload'], ParentType, ContextType, RequireFields<MutationUpdateAllergyArgs, 'input'>>;
  updateCondition?: Resolver<ResolversTypes['ConditionPayload'], ParentType, ContextType, RequireFields<MutationUpdateConditionArgs, 'input'>>;
  updateMedication?: Resolver<ResolversTypes['MedicationPayload'], ParentType, ContextType, RequireFields<MutationUpdateMedicationArgs, 'input'>>;
  updateObservation?: Resolver<ResolversTypes['ObservationPayload'], ParentType, ContextType, RequireFields<MutationUpdateObservationArgs, 'input'>>;
  updatePatient?: Resolver<ResolversTypes['UpdatePatientPayload'], ParentType, ContextType, RequireFields<MutationUpdatePatientArgs, 'input'>>;
};

export type ObservationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Observation'] = ResolversParentTypes['Observation'], FederationReferenceType extends FederationReferenceTypes['Observation'] = FederationReferenceTypes['Observation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Observation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  category?: Resolver<ResolversTypes['ObservationCategory'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['CodeableConcept'], ParentType, ContextType>;
  components?: Resolver<Array<ResolversTypes['ObservationComponent']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  effectiveAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  encounter?: Resolver<Maybe<ResolversTypes['Encounter']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ObservationStatus'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  valueConcept?: Resolver<Maybe<ResolversTypes['CodeableConcept']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ObservationComponentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ObservationComponent'] = ResolversParentTypes['ObservationComponent']> = {
  code?: Resolver<ResolversTypes['CodeableConcept'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
};

export type ObservationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ObservationConnection'] = ResolversParentTypes['ObservationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ObservationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Observation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ObservationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ObservationEdge'] = ResolversParentTypes['ObservationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Observation'], ParentType, ContextType>;
};

export type ObservationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ObservationPayload'] = ResolversParentTypes['ObservationPayload']> = {
  current?: Resolver<Maybe<ResolversTypes['Observation']>, ParentType, ContextType>;
  observation?: Resolver<Maybe<ResolversTypes['Observation']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Patient'] = ResolversParentTypes['Patient'], FederationReferenceType extends FederationReferenceTypes['Patient'] = FederationReferenceTypes['Patient']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Patient']> | FederationReferenceType, FederationReferenceType, ContextType>;
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  administrativeGender?: Resolver<ResolversTypes['AdministrativeGender'], ParentType, ContextType>;
  allergies?: Resolver<Maybe<ResolversTypes['AllergyList']>, ParentType, ContextType>;
  birthDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  careTeam?: Resolver<Maybe<Array<ResolversTypes['CareTeamMember']>>, ParentType, ContextType>;
  conditions?: Resolver<Maybe<ResolversTypes['ConditionConnection']>, ParentType, ContextType, RequireFields<PatientConditionsArgs, 'first'>>;
  consents?: Resolver<Maybe<Array<ResolversTypes['Consent']>>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deceased?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  encounters?: Resolver<Maybe<ResolversTypes['EncounterConnection']>, ParentType, ContextType, RequireFields<PatientEncountersArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<Array<ResolversTypes['Identifier']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  medications?: Resolver<Maybe<ResolversTypes['MedicationStatementConnection']>, ParentType, ContextType, RequireFields<PatientMedicationsArgs, 'activeOnly' | 'first'>>;
  mergedInto?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  mrn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  names?: Resolver<Array<ResolversTypes['HumanName']>, ParentType, ContextType>;
  observations?: Resolver<Maybe<ResolversTypes['ObservationConnection']>, ParentType, ContextType, RequireFields<PatientObservationsArgs, 'first'>>;
  telecom?: Resolver<Array<ResolversTypes['ContactPoint']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PatientConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PatientConnection'] = ResolversParentTypes['PatientConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PatientEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Patient']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PatientEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PatientEdge'] = ResolversParentTypes['PatientEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
};

export type QuantityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quantity'] = ResolversParentTypes['Quantity']> = {
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  auditEvents?: Resolver<ResolversTypes['AuditEventConnection'], ParentType, ContextType, RequireFields<QueryAuditEventsArgs, 'first' | 'patientId'>>;
  encounter?: Resolver<Maybe<ResolversTypes['Encounter']>, ParentType, ContextType, RequireFields<QueryEncounterArgs, 'id'>>;
  patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType, RequireFields<QueryPatientArgs, 'id'>>;
  patientByMrn?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType, RequireFields<QueryPatientByMrnArgs, 'mrn'>>;
  patients?: Resolver<ResolversTypes['PatientConnection'], ParentType, ContextType, RequireFields<QueryPatientsArgs, 'first'>>;
  safetySnapshot?: Resolver<Maybe<ResolversTypes['SafetySnapshot']>, ParentType, ContextType, RequireFields<QuerySafetySnapshotArgs, 'patientId'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type SafetySnapshotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SafetySnapshot'] = ResolversParentTypes['SafetySnapshot']> = {
  allergies?: Resolver<ResolversTypes['AllergyList'], ParentType, ContextType>;
  medications?: Resolver<Array<ResolversTypes['MedicationStatement']>, ParentType, ContextType>;
  observations?: Resolver<Array<ResolversTypes['Observation']>, ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  readAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  encounter?: SubscriptionResolver<Maybe<ResolversTypes['Encounter']>, "encounter", ParentType, ContextType, RequireFields<SubscriptionEncounterArgs, 'id'>>;
};

export type UpdatePatientPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdatePatientPayload'] = ResolversParentTypes['UpdatePatientPayload']> = {
  current?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  patient?: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Address?: AddressResolvers<ContextType>;
  AllergyIntolerance?: AllergyIntoleranceResolvers<ContextType>;
  AllergyList?: AllergyListResolvers<ContextType>;
  AllergyPayload?: AllergyPayloadResolvers<ContextType>;
  AllergyReaction?: AllergyReactionResolvers<ContextType>;
  AssertNoKnownAllergiesPayload?: AssertNoKnownAllergiesPayloadResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  CareTeamMember?: CareTeamMemberResolvers<ContextType>;
  CareTeamPayload?: CareTeamPayloadResolvers<ContextType>;
  CodeableConcept?: CodeableConceptResolvers<ContextType>;
  Coding?: CodingResolvers<ContextType>;
  Condition?: ConditionResolvers<ContextType>;
  ConditionConnection?: ConditionConnectionResolvers<ContextType>;
  ConditionEdge?: ConditionEdgeResolvers<ContextType>;
  ConditionPayload?: ConditionPayloadResolvers<ContextType>;
  Consent?: ConsentResolvers<ContextType>;
  ConsentPayload?: ConsentPayloadResolvers<ContextType>;
  ContactPoint?: ContactPointResolvers<ContextType>;
  CreatePatientPayload?: CreatePatientPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Encounter?: EncounterResolvers<ContextType>;
  EncounterConnection?: EncounterConnectionResolvers<ContextType>;
  EncounterEdge?: EncounterEdgeResolvers<ContextType>;
  EncounterPayload?: EncounterPayloadResolvers<ContextType>;
  FhirEntryResult?: FhirEntryResultResolvers<ContextType>;
  FhirImport?: FhirImportResolvers<ContextType>;
  FhirImportPayload?: FhirImportPayloadResolvers<ContextType>;
  FhirResource?: GraphQLScalarType;
  HumanName?: HumanNameResolvers<ContextType>;
  Identifier?: IdentifierResolvers<ContextType>;
  ImportFhirEntriesPayload?: ImportFhirEntriesPayloadResolvers<ContextType>;
  MedicationPayload?: MedicationPayloadResolvers<ContextType>;
  MedicationStatement?: MedicationStatementResolvers<ContextType>;
  MedicationStatementConnection?: MedicationStatementConnectionResolvers<ContextType>;
  MedicationStatementEdge?: MedicationStatementEdgeResolvers<ContextType>;
  MergePatientPayload?: MergePatientPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Observation?: ObservationResolvers<ContextType>;
  ObservationComponent?: ObservationComponentResolvers<ContextType>;
  ObservationConnection?: ObservationConnectionResolvers<ContextType>;
  ObservationEdge?: ObservationEdgeResolvers<ContextType>;
  ObservationPayload?: ObservationPayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Patient?: PatientResolvers<ContextType>;
  PatientConnection?: PatientConnectionResolvers<ContextType>;
  PatientEdge?: PatientEdgeResolvers<ContextType>;
  Quantity?: QuantityResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  SafetySnapshot?: SafetySnapshotResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UpdatePatientPayload?: UpdatePatientPayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

