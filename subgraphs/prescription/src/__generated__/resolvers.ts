import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Prescription as PrescriptionRow, Drug as DrugRow, Sig as SigRow, SigStep as SigStepRow, FieldEvidence as FieldEvidenceRow, Evidence as EvidenceRow } from '../domain/model.ts';
import type { SafetyCheck as SafetyCheckRow } from '../domain/safety/model.ts';
import type { Reference } from '../resolvers/types/references.ts';
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
  /** An instant, ISO 8601 in UTC, `2026-11-24T08:45:00.000Z`. */
  DateTime: { input: string; output: string | Date; }
  /** A decimal as a string, so that nothing is rounded on the way: `"0.125"`. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type CacheControlScope =
  | 'PRIVATE'
  | 'PUBLIC';

export type ChangePrescriptionStatusInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  /** When what was on hold is resumed: for issues of high severity that were not overridden at the signature. */
  overrides?: Array<SafetyOverrideInput>;
  prescriptionId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  status: PrescriptionStatus;
};

export type ConfirmPrescriptionFieldsInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  fields: Array<Scalars['String']['input']>;
  prescriptionId: Scalars['ID']['input'];
};

export type CreatePrescriptionInput = {
  /** An idempotency key of the client's: the same key and input give the same answer, once. */
  clientMutationId: Scalars['String']['input'];
  drug: DrugInput;
  encounterId?: InputMaybe<Scalars['ID']['input']>;
  indication?: InputMaybe<Scalars['String']['input']>;
  patientId: Scalars['ID']['input'];
  quantity?: InputMaybe<DispenseQuantityInput>;
  refills?: InputMaybe<Scalars['Int']['input']>;
  sig: SigInput;
  substitutionAllowed?: InputMaybe<Scalars['Boolean']['input']>;
};

export type DispenseQuantity = {
  __typename?: 'DispenseQuantity';
  unit: Maybe<Scalars['String']['output']>;
  value: Scalars['Decimal']['output'];
};

export type DispenseQuantityInput = {
  unit?: InputMaybe<Scalars['String']['input']>;
  value: Scalars['Decimal']['input'];
};

export type Drug = {
  __typename?: 'Drug';
  /** DEA schedule, where it is a controlled substance. */
  controlledSchedule: Maybe<Scalars['String']['output']>;
  form: Maybe<Scalars['String']['output']>;
  ingredients: Array<DrugIngredient>;
  /** The formulary's name; null when it is not known there. */
  name: Maybe<Scalars['String']['output']>;
  /** RxNorm concept; null when no source gives one: the check is then PARTIAL. */
  rxcui: Maybe<Scalars['String']['output']>;
  strength: Maybe<Scalars['String']['output']>;
  /** As it was said or written. */
  text: Scalars['String']['output'];
};

export type DrugIngredient = {
  __typename?: 'DrugIngredient';
  name: Scalars['String']['output'];
  rxcui: Maybe<Scalars['String']['output']>;
};

export type DrugInput = {
  form?: InputMaybe<Scalars['String']['input']>;
  rxcui?: InputMaybe<Scalars['String']['input']>;
  strength?: InputMaybe<Scalars['String']['input']>;
  /** A name of the formulary, a brand, or free text. */
  text: Scalars['String']['input'];
};

export type EditPrescriptionInput = {
  clientMutationId: Scalars['String']['input'];
  drug?: InputMaybe<DrugInput>;
  expectedVersion: Scalars['Int']['input'];
  indication?: InputMaybe<Scalars['String']['input']>;
  prescriptionId: Scalars['ID']['input'];
  quantity?: InputMaybe<DispenseQuantityInput>;
  refills?: InputMaybe<Scalars['Int']['input']>;
  sig?: InputMaybe<SigInput>;
  substitutionAllowed?: InputMaybe<Scalars['Boolean']['input']>;
};

export type Encounter = {
  __typename?: 'Encounter';
  id: Scalars['ID']['output'];
  prescriptions: Maybe<Array<Prescription>>;
};

/** The speech behind a statement. */
export type Evidence = {
  __typename?: 'Evidence';
  charEnd: Scalars['Int']['output'];
  /** The part of the segment's text, in UTF-16 units, end exclusive. */
  charStart: Scalars['Int']['output'];
  endMs: Maybe<Scalars['Int']['output']>;
  score: Scalars['Float']['output'];
  segmentId: Scalars['ID']['output'];
  /** Null where the transcript has no times. */
  startMs: Maybe<Scalars['Int']['output']>;
};

export type FieldEvidence = {
  __typename?: 'FieldEvidence';
  evidence: Evidence;
  field: Scalars['String']['output'];
};

/** What a name in the formulary stands for. Nobody's prescription. */
export type FormularyDrug = {
  __typename?: 'FormularyDrug';
  /** DEA schedule, where it is a controlled substance. */
  controlledSchedule: Maybe<Scalars['String']['output']>;
  /** Generic names of what it contains. */
  ingredients: Array<Scalars['String']['output']>;
  /** The generic, brand or other name that was found, in lower case. */
  name: Scalars['String']['output'];
  /** RxNorm concept of its ingredient; null where it contains several, or no source gives one. */
  rxcui: Maybe<Scalars['String']['output']>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Hold, resume, stop, complete, cancel, enter in error. What is resumed is checked again on the record as it is now; SAFETY_BLOCK
   * when something of high severity stands against it that is not overridden.
   */
  changePrescriptionStatus: PrescriptionPayload;
  /** Runs the safety rules on the record as it is now. */
  checkPrescription: PrescriptionPayload;
  /** A person has read these fields and stands by them. */
  confirmPrescriptionFields: PrescriptionPayload;
  createPrescription: PrescriptionPayload;
  /** Completes or corrects a draft. A field written by a person counts as confirmed. */
  editPrescription: PrescriptionPayload;
  /** A new draft like an earlier one, linked to it. */
  renewPrescription: PrescriptionPayload;
  /** Checks again, and signs the version named if nothing stands against it that was not overridden. */
  signPrescription: PrescriptionPayload;
  /** Draft -> pending review. */
  submitPrescription: PrescriptionPayload;
};


export type MutationChangePrescriptionStatusArgs = {
  input: ChangePrescriptionStatusInput;
};


export type MutationCheckPrescriptionArgs = {
  input: PrescriptionStepInput;
};


export type MutationConfirmPrescriptionFieldsArgs = {
  input: ConfirmPrescriptionFieldsInput;
};


export type MutationCreatePrescriptionArgs = {
  input: CreatePrescriptionInput;
};


export type MutationEditPrescriptionArgs = {
  input: EditPrescriptionInput;
};


export type MutationRenewPrescriptionArgs = {
  input: RenewPrescriptionInput;
};


export type MutationSignPrescriptionArgs = {
  input: SignPrescriptionInput;
};


export type MutationSubmitPrescriptionArgs = {
  input: PrescriptionStepInput;
};

export type OverrideReason =
  | 'BENEFIT_OUTWEIGHS_RISK'
  | 'DOSE_ADJUSTED'
  | 'NOT_CLINICALLY_SIGNIFICANT'
  /** Needs a text. */
  | 'OTHER'
  | 'TOLERATED_PREVIOUSLY'
  | 'WILL_MONITOR';

/** Where a list goes on. Cursors belong to one query with one filter in one tenant. */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor: Maybe<Scalars['String']['output']>;
};

export type Patient = {
  __typename?: 'Patient';
  id: Scalars['ID']['output'];
  /** Newest first. */
  prescriptions: Maybe<PrescriptionConnection>;
};


export type PatientPrescriptionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<Array<PrescriptionStatus>>;
};

export type PeriodUnit =
  | 'D'
  | 'H'
  | 'MIN'
  | 'MO'
  | 'S'
  | 'WK';

/**
 * DRAFT -> PENDING_REVIEW -> SIGNED -> ACTIVE -> COMPLETED | STOPPED | CANCELLED; ON_HOLD meanwhile; ENTERED_IN_ERROR from anywhere.
 * A machine's draft has intent PROPOSAL until a prescriber signs it.
 */
export type Prescription = {
  __typename?: 'Prescription';
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  drug: Drug;
  encounter: Maybe<Encounter>;
  /** For each field that the machine filled in: the speech it came from. */
  evidence: Array<FieldEvidence>;
  /** What the machine was unsure of, such as SOUND_ALIKE or SELF_CORRECTED. */
  flags: Array<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  indication: Maybe<Scalars['String']['output']>;
  intent: PrescriptionIntent;
  /** Required fields that nobody has said or written yet. Not signable while there are any. */
  missing: Array<Scalars['String']['output']>;
  origin: PrescriptionOrigin;
  patient: Patient;
  priorPrescription: Maybe<Prescription>;
  quantity: Maybe<DispenseQuantity>;
  refills: Maybe<Scalars['Int']['output']>;
  /** The newest check. It is never absent because all is well: UNAVAILABLE and null both mean not checked. */
  safetyCheck: Maybe<SafetyCheck>;
  sig: Sig;
  signature: Maybe<PrescriptionSignature>;
  status: PrescriptionStatus;
  /** Why it was stopped, held, cancelled or entered in error. */
  statusReason: Maybe<Scalars['String']['output']>;
  substitutionAllowed: Maybe<Scalars['Boolean']['output']>;
  /** Fields that a person has to confirm, since a machine of demo grade heard them. */
  unconfirmed: Array<Scalars['String']['output']>;
  updatedAt: Scalars['DateTime']['output'];
  updatedBy: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type PrescriptionConnection = {
  __typename?: 'PrescriptionConnection';
  edges: Array<PrescriptionEdge>;
  nodes: Array<Prescription>;
  pageInfo: PageInfo;
};

export type PrescriptionEdge = {
  __typename?: 'PrescriptionEdge';
  cursor: Scalars['String']['output'];
  node: Prescription;
};

export type PrescriptionIntent =
  | 'ORDER'
  | 'PROPOSAL';

export type PrescriptionOrigin =
  | 'AI'
  | 'CLINICIAN';

export type PrescriptionPayload = {
  __typename?: 'PrescriptionPayload';
  /** On CONFLICT: what somebody else saved meanwhile. */
  current: Maybe<Prescription>;
  prescription: Maybe<Prescription>;
  userErrors: Array<UserError>;
};

export type PrescriptionSignature = {
  __typename?: 'PrescriptionSignature';
  at: Scalars['DateTime']['output'];
  attestation: Scalars['String']['output'];
  contentHash: Scalars['String']['output'];
  /** What the signer overrode, and why. */
  overrides: Array<SafetyOverride>;
  signer: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type PrescriptionStatus =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'DRAFT'
  | 'ENTERED_IN_ERROR'
  | 'ON_HOLD'
  | 'PENDING_REVIEW'
  | 'SENT'
  | 'SIGNED'
  | 'STOPPED';

export type PrescriptionStepInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  prescriptionId: Scalars['ID']['input'];
};

export type Query = {
  __typename?: 'Query';
  /** Drugs of the formulary with a name that begins with `search` (two letters or more); those with the shortest such name first. */
  formularyDrugs: Array<FormularyDrug>;
  prescription: Maybe<Prescription>;
};


export type QueryFormularyDrugsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  search: Scalars['String']['input'];
};


export type QueryPrescriptionArgs = {
  id: Scalars['ID']['input'];
};

export type RenewPrescriptionInput = {
  clientMutationId: Scalars['String']['input'];
  prescriptionId: Scalars['ID']['input'];
};

/** What the rules found, what they were based on and what they did not look at. It is not a complete interaction database. */
export type SafetyCheck = {
  __typename?: 'SafetyCheck';
  checkedAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** Over the record's versions that the check read: another hash is another check. */
  inputsHash: Scalars['String']['output'];
  issues: Array<SafetyIssue>;
  /** Rules that were not applied: the signer answers for these. */
  notChecked: Array<Scalars['String']['output']>;
  rulesetVersion: Scalars['String']['output'];
  status: SafetyCheckStatus;
  /** Why it is UNAVAILABLE. */
  unavailableReason: Maybe<Scalars['String']['output']>;
};

export type SafetyCheckStatus =
  /** Every rule ran on complete data. */
  | 'COMPLETE'
  /** Some rules did not run or something was not coded: see notChecked. */
  | 'PARTIAL'
  /** Could not be done. Nothing is known. */
  | 'UNAVAILABLE';

export type SafetyIssue = {
  __typename?: 'SafetyIssue';
  citation: Scalars['String']['output'];
  /** Such as ALLERGY_INGREDIENT, ALLERGY_CLASS, DUPLICATE_INGREDIENT, ONC_INTERACTION. */
  code: Scalars['String']['output'];
  /** For people: what, with what. */
  detail: Scalars['String']['output'];
  /** What on file it is about, by id or name. */
  implicated: Array<Scalars['String']['output']>;
  /** Names this issue when it is overridden. */
  key: Scalars['String']['output'];
  mitigation: Maybe<Scalars['String']['output']>;
  severity: SafetySeverity;
};

export type SafetyOverride = {
  __typename?: 'SafetyOverride';
  issueKey: Scalars['String']['output'];
  reason: OverrideReason;
  text: Maybe<Scalars['String']['output']>;
};

export type SafetyOverrideInput = {
  /** An issue's key, or `UNAVAILABLE` for a check that could not be done. */
  issueKey: Scalars['String']['input'];
  reason: OverrideReason;
  text?: InputMaybe<Scalars['String']['input']>;
};

export type SafetySeverity =
  /** Blocks signing until it is overridden with a coded reason. */
  | 'HIGH'
  | 'LOW'
  | 'MODERATE';

/** FHIR R4 Dosage in our terms: doseMin to doseMax doseUnit, `frequency` times per `period` `periodUnit`. */
export type Sig = {
  __typename?: 'Sig';
  doseMax: Maybe<Scalars['Decimal']['output']>;
  doseMin: Maybe<Scalars['Decimal']['output']>;
  doseUnit: Maybe<Scalars['String']['output']>;
  durationUnit: Maybe<PeriodUnit>;
  durationValue: Maybe<Scalars['Decimal']['output']>;
  frequency: Maybe<Scalars['Int']['output']>;
  maxPerPeriod: Maybe<Scalars['String']['output']>;
  period: Maybe<Scalars['Decimal']['output']>;
  periodUnit: Maybe<PeriodUnit>;
  prn: Scalars['Boolean']['output'];
  prnReason: Maybe<Scalars['String']['output']>;
  route: Maybe<Scalars['String']['output']>;
  /** Of a taper, or of doses that differ by day or time: then these are the directions, and what differs is null above. Else empty. */
  steps: Array<SigStep>;
  text: Scalars['String']['output'];
  /** When in the day or week: FHIR EventTiming codes, days and clock times (`MORN`, `HS`, `mon`, `08:00`). */
  timing: Array<Scalars['String']['output']>;
};

export type SigInput = {
  doseMax?: InputMaybe<Scalars['Decimal']['input']>;
  doseMin?: InputMaybe<Scalars['Decimal']['input']>;
  doseUnit?: InputMaybe<Scalars['String']['input']>;
  durationUnit?: InputMaybe<PeriodUnit>;
  durationValue?: InputMaybe<Scalars['Decimal']['input']>;
  frequency?: InputMaybe<Scalars['Int']['input']>;
  maxPerPeriod?: InputMaybe<Scalars['String']['input']>;
  period?: InputMaybe<Scalars['Decimal']['input']>;
  periodUnit?: InputMaybe<PeriodUnit>;
  prn?: InputMaybe<Scalars['Boolean']['input']>;
  prnReason?: InputMaybe<Scalars['String']['input']>;
  route?: InputMaybe<Scalars['String']['input']>;
  /** Takes the place of all steps. A dose, a frequency or a duration that is written without steps ends them: it is then the one dosage. */
  steps?: InputMaybe<Array<SigStepInput>>;
  text?: InputMaybe<Scalars['String']['input']>;
  timing?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** One dose of several. Steps with the same number go on at once; a higher one begins when the one before ends. */
export type SigStep = {
  __typename?: 'SigStep';
  doseMax: Maybe<Scalars['Decimal']['output']>;
  doseMin: Maybe<Scalars['Decimal']['output']>;
  doseUnit: Maybe<Scalars['String']['output']>;
  durationUnit: Maybe<PeriodUnit>;
  durationValue: Maybe<Scalars['Decimal']['output']>;
  frequency: Maybe<Scalars['Int']['output']>;
  maxPerPeriod: Maybe<Scalars['String']['output']>;
  period: Maybe<Scalars['Decimal']['output']>;
  periodUnit: Maybe<PeriodUnit>;
  prn: Scalars['Boolean']['output'];
  prnReason: Maybe<Scalars['String']['output']>;
  route: Maybe<Scalars['String']['output']>;
  step: Scalars['Int']['output'];
  /** In words, out of the fields. */
  text: Scalars['String']['output'];
  timing: Array<Scalars['String']['output']>;
};

export type SigStepInput = {
  doseMax?: InputMaybe<Scalars['Decimal']['input']>;
  doseMin?: InputMaybe<Scalars['Decimal']['input']>;
  doseUnit?: InputMaybe<Scalars['String']['input']>;
  durationUnit?: InputMaybe<PeriodUnit>;
  durationValue?: InputMaybe<Scalars['Decimal']['input']>;
  frequency?: InputMaybe<Scalars['Int']['input']>;
  maxPerPeriod?: InputMaybe<Scalars['String']['input']>;
  period?: InputMaybe<Scalars['Decimal']['input']>;
  periodUnit?: InputMaybe<PeriodUnit>;
  prn?: InputMaybe<Scalars['Boolean']['input']>;
  prnReason?: InputMaybe<Scalars['String']['input']>;
  route?: InputMaybe<Scalars['String']['input']>;
  step: Scalars['Int']['input'];
  timing?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type SignPrescriptionInput = {
  attestation: Scalars['String']['input'];
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  /** The inputsHash of the check that the signer saw; another one now is SAFETY_CHANGED. */
  inputsHash?: InputMaybe<Scalars['String']['input']>;
  overrides?: Array<SafetyOverrideInput>;
  prescriptionId: Scalars['ID']['input'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /** The prescription now, and again whenever it changes. */
  prescription: Maybe<Prescription>;
};


export type SubscriptionPrescriptionArgs = {
  id: Scalars['ID']['input'];
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
  /** A controlled substance: it can be drafted here, not signed (21 CFR 1311). */
  | 'CONTROLLED_SUBSTANCE'
  /** Your role may not do this to this thing. */
  | 'FORBIDDEN'
  /** Its state does not allow this step. */
  | 'INVALID_TRANSITION'
  /** A required field was never said: `missing` names it. */
  | 'MISSING_FIELDS'
  /** There is no such thing here. */
  | 'NOT_FOUND'
  /** The safety check found something, or could not be done: override it with a coded reason, or change the order. */
  | 'SAFETY_BLOCK'
  /** What the check was based on has changed since the signer saw it: read the new check. */
  | 'SAFETY_CHANGED'
  /** Fields heard by a machine of demo grade were not confirmed: `unconfirmed` names them. */
  | 'UNCONFIRMED_FIELDS'
  /** A field's value is not acceptable. */
  | 'VALIDATION';



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
  Encounter: Encounter;
  Patient: Patient;
  Prescription: Prescription;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Encounter:
    ( { __typename: 'Encounter' }
    & GraphQLRecursivePick<FederationTypes['Encounter'], {"id":true}> );
  Patient:
    ( { __typename: 'Patient' }
    & GraphQLRecursivePick<FederationTypes['Patient'], {"id":true}> );
  Prescription:
    ( { __typename: 'Prescription' }
    & GraphQLRecursivePick<FederationTypes['Prescription'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CacheControlScope: CacheControlScope;
  ChangePrescriptionStatusInput: ChangePrescriptionStatusInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ConfirmPrescriptionFieldsInput: ConfirmPrescriptionFieldsInput;
  CreatePrescriptionInput: CreatePrescriptionInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DispenseQuantity: ResolverTypeWrapper<DispenseQuantity>;
  DispenseQuantityInput: DispenseQuantityInput;
  Drug: ResolverTypeWrapper<DrugRow>;
  DrugIngredient: ResolverTypeWrapper<DrugIngredient>;
  DrugInput: DrugInput;
  EditPrescriptionInput: EditPrescriptionInput;
  Encounter: ResolverTypeWrapper<Reference>;
  Evidence: ResolverTypeWrapper<EvidenceRow>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FieldEvidence: ResolverTypeWrapper<FieldEvidenceRow>;
  FormularyDrug: ResolverTypeWrapper<FormularyDrug>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OverrideReason: OverrideReason;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Patient: ResolverTypeWrapper<Reference>;
  PeriodUnit: PeriodUnit;
  Prescription: ResolverTypeWrapper<PrescriptionRow>;
  PrescriptionConnection: ResolverTypeWrapper<Omit<PrescriptionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['PrescriptionEdge']>, nodes: Array<ResolversTypes['Prescription']> }>;
  PrescriptionEdge: ResolverTypeWrapper<Omit<PrescriptionEdge, 'node'> & { node: ResolversTypes['Prescription'] }>;
  PrescriptionIntent: PrescriptionIntent;
  PrescriptionOrigin: PrescriptionOrigin;
  PrescriptionPayload: ResolverTypeWrapper<Omit<PrescriptionPayload, 'current' | 'prescription'> & { current?: Maybe<ResolversTypes['Prescription']>, prescription?: Maybe<ResolversTypes['Prescription']> }>;
  PrescriptionSignature: ResolverTypeWrapper<PrescriptionSignature>;
  PrescriptionStatus: PrescriptionStatus;
  PrescriptionStepInput: PrescriptionStepInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RenewPrescriptionInput: RenewPrescriptionInput;
  SafetyCheck: ResolverTypeWrapper<SafetyCheckRow>;
  SafetyCheckStatus: SafetyCheckStatus;
  SafetyIssue: ResolverTypeWrapper<SafetyIssue>;
  SafetyOverride: ResolverTypeWrapper<SafetyOverride>;
  SafetyOverrideInput: SafetyOverrideInput;
  SafetySeverity: SafetySeverity;
  Sig: ResolverTypeWrapper<SigRow>;
  SigInput: SigInput;
  SigStep: ResolverTypeWrapper<SigStepRow>;
  SigStepInput: SigStepInput;
  SignPrescriptionInput: SignPrescriptionInput;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ChangePrescriptionStatusInput: ChangePrescriptionStatusInput;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  ConfirmPrescriptionFieldsInput: ConfirmPrescriptionFieldsInput;
  CreatePrescriptionInput: CreatePrescriptionInput;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DispenseQuantity: DispenseQuantity;
  DispenseQuantityInput: DispenseQuantityInput;
  Drug: DrugRow;
  DrugIngredient: DrugIngredient;
  DrugInput: DrugInput;
  EditPrescriptionInput: EditPrescriptionInput;
  Encounter: Reference;
  Evidence: EvidenceRow;
  Float: Scalars['Float']['output'];
  FieldEvidence: FieldEvidenceRow;
  FormularyDrug: FormularyDrug;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Patient: Reference;
  Prescription: PrescriptionRow;
  PrescriptionConnection: Omit<PrescriptionConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['PrescriptionEdge']>, nodes: Array<ResolversParentTypes['Prescription']> };
  PrescriptionEdge: Omit<PrescriptionEdge, 'node'> & { node: ResolversParentTypes['Prescription'] };
  PrescriptionPayload: Omit<PrescriptionPayload, 'current' | 'prescription'> & { current?: Maybe<ResolversParentTypes['Prescription']>, prescription?: Maybe<ResolversParentTypes['Prescription']> };
  PrescriptionSignature: PrescriptionSignature;
  PrescriptionStepInput: PrescriptionStepInput;
  Query: Record<PropertyKey, never>;
  RenewPrescriptionInput: RenewPrescriptionInput;
  SafetyCheck: SafetyCheckRow;
  SafetyIssue: SafetyIssue;
  SafetyOverride: SafetyOverride;
  SafetyOverrideInput: SafetyOverrideInput;
  Sig: SigRow;
  SigInput: SigInput;
  SigStep: SigStepRow;
  SigStepInput: SigStepInput;
  SignPrescriptionInput: SignPrescriptionInput;
  Subscription: Record<PropertyKey, never>;
  UserError: UserError;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type StaleIfErrorDirectiveArgs = {
  seconds: Scalars['Int']['input'];
};

export type StaleIfErrorDirectiveResolver<Result, Parent, ContextType = Context, Args = StaleIfErrorDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DispenseQuantityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DispenseQuantity'] = ResolversParentTypes['DispenseQuantity']> = {
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type DrugResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Drug'] = ResolversParentTypes['Drug']> = {
  controlledSchedule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  form?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ingredients?: Resolver<Array<ResolversTypes['DrugIngredient']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rxcui?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  strength?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DrugIngredientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DrugIngredient'] = ResolversParentTypes['DrugIngredient']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rxcui?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EncounterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Encounter'] = ResolversParentTypes['Encounter'], FederationReferenceType extends FederationReferenceTypes['Encounter'] = FederationReferenceTypes['Encounter']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Encounter']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  prescriptions?: Resolver<Maybe<Array<ResolversTypes['Prescription']>>, ParentType, ContextType>;
};

export type EvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Evidence'] = ResolversParentTypes['Evidence']> = {
  charEnd?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  charStart?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  segmentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FieldEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldEvidence'] = ResolversParentTypes['FieldEvidence']> = {
  evidence?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FormularyDrugResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FormularyDrug'] = ResolversParentTypes['FormularyDrug']> = {
  controlledSchedule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ingredients?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rxcui?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  changePrescriptionStatus?: Resolver<ResolversTypes['PrescriptionPayload'], ParentType, ContextType, RequireFields<MutationChangePrescriptionStatusArgs, 'input'>>;
  checkPrescription?: Resolver<ResolversTypes['PrescriptionPayload'], ParentType, ContextType, RequireFields<MutationCheckPrescriptionArgs, 'input'>>;
  confirmPrescriptionFields?: Resolver<ResolversTypes['PrescriptionPayload'], ParentType, ContextType, RequireFields<MutationConfirmPrescriptionFieldsArgs, 'input'>>;
  createPrescription?: Resolver<ResolversTypes['PrescriptionPayload'], ParentType, ContextType, RequireFields<MutationCreatePrescriptionArgs, 'input'>>;
  editPrescription?: Resolver<ResolversTypes['PrescriptionPayload'], ParentType, ContextType, RequireFields<MutationEditPrescriptionArgs, 'input'>>;
  renewPrescription?: Resolver<ResolversTypes['PrescriptionPayload'], ParentType, ContextType, RequireFields<MutationRenewPrescriptionArgs, 'input'>>;
  signPrescription?: Resolver<ResolversTypes['PrescriptionPayload'], ParentType, ContextType, RequireFields<MutationSignPrescriptionArgs, 'input'>>;
  submitPrescription?: Resolver<ResolversTypes['PrescriptionPayload'], ParentType, ContextType, RequireFields<MutationSubmitPrescriptionArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Patient'] = ResolversParentTypes['Patient'], FederationReferenceType extends FederationReferenceTypes['Patient'] = FederationReferenceTypes['Patient']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Patient']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  prescriptions?: Resolver<Maybe<ResolversTypes['PrescriptionConnection']>, ParentType, ContextType, RequireFields<PatientPrescriptionsArgs, 'first'>>;
};

export type PrescriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Prescription'] = ResolversParentTypes['Prescription'], FederationReferenceType extends FederationReferenceTypes['Prescription'] = FederationReferenceTypes['Prescription']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Prescription']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  drug?: Resolver<ResolversTypes['Drug'], ParentType, ContextType>;
  encounter?: Resolver<Maybe<ResolversTypes['Encounter']>, ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['FieldEvidence']>, ParentType, ContextType>;
  flags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  indication?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  intent?: Resolver<ResolversTypes['PrescriptionIntent'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['PrescriptionOrigin'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  priorPrescription?: Resolver<Maybe<ResolversTypes['Prescription']>, ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['DispenseQuantity']>, ParentType, ContextType>;
  refills?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  safetyCheck?: Resolver<Maybe<ResolversTypes['SafetyCheck']>, ParentType, ContextType>;
  sig?: Resolver<ResolversTypes['Sig'], ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['PrescriptionSignature']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PrescriptionStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  substitutionAllowed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  unconfirmed?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PrescriptionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PrescriptionConnection'] = ResolversParentTypes['PrescriptionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PrescriptionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Prescription']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PrescriptionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PrescriptionEdge'] = ResolversParentTypes['PrescriptionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Prescription'], ParentType, ContextType>;
};

export type PrescriptionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PrescriptionPayload'] = ResolversParentTypes['PrescriptionPayload']> = {
  current?: Resolver<Maybe<ResolversTypes['Prescription']>, ParentType, ContextType>;
  prescription?: Resolver<Maybe<ResolversTypes['Prescription']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PrescriptionSignatureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PrescriptionSignature'] = ResolversParentTypes['PrescriptionSignature']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attestation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  overrides?: Resolver<Array<ResolversTypes['SafetyOverride']>, ParentType, ContextType>;
  signer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  formularyDrugs?: Resolver<Array<ResolversTypes['FormularyDrug']>, ParentType, ContextType, RequireFields<QueryFormularyDrugsArgs, 'first' | 'search'>>;
  prescription?: Resolver<Maybe<ResolversTypes['Prescription']>, ParentType, ContextType, RequireFields<QueryPrescriptionArgs, 'id'>>;
};

export type SafetyCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SafetyCheck'] = ResolversParentTypes['SafetyCheck']> = {
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputsHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issues?: Resolver<Array<ResolversTypes['SafetyIssue']>, ParentType, ContextType>;
  notChecked?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  rulesetVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SafetyCheckStatus'], ParentType, ContextType>;
  unavailableReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SafetyIssueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SafetyIssue'] = ResolversParentTypes['SafetyIssue']> = {
  citation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  implicated?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mitigation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['SafetySeverity'], ParentType, ContextType>;
};

export type SafetyOverrideResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SafetyOverride'] = ResolversParentTypes['SafetyOverride']> = {
  issueKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['OverrideReason'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SigResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Sig'] = ResolversParentTypes['Sig']> = {
  doseMax?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  doseMin?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  doseUnit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationUnit?: Resolver<Maybe<ResolversTypes['PeriodUnit']>, ParentType, ContextType>;
  durationValue?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  frequency?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxPerPeriod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  periodUnit?: Resolver<Maybe<ResolversTypes['PeriodUnit']>, ParentType, ContextType>;
  prn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  prnReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['SigStep']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timing?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SigStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SigStep'] = ResolversParentTypes['SigStep']> = {
  doseMax?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  doseMin?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  doseUnit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationUnit?: Resolver<Maybe<ResolversTypes['PeriodUnit']>, ParentType, ContextType>;
  durationValue?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  frequency?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxPerPeriod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  periodUnit?: Resolver<Maybe<ResolversTypes['PeriodUnit']>, ParentType, ContextType>;
  prn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  prnReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timing?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  prescription?: SubscriptionResolver<Maybe<ResolversTypes['Prescription']>, "prescription", ParentType, ContextType, RequireFields<SubscriptionPrescriptionArgs, 'id'>>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DispenseQuantity?: DispenseQuantityResolvers<ContextType>;
  Drug?: DrugResolvers<ContextType>;
  DrugIngredient?: DrugIngredientResolvers<ContextType>;
  Encounter?: EncounterResolvers<ContextType>;
  Evidence?: EvidenceResolvers<ContextType>;
  FieldEvidence?: FieldEvidenceResolvers<ContextType>;
  FormularyDrug?: FormularyDrugResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Patient?: PatientResolvers<ContextType>;
  Prescription?: PrescriptionResolvers<ContextType>;
  PrescriptionConnection?: PrescriptionConnectionResolvers<ContextType>;
  PrescriptionEdge?: PrescriptionEdgeResolvers<ContextType>;
  PrescriptionPayload?: PrescriptionPayloadResolvers<ContextType>;
  PrescriptionSignature?: PrescriptionSignatureResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  SafetyCheck?: SafetyCheckResolvers<ContextType>;
  SafetyIssue?: SafetyIssueResolvers<ContextType>;
  SafetyOverride?: SafetyOverrideResolvers<ContextType>;
  Sig?: SigResolvers<ContextType>;
  SigStep?: SigStepResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  staleIfError?: StaleIfErrorDirectiveResolver<any, any, ContextType>;
};
