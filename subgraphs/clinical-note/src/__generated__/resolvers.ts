import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Note as NoteRow, Section, Statement, Provenance, Warning, Addendum } from '../domain/model.ts';
import type { RecordEntryParent } from '../resolvers/note-parts.ts';
import type { NoteVersionParent } from '../resolvers/note-version.ts';
import type { Evidence as EvidenceRow } from '@dra/events';
import type { UnmentionedParent } from '../resolvers/unmentioned-fact.ts';
import type { Reference } from '../resolvers/patient.ts';
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
  /** A FHIR R4 resource as JSON. */
  FhirResource: { input: Record<string, unknown>; output: Record<string, unknown>; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type AddNoteAddendumInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  noteId: Scalars['ID']['input'];
  text: Scalars['String']['input'];
};

export type AddStatementInput = {
  /** Its place in the section, from 0; at the end when left out. */
  position?: InputMaybe<Scalars['Int']['input']>;
  sectionCode: Scalars['String']['input'];
  text: Scalars['String']['input'];
};

export type AllergyIntolerance = {
  __typename?: 'AllergyIntolerance';
  id: Scalars['ID']['output'];
};

export type AmendNoteInput = {
  attestation: Scalars['String']['input'];
  clientMutationId: Scalars['String']['input'];
  edits: Array<StatementEditInput>;
  expectedVersion: Scalars['Int']['input'];
  noteId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type ChangeStatementInput = {
  statementId: Scalars['ID']['input'];
  text: Scalars['String']['input'];
};

export type Condition = {
  __typename?: 'Condition';
  id: Scalars['ID']['output'];
};

export type CreateNoteInput = {
  /** An idempotency key of the client's: the same key and input give the same answer, once. */
  clientMutationId: Scalars['String']['input'];
  encounterId: Scalars['ID']['input'];
  template?: Scalars['String']['input'];
};

export type EditNoteInput = {
  clientMutationId: Scalars['String']['input'];
  /** Applied in order. */
  edits: Array<StatementEditInput>;
  expectedVersion: Scalars['Int']['input'];
  noteId: Scalars['ID']['input'];
};

export type Encounter = {
  __typename?: 'Encounter';
  id: Scalars['ID']['output'];
  notes: Maybe<Array<Note>>;
};

/** What wrote it, and how far to trust it. */
export type Engine = {
  __typename?: 'Engine';
  id: Scalars['String']['output'];
  tier: QualityTier;
  version: Scalars['String']['output'];
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

export type MarkNoteEnteredInErrorInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  noteId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type MedicationStatement = {
  __typename?: 'MedicationStatement';
  id: Scalars['ID']['output'];
};

export type MoveStatementInput = {
  position?: InputMaybe<Scalars['Int']['input']>;
  sectionCode: Scalars['String']['input'];
  statementId: Scalars['ID']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Adds to a signed note without changing it. */
  addNoteAddendum: NotePayload;
  /** Corrects a signed note: the signed version stays, the amended one is signed with it. */
  amendNote: NotePayload;
  /** An empty note of the clinician's own. */
  createNote: NotePayload;
  /** Adds, changes, removes or moves statements; one version, all of it or nothing. */
  editNote: NotePayload;
  /** Takes a note out of the record without deleting it. */
  markNoteEnteredInError: NotePayload;
  /** Signs the version named; a signed version never changes again. A machine cannot sign. */
  signNote: NotePayload;
  /** Draft -> in review. */
  submitNoteForReview: NotePayload;
};


export type MutationAddNoteAddendumArgs = {
  input: AddNoteAddendumInput;
};


export type MutationAmendNoteArgs = {
  input: AmendNoteInput;
};


export type MutationCreateNoteArgs = {
  input: CreateNoteInput;
};


export type MutationEditNoteArgs = {
  input: EditNoteInput;
};


export type MutationMarkNoteEnteredInErrorArgs = {
  input: MarkNoteEnteredInErrorInput;
};


export type MutationSignNoteArgs = {
  input: SignNoteInput;
};


export type MutationSubmitNoteForReviewArgs = {
  input: NoteStepInput;
};

/** DRAFT -> IN_REVIEW -> SIGNED -> AMENDED; ENTERED_IN_ERROR from anywhere. Every version is kept as it was. */
export type Note = {
  __typename?: 'Note';
  addenda: Array<NoteAddendum>;
  /** SHA-256 of this version, which covers the version before it. */
  contentHash: Scalars['String']['output'];
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  encounter: Encounter;
  /** A FHIR R4 document (Bundle with a Composition); null until the note is signed. */
  fhirDocument: Maybe<Scalars['FhirResource']['output']>;
  id: Scalars['ID']['output'];
  patient: Patient;
  provenance: Maybe<NoteProvenance>;
  /** The recording behind that transcript, where there is one. */
  recording: Maybe<Recording>;
  sections: Array<NoteSection>;
  signature: Maybe<NoteSignature>;
  status: NoteStatus;
  /** The template that decides which sections there are and in what order. */
  template: Scalars['String']['output'];
  /** Plain text as it would be printed; marked as a draft until it is signed. */
  text: Scalars['String']['output'];
  /** The transcript that it was drafted from. */
  transcript: Maybe<Transcript>;
  /** What was said and is not in the note, most important first. */
  unmentioned: Array<UnmentionedFact>;
  updatedAt: Scalars['DateTime']['output'];
  updatedBy: Scalars['String']['output'];
  version: Scalars['Int']['output'];
  versions: Array<NoteVersion>;
  warnings: Array<NoteWarning>;
};

export type NoteAddendum = {
  __typename?: 'NoteAddendum';
  at: Scalars['DateTime']['output'];
  author: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  text: Scalars['String']['output'];
};

export type NoteConnection = {
  __typename?: 'NoteConnection';
  edges: Array<NoteEdge>;
  nodes: Array<Note>;
  pageInfo: PageInfo;
};

export type NoteEdge = {
  __typename?: 'NoteEdge';
  cursor: Scalars['String']['output'];
  node: Note;
};

export type NotePayload = {
  __typename?: 'NotePayload';
  /** On CONFLICT: what somebody else saved meanwhile. */
  current: Maybe<Note>;
  note: Maybe<Note>;
  userErrors: Array<UserError>;
};

export type NoteProvenance = {
  __typename?: 'NoteProvenance';
  engine: Engine;
  jobId: Scalars['ID']['output'];
  /** How what was said was held against the patient's record; null where nobody tried, which is no clean bill. */
  recordComparison: Maybe<RecordComparison>;
  transcriptVersion: Scalars['Int']['output'];
};

export type NoteSection = {
  __typename?: 'NoteSection';
  /** LOINC, such as 61150-9 (subjective). */
  code: Scalars['String']['output'];
  statements: Array<NoteStatement>;
  title: Scalars['String']['output'];
};

export type NoteSignature = {
  __typename?: 'NoteSignature';
  at: Scalars['DateTime']['output'];
  attestation: Scalars['String']['output'];
  contentHash: Scalars['String']['output'];
  signer: Scalars['String']['output'];
  /** The version that was signed, and its hash. */
  version: Scalars['Int']['output'];
};

export type NoteStatement = {
  __typename?: 'NoteStatement';
  /** True when a clinician changed the machine's words. */
  edited: Scalars['Boolean']['output'];
  evidence: Array<Evidence>;
  /** Stable across versions while the statement lives. */
  id: Scalars['ID']['output'];
  origin: StatementOrigin;
  /** Whether its numbers, drugs and negations occur in its evidence; null for a clinician's own words. */
  supported: Maybe<Scalars['Boolean']['output']>;
  text: Scalars['String']['output'];
};

export type NoteStatus =
  | 'AMENDED'
  | 'DRAFT'
  | 'ENTERED_IN_ERROR'
  | 'IN_REVIEW'
  | 'SIGNED';

export type NoteStepInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  noteId: Scalars['ID']['input'];
};

export type NoteVersion = {
  __typename?: 'NoteVersion';
  addenda: Array<NoteAddendum>;
  at: Scalars['DateTime']['output'];
  by: Scalars['String']['output'];
  contentHash: Scalars['String']['output'];
  /** The content as it was in this version. */
  sections: Array<NoteSection>;
  signature: Maybe<NoteSignature>;
  status: NoteStatus;
  /** Plain text of this version. */
  text: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

/**
 * What a signer should look at. Contradictions with the record are ALLERGY_DENIED, ALLERGY_NOT_ON_FILE, ALLERGEN_TAKEN, DOSE_DIFFERS,
 * FREQUENCY_DIFFERS, MEDICATION_DENIED and CONDITION_DENIED: which side is right is never decided. RECORD_NOT_COMPARED and
 * RECORD_PARTLY_COMPARED say that nobody, or not everything, was held against the record: then no contradiction means nothing.
 */
export type NoteWarning = {
  __typename?: 'NoteWarning';
  code: Scalars['String']['output'];
  /** What was said, where the warning is about that. */
  evidence: Array<Evidence>;
  message: Scalars['String']['output'];
  /** What is on file, where the warning is about that: as it is now, which may be another version than the draft saw. */
  recordEntries: Array<RecordEntry>;
};

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
  notes: Maybe<NoteConnection>;
};


export type PatientNotesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Prescription = {
  __typename?: 'Prescription';
  id: Scalars['ID']['output'];
};

export type QualityTier =
  /** For trying out: every drug and dose that it yields needs a person's confirmation. */
  | 'DEMO'
  | 'HUMAN'
  | 'STANDARD';

export type Query = {
  __typename?: 'Query';
  /** The newest version of a note. */
  note: Maybe<Note>;
};


export type QueryNoteArgs = {
  id: Scalars['ID']['input'];
};

export type RecordComparison = {
  __typename?: 'RecordComparison';
  /** Whether all of it was read. */
  complete: Scalars['Boolean']['output'];
  /** When the record was read; null where it could not be. */
  readAt: Maybe<Scalars['DateTime']['output']>;
};

/** An entry of the patient's record; it may stand on the record of a twin that was merged. */
export type RecordEntry = AllergyIntolerance | Condition | MedicationStatement | Prescription;

export type Recording = {
  __typename?: 'Recording';
  id: Scalars['ID']['output'];
};

export type RemoveStatementInput = {
  statementId: Scalars['ID']['input'];
};

export type SignNoteInput = {
  /** Signs although statements of the machine lack evidence; they stay marked. */
  acknowledgeUnsupported?: Scalars['Boolean']['input'];
  /** The words that the signer stands by. */
  attestation: Scalars['String']['input'];
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  noteId: Scalars['ID']['input'];
};

/** Exactly one of them. */
export type StatementEditInput = {
  add?: InputMaybe<AddStatementInput>;
  change?: InputMaybe<ChangeStatementInput>;
  move?: InputMaybe<MoveStatementInput>;
  remove?: InputMaybe<RemoveStatementInput>;
};

export type StatementOrigin =
  | 'AI'
  | 'CLINICIAN';

export type Subscription = {
  __typename?: 'Subscription';
  /** The note now, and again whenever a version is added. */
  note: Maybe<Note>;
};


export type SubscriptionNoteArgs = {
  id: Scalars['ID']['input'];
};

export type Transcript = {
  __typename?: 'Transcript';
  id: Scalars['ID']['output'];
};

export type UnmentionedFact = {
  __typename?: 'UnmentionedFact';
  evidence: Array<Evidence>;
  importance: Scalars['Float']['output'];
  text: Scalars['String']['output'];
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
  /** Your role may not do this to this thing. */
  | 'FORBIDDEN'
  /** Its state does not allow this step. */
  | 'INVALID_TRANSITION'
  /** There is no such thing here. */
  | 'NOT_FOUND'
  /** Statements of the machine without sufficient evidence are still in it: edit, remove or acknowledge them. */
  | 'UNSUPPORTED_STATEMENTS'
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
  Note: Note;
  Patient: Patient;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Encounter:
    ( { __typename: 'Encounter' }
    & GraphQLRecursivePick<FederationTypes['Encounter'], {"id":true}> );
  Note:
    ( { __typename: 'Note' }
    & GraphQLRecursivePick<FederationTypes['Note'], {"id":true}> );
  Patient:
    ( { __typename: 'Patient' }
    & GraphQLRecursivePick<FederationTypes['Patient'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddNoteAddendumInput: AddNoteAddendumInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AddStatementInput: AddStatementInput;
  AllergyIntolerance: ResolverTypeWrapper<RecordEntryParent>;
  AmendNoteInput: AmendNoteInput;
  ChangeStatementInput: ChangeStatementInput;
  Condition: ResolverTypeWrapper<RecordEntryParent>;
  CreateNoteInput: CreateNoteInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  EditNoteInput: EditNoteInput;
  Encounter: ResolverTypeWrapper<Reference>;
  Engine: ResolverTypeWrapper<Engine>;
  Evidence: ResolverTypeWrapper<EvidenceRow>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FhirResource: ResolverTypeWrapper<Scalars['FhirResource']['output']>;
  MarkNoteEnteredInErrorInput: MarkNoteEnteredInErrorInput;
  MedicationStatement: ResolverTypeWrapper<RecordEntryParent>;
  MoveStatementInput: MoveStatementInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Note: ResolverTypeWrapper<NoteRow>;
  NoteAddendum: ResolverTypeWrapper<Addendum>;
  NoteConnection: ResolverTypeWrapper<Omit<NoteConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['NoteEdge']>, nodes: Array<ResolversTypes['Note']> }>;
  NoteEdge: ResolverTypeWrapper<Omit<NoteEdge, 'node'> & { node: ResolversTypes['Note'] }>;
  NotePayload: ResolverTypeWrapper<Omit<NotePayload, 'current' | 'note'> & { current?: Maybe<ResolversTypes['Note']>, note?: Maybe<ResolversTypes['Note']> }>;
  NoteProvenance: ResolverTypeWrapper<Provenance>;
  NoteSection: ResolverTypeWrapper<Section>;
  NoteSignature: ResolverTypeWrapper<NoteSignature>;
  NoteStatement: ResolverTypeWrapper<Statement>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  NoteStatus: NoteStatus;
  NoteStepInput: NoteStepInput;
  NoteVersion: ResolverTypeWrapper<NoteVersionParent>;
  NoteWarning: ResolverTypeWrapper<Warning>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Patient: ResolverTypeWrapper<Reference>;
  Prescription: ResolverTypeWrapper<RecordEntryParent>;
  QualityTier: QualityTier;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordComparison: ResolverTypeWrapper<RecordComparison>;
  RecordEntry: ResolverTypeWrapper<RecordEntryParent>;
  Recording: ResolverTypeWrapper<Recording>;
  RemoveStatementInput: RemoveStatementInput;
  SignNoteInput: SignNoteInput;
  StatementEditInput: StatementEditInput;
  StatementOrigin: StatementOrigin;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Transcript: ResolverTypeWrapper<Transcript>;
  UnmentionedFact: ResolverTypeWrapper<UnmentionedParent>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddNoteAddendumInput: AddNoteAddendumInput;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  AddStatementInput: AddStatementInput;
  AllergyIntolerance: RecordEntryParent;
  AmendNoteInput: AmendNoteInput;
  ChangeStatementInput: ChangeStatementInput;
  Condition: RecordEntryParent;
  CreateNoteInput: CreateNoteInput;
  DateTime: Scalars['DateTime']['output'];
  EditNoteInput: EditNoteInput;
  Encounter: Reference;
  Engine: Engine;
  Evidence: EvidenceRow;
  Float: Scalars['Float']['output'];
  FhirResource: Scalars['FhirResource']['output'];
  MarkNoteEnteredInErrorInput: MarkNoteEnteredInErrorInput;
  MedicationStatement: RecordEntryParent;
  MoveStatementInput: MoveStatementInput;
  Mutation: Record<PropertyKey, never>;
  Note: NoteRow;
  NoteAddendum: Addendum;
  NoteConnection: Omit<NoteConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['NoteEdge']>, nodes: Array<ResolversParentTypes['Note']> };
  NoteEdge: Omit<NoteEdge, 'node'> & { node: ResolversParentTypes['Note'] };
  NotePayload: Omit<NotePayload, 'current' | 'note'> & { current?: Maybe<ResolversParentTypes['Note']>, note?: Maybe<ResolversParentTypes['Note']> };
  NoteProvenance: Provenance;
  NoteSection: Section;
  NoteSignature: NoteSignature;
  NoteStatement: Statement;
  Boolean: Scalars['Boolean']['output'];
  NoteStepInput: NoteStepInput;
  NoteVersion: NoteVersionParent;
  NoteWarning: Warning;
  PageInfo: PageInfo;
  Patient: Reference;
  Prescription: RecordEntryParent;
  Query: Record<PropertyKey, never>;
  RecordComparison: RecordComparison;
  RecordEntry: RecordEntryParent;
  Recording: Recording;
  RemoveStatementInput: RemoveStatementInput;
  SignNoteInput: SignNoteInput;
  StatementEditInput: StatementEditInput;
  Subscription: Record<PropertyKey, never>;
  Transcript: Transcript;
  UnmentionedFact: UnmentionedParent;
  UserError: UserError;
};

export type AllergyIntoleranceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AllergyIntolerance'] = ResolversParentTypes['AllergyIntolerance']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Condition'] = ResolversParentTypes['Condition']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EncounterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Encounter'] = ResolversParentTypes['Encounter'], FederationReferenceType extends FederationReferenceTypes['Encounter'] = FederationReferenceTypes['Encounter']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Encounter']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notes?: Resolver<Maybe<Array<ResolversTypes['Note']>>, ParentType, ContextType>;
};

export type EngineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Engine'] = ResolversParentTypes['Engine']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['QualityTier'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Evidence'] = ResolversParentTypes['Evidence']> = {
  charEnd?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  charStart?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  segmentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface FhirResourceScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['FhirResource'], any> {
  name: 'FhirResource';
}

export type MedicationStatementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MedicationStatement'] = ResolversParentTypes['MedicationStatement']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addNoteAddendum?: Resolver<ResolversTypes['NotePayload'], ParentType, ContextType, RequireFields<MutationAddNoteAddendumArgs, 'input'>>;
  amendNote?: Resolver<ResolversTypes['NotePayload'], ParentType, ContextType, RequireFields<MutationAmendNoteArgs, 'input'>>;
  createNote?: Resolver<ResolversTypes['NotePayload'], ParentType, ContextType, RequireFields<MutationCreateNoteArgs, 'input'>>;
  editNote?: Resolver<ResolversTypes['NotePayload'], ParentType, ContextType, RequireFields<MutationEditNoteArgs, 'input'>>;
  markNoteEnteredInError?: Resolver<ResolversTypes['NotePayload'], ParentType, ContextType, RequireFields<MutationMarkNoteEnteredInErrorArgs, 'input'>>;
  signNote?: Resolver<ResolversTypes['NotePayload'], ParentType, ContextType, RequireFields<MutationSignNoteArgs, 'input'>>;
  submitNoteForReview?: Resolver<ResolversTypes['NotePayload'], ParentType, ContextType, RequireFields<MutationSubmitNoteForReviewArgs, 'input'>>;
};

export type NoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Note'] = ResolversParentTypes['Note'], FederationReferenceType extends FederationReferenceTypes['Note'] = FederationReferenceTypes['Note']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Note']> | FederationReferenceType, FederationReferenceType, ContextType>;
  addenda?: Resolver<Array<ResolversTypes['NoteAddendum']>, ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  encounter?: Resolver<ResolversTypes['Encounter'], ParentType, ContextType>;
  fhirDocument?: Resolver<Maybe<ResolversTypes['FhirResource']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<ResolversTypes['NoteProvenance']>, ParentType, ContextType>;
  recording?: Resolver<Maybe<ResolversTypes['Recording']>, ParentType, ContextType>;
  sections?: Resolver<Array<ResolversTypes['NoteSection']>, ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['NoteSignature']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['NoteStatus'], ParentType, ContextType>;
  template?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transcript?: Resolver<Maybe<ResolversTypes['Transcript']>, ParentType, ContextType>;
  unmentioned?: Resolver<Array<ResolversTypes['UnmentionedFact']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  versions?: Resolver<Array<ResolversTypes['NoteVersion']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['NoteWarning']>, ParentType, ContextType>;
};

export type NoteAddendumResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteAddendum'] = ResolversParentTypes['NoteAddendum']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  author?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NoteConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteConnection'] = ResolversParentTypes['NoteConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NoteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Note']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type NoteEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteEdge'] = ResolversParentTypes['NoteEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Note'], ParentType, ContextType>;
};

export type NotePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotePayload'] = ResolversParentTypes['NotePayload']> = {
  current?: Resolver<Maybe<ResolversTypes['Note']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['Note']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type NoteProvenanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteProvenance'] = ResolversParentTypes['NoteProvenance']> = {
  engine?: Resolver<ResolversTypes['Engine'], ParentType, ContextType>;
  jobId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordComparison?: Resolver<Maybe<ResolversTypes['RecordComparison']>, ParentType, ContextType>;
  transcriptVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NoteSectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteSection'] = ResolversParentTypes['NoteSection']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  statements?: Resolver<Array<ResolversTypes['NoteStatement']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NoteSignatureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteSignature'] = ResolversParentTypes['NoteSignature']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attestation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  signer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NoteStatementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteStatement'] = ResolversParentTypes['NoteStatement']> = {
  edited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['Evidence']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['StatementOrigin'], ParentType, ContextType>;
  supported?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NoteVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteVersion'] = ResolversParentTypes['NoteVersion']> = {
  addenda?: Resolver<Array<ResolversTypes['NoteAddendum']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sections?: Resolver<Array<ResolversTypes['NoteSection']>, ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['NoteSignature']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['NoteStatus'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NoteWarningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoteWarning'] = ResolversParentTypes['NoteWarning']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['Evidence']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordEntries?: Resolver<Array<ResolversTypes['RecordEntry']>, ParentType, ContextType>;
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
  notes?: Resolver<Maybe<ResolversTypes['NoteConnection']>, ParentType, ContextType, RequireFields<PatientNotesArgs, 'first'>>;
};

export type PrescriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Prescription'] = ResolversParentTypes['Prescription']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  note?: Resolver<Maybe<ResolversTypes['Note']>, ParentType, ContextType, RequireFields<QueryNoteArgs, 'id'>>;
};

export type RecordComparisonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordComparison'] = ResolversParentTypes['RecordComparison']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RecordEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordEntry'] = ResolversParentTypes['RecordEntry']> = {
  __resolveType: TypeResolveFn<'AllergyIntolerance' | 'Condition' | 'MedicationStatement' | 'Prescription', ParentType, ContextType>;
};

export type RecordingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Recording'] = ResolversParentTypes['Recording']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  note?: SubscriptionResolver<Maybe<ResolversTypes['Note']>, "note", ParentType, ContextType, RequireFields<SubscriptionNoteArgs, 'id'>>;
};

export type TranscriptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Transcript'] = ResolversParentTypes['Transcript']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type UnmentionedFactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnmentionedFact'] = ResolversParentTypes['UnmentionedFact']> = {
  evidence?: Resolver<Array<ResolversTypes['Evidence']>, ParentType, ContextType>;
  importance?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AllergyIntolerance?: AllergyIntoleranceResolvers<ContextType>;
  Condition?: ConditionResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Encounter?: EncounterResolvers<ContextType>;
  Engine?: EngineResolvers<ContextType>;
  Evidence?: EvidenceResolvers<ContextType>;
  FhirResource?: GraphQLScalarType;
  MedicationStatement?: MedicationStatementResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Note?: NoteResolvers<ContextType>;
  NoteAddendum?: NoteAddendumResolvers<ContextType>;
  NoteConnection?: NoteConnectionResolvers<ContextType>;
  NoteEdge?: NoteEdgeResolvers<ContextType>;
  NotePayload?: NotePayloadResolvers<ContextType>;
  NoteProvenance?: NoteProvenanceResolvers<ContextType>;
  NoteSection?: NoteSectionResolvers<ContextType>;
  NoteSignature?: NoteSignatureResolvers<ContextType>;
  NoteStatement?: NoteStatementResolvers<ContextType>;
  NoteVersion?: NoteVersionResolvers<ContextType>;
  NoteWarning?: NoteWarningResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Patient?: PatientResolvers<ContextType>;
  Prescription?: PrescriptionResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordComparison?: RecordComparisonResolvers<ContextType>;
  RecordEntry?: RecordEntryResolvers<ContextType>;
  Recording?: RecordingResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Transcript?: TranscriptResolvers<ContextType>;
  UnmentionedFact?: UnmentionedFactResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

