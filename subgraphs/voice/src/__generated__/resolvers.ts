import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Recording as RecordingRow, Transcript as TranscriptRow } from '../domain/model.ts';
import type { LiveHearing as LiveHearingRow, OwnedLiveSegment } from '../domain/live/model.ts';
import type { Reference, Context } from '../context.ts';
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
  _FieldSet: { input: unknown; output: unknown; }
};

export type CompleteRecordingInput = {
  /** How many chunks the device made. */
  chunks: Scalars['Int']['input'];
  clientMutationId: Scalars['String']['input'];
  recordingId: Scalars['ID']['input'];
  /** Of the whole file, lowercase hex. */
  sha256: Scalars['String']['input'];
};

export type CorrectSpeakersInput = {
  clientMutationId: Scalars['String']['input'];
  corrections: Array<SpeakerCorrectionInput>;
  /** The version that the caller saw. */
  expectedVersion: Scalars['Int']['input'];
  transcriptId: Scalars['ID']['input'];
};

export type CreateRecordingInput = {
  /** An idempotency key of the client's: the same key and input give the same answer, once. */
  clientMutationId: Scalars['String']['input'];
  encounterId: Scalars['ID']['input'];
  /**
   * Heard while it is made: `Recording.liveTranscript` grows, and the drafts are there seconds after the end. Needs the patient's
   * AI_PROCESSING consent too. WAV, Ogg and WebM; other sound is recorded all the same and transcribed at its end.
   */
  live?: Scalars['Boolean']['input'];
  /** `audio/wav`, `audio/flac`, `audio/ogg`, `audio/webm` or `audio/mpeg`. */
  mediaType: Scalars['String']['input'];
};

export type DeleteRecordingInput = {
  clientMutationId: Scalars['String']['input'];
  expectedVersion: Scalars['Int']['input'];
  recordingId: Scalars['ID']['input'];
};

export type Encounter = {
  __typename?: 'Encounter';
  id: Scalars['ID']['output'];
  recordings: Maybe<Array<Recording>>;
  /** The newest version of each transcript. */
  transcripts: Maybe<Array<Transcript>>;
};

/** What wrote it, and how far to trust it. */
export type Engine = {
  __typename?: 'Engine';
  id: Scalars['String']['output'];
  tier: QualityTier;
  version: Scalars['String']['output'];
};

export type LiveSegment = {
  __typename?: 'LiveSegment';
  confidence: Scalars['Float']['output'];
  endMs: Scalars['Int']['output'];
  /** Of this live transcript only: a transcript's segments have their own. */
  id: Scalars['ID']['output'];
  seq: Scalars['Int']['output'];
  /** As far as it could be told by then. */
  speaker: Speaker;
  startMs: Scalars['Int']['output'];
  text: Scalars['String']['output'];
};

/**
 * Partial, by a machine, and gone when the transcript is there. Segments that were shown once are never changed or taken back while
 * it is kept; new ones follow them. Everything may be said differently in the transcript, speakers above all: they are told over the whole.
 */
export type LiveTranscript = {
  __typename?: 'LiveTranscript';
  /** Up to here of the recording. */
  heardMs: Scalars['Int']['output'];
  /** Why it is OFF: MEDIA_TYPE_NOT_LIVE, CONSENT_REQUIRED, DEVICE_SILENT, STEP_LOST, or the code of a machine's failure. */
  reason: Maybe<Scalars['String']['output']>;
  /** The last ones, in order; all of them where `last` is not given. */
  segments: Array<LiveSegment>;
  state: LiveTranscriptState;
  /** Heard after the last segment, and still to change. */
  tail: Scalars['String']['output'];
  /** Grows with each change. */
  version: Scalars['Int']['output'];
};


/**
 * Partial, by a machine, and gone when the transcript is there. Segments that were shown once are never changed or taken back while
 * it is kept; new ones follow them. Everything may be said differently in the transcript, speakers above all: they are told over the whole.
 */
export type LiveTranscriptSegmentsArgs = {
  last?: InputMaybe<Scalars['Int']['input']>;
};

export type LiveTranscriptState =
  /** No machine keeps up for now. The recording is unharmed. */
  | 'BEHIND'
  /** The recording is complete, the transcript is on its way. */
  | 'FINISHING'
  /** It keeps up. */
  | 'HEARING'
  /** It stopped. The recording is unharmed, and is transcribed when it is complete. */
  | 'OFF';

export type Mutation = {
  __typename?: 'Mutation';
  /** Checks that every chunk arrived whole, puts them together, and queues the transcription. Needs the consent still. */
  completeRecording: RecordingPayload;
  /** Who said what, put right: a new version, from which drafts are made anew. */
  correctSpeakers: TranscriptPayload;
  /** Opens a recording for an encounter. Needs the patient's RECORDING consent. */
  createRecording: RecordingPayload;
  /** Deletes the sound (not under legal hold); what was written from it stays. */
  deleteRecording: RecordingPayload;
  /**
   * An address for one chunk, valid for five minutes at most and only for the length and hash announced.
   * Any order; the same chunk again is fine; other content for a number already announced is CHUNK_CONFLICT.
   * A live recording's chunks are heard in order, when the request for a later one, or once more for the same, finds them stored.
   */
  requestChunkUpload: RequestChunkUploadPayload;
  /** A transcript from elsewhere: plain text, or segments with times. */
  uploadTranscript: TranscriptPayload;
};


export type MutationCompleteRecordingArgs = {
  input: CompleteRecordingInput;
};


export type MutationCorrectSpeakersArgs = {
  input: CorrectSpeakersInput;
};


export type MutationCreateRecordingArgs = {
  input: CreateRecordingInput;
};


export type MutationDeleteRecordingArgs = {
  input: DeleteRecordingInput;
};


export type MutationRequestChunkUploadArgs = {
  input: RequestChunkUploadInput;
};


export type MutationUploadTranscriptArgs = {
  input: UploadTranscriptInput;
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
  recordings: Maybe<RecordingConnection>;
};


export type PatientRecordingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type QualityTier =
  /** For trying out: every drug and dose that it yields needs a person's confirmation. */
  | 'DEMO'
  | 'HUMAN'
  | 'STANDARD';

export type Query = {
  __typename?: 'Query';
  recording: Maybe<Recording>;
  transcript: Maybe<Transcript>;
};


export type QueryRecordingArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTranscriptArgs = {
  id: Scalars['ID']['input'];
};

/** CREATED -> UPLOADING -> UPLOADED; QUARANTINED when something is wrong with it; DELETED when its time is over or consent ended. */
export type Recording = {
  __typename?: 'Recording';
  byteLength: Maybe<Scalars['Int']['output']>;
  chunks: Array<RecordingChunk>;
  /** The consent under which it was made. */
  consentId: Scalars['ID']['output'];
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  durationMs: Maybe<Scalars['Int']['output']>;
  encounter: Encounter;
  id: Scalars['ID']['output'];
  legalHold: Scalars['Boolean']['output'];
  /** It is heard while it is made. */
  live: Scalars['Boolean']['output'];
  /** What was heard so far of a live recording: no transcript, and nothing is drafted from it. Null once the transcript is there. */
  liveTranscript: Maybe<LiveTranscript>;
  mediaType: Scalars['String']['output'];
  patient: Patient;
  retainUntil: Maybe<Scalars['DateTime']['output']>;
  /** Of the whole, once it is complete. */
  sha256: Maybe<Scalars['String']['output']>;
  status: RecordingStatus;
  /** The newest version, or null while there is none. */
  transcript: Maybe<Transcript>;
  updatedAt: Scalars['DateTime']['output'];
  version: Scalars['Int']['output'];
};

export type RecordingChunk = {
  __typename?: 'RecordingChunk';
  byteLength: Scalars['Int']['output'];
  /** From 0. */
  seq: Scalars['Int']['output'];
  sha256: Scalars['String']['output'];
  /** Whether it arrived: a device that resumes sends only the others. */
  stored: Scalars['Boolean']['output'];
};

export type RecordingConnection = {
  __typename?: 'RecordingConnection';
  edges: Array<RecordingEdge>;
  nodes: Array<Recording>;
  pageInfo: PageInfo;
};

export type RecordingEdge = {
  __typename?: 'RecordingEdge';
  cursor: Scalars['String']['output'];
  node: Recording;
};

export type RecordingPayload = {
  __typename?: 'RecordingPayload';
  current: Maybe<Recording>;
  recording: Maybe<Recording>;
  userErrors: Array<UserError>;
};

export type RecordingStatus =
  | 'CREATED'
  | 'DELETED'
  | 'QUARANTINED'
  | 'UPLOADED'
  | 'UPLOADING';

export type RequestChunkUploadInput = {
  /** 1 to 16 MiB. */
  byteLength: Scalars['Int']['input'];
  recordingId: Scalars['ID']['input'];
  seq: Scalars['Int']['input'];
  /** Lowercase hex. */
  sha256: Scalars['String']['input'];
};

export type RequestChunkUploadPayload = {
  __typename?: 'RequestChunkUploadPayload';
  address: Maybe<UploadAddress>;
  /** True when this chunk has arrived already: nothing to send. */
  stored: Scalars['Boolean']['output'];
  userErrors: Array<UserError>;
};

export type Speaker =
  | 'CLINICIAN'
  | 'OTHER'
  | 'PATIENT'
  | 'UNKNOWN';

export type SpeakerCorrectionInput = {
  segmentId: Scalars['ID']['input'];
  speaker: Speaker;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** The recording now, and again whenever it changes. */
  recording: Maybe<Recording>;
};


export type SubscriptionRecordingArgs = {
  id: Scalars['ID']['input'];
};

/** An immutable version of what was said. */
export type Transcript = {
  __typename?: 'Transcript';
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  encounter: Encounter;
  engine: Engine;
  id: Scalars['ID']['output'];
  language: Scalars['String']['output'];
  origin: TranscriptOrigin;
  patient: Patient;
  previousVersion: Maybe<Transcript>;
  recording: Maybe<Recording>;
  segments: Array<TranscriptSegment>;
  /** NONE: nobody knows when it was said, and startMs and endMs are null. Times are never invented. */
  timing: TranscriptTiming;
  /** 1, 2, 3 …: a correction is a new version. */
  version: Scalars['Int']['output'];
};

export type TranscriptOrigin =
  | 'CORRECTED'
  | 'ENGINE'
  | 'UPLOADED';

export type TranscriptPayload = {
  __typename?: 'TranscriptPayload';
  current: Maybe<Transcript>;
  transcript: Maybe<Transcript>;
  userErrors: Array<UserError>;
};

export type TranscriptSegment = {
  __typename?: 'TranscriptSegment';
  /** 0..1; null where people wrote it. */
  confidence: Maybe<Scalars['Float']['output']>;
  endMs: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  seq: Scalars['Int']['output'];
  speaker: Speaker;
  /** How likely the engine's `speaker` is right, 0..1; null where it is UNKNOWN or people wrote it. */
  speakerConfidence: Maybe<Scalars['Float']['output']>;
  startMs: Maybe<Scalars['Int']['output']>;
  text: Scalars['String']['output'];
};

export type TranscriptSegmentInput = {
  endMs?: InputMaybe<Scalars['Int']['input']>;
  speaker?: Speaker;
  /** Both times or neither, and for all segments or none. */
  startMs?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
};

export type TranscriptTiming =
  | 'NONE'
  | 'TIMED';

export type UploadAddress = {
  __typename?: 'UploadAddress';
  expiresAt: Scalars['DateTime']['output'];
  /** To be sent exactly so. */
  headers: Array<UploadHeader>;
  method: Scalars['String']['output'];
  url: Scalars['String']['output'];
};

export type UploadHeader = {
  __typename?: 'UploadHeader';
  name: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type UploadTranscriptInput = {
  clientMutationId: Scalars['String']['input'];
  encounterId: Scalars['ID']['input'];
  language?: Scalars['String']['input'];
  segments?: InputMaybe<Array<TranscriptSegmentInput>>;
  /** Plain text, a turn a line, as in `Doctor: …` or `[patient] …`. Either this or `segments`. */
  text?: InputMaybe<Scalars['String']['input']>;
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
  /** There is no sound in it at all. */
  | 'AUDIO_EMPTY'
  /** The file is not sound that we can read. */
  | 'AUDIO_UNREADABLE'
  /** A chunk of this number with other content was announced before. */
  | 'CHUNK_CONFLICT'
  /** A chunk's content is not what was announced. */
  | 'CHUNK_CORRUPT'
  /** Chunks named in the message never arrived. */
  | 'CHUNK_MISSING'
  /** Somebody else changed it meanwhile: `current` shows it. */
  | 'CONFLICT'
  /** The patient has not consented to this, or no longer does. */
  | 'CONSENT_REQUIRED'
  /** Your role may not do this to this thing. */
  | 'FORBIDDEN'
  /** Its state does not allow this step. */
  | 'INVALID_TRANSITION'
  /** There is no such thing here. */
  | 'NOT_FOUND'
  /** There is no speech in it. */
  | 'TRANSCRIPT_EMPTY'
  /** The text is over 2 MB. */
  | 'TRANSCRIPT_TOO_LARGE'
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
  Recording: Recording;
  Transcript: Transcript;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Encounter:
    ( { __typename: 'Encounter' }
    & GraphQLRecursivePick<FederationTypes['Encounter'], {"id":true}> );
  Patient:
    ( { __typename: 'Patient' }
    & GraphQLRecursivePick<FederationTypes['Patient'], {"id":true}> );
  Recording:
    ( { __typename: 'Recording' }
    & GraphQLRecursivePick<FederationTypes['Recording'], {"id":true}> );
  Transcript:
    ( { __typename: 'Transcript' }
    & GraphQLRecursivePick<FederationTypes['Transcript'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CompleteRecordingInput: CompleteRecordingInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CorrectSpeakersInput: CorrectSpeakersInput;
  CreateRecordingInput: CreateRecordingInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteRecordingInput: DeleteRecordingInput;
  Encounter: ResolverTypeWrapper<Reference>;
  Engine: ResolverTypeWrapper<Engine>;
  LiveSegment: ResolverTypeWrapper<OwnedLiveSegment>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  LiveTranscript: ResolverTypeWrapper<LiveHearingRow>;
  LiveTranscriptState: LiveTranscriptState;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Patient: ResolverTypeWrapper<Reference>;
  QualityTier: QualityTier;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Recording: ResolverTypeWrapper<RecordingRow>;
  RecordingChunk: ResolverTypeWrapper<RecordingChunk>;
  RecordingConnection: ResolverTypeWrapper<Omit<RecordingConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['RecordingEdge']>, nodes: Array<ResolversTypes['Recording']> }>;
  RecordingEdge: ResolverTypeWrapper<Omit<RecordingEdge, 'node'> & { node: ResolversTypes['Recording'] }>;
  RecordingPayload: ResolverTypeWrapper<Omit<RecordingPayload, 'current' | 'recording'> & { current?: Maybe<ResolversTypes['Recording']>, recording?: Maybe<ResolversTypes['Recording']> }>;
  RecordingStatus: RecordingStatus;
  RequestChunkUploadInput: RequestChunkUploadInput;
  RequestChunkUploadPayload: ResolverTypeWrapper<RequestChunkUploadPayload>;
  Speaker: Speaker;
  SpeakerCorrectionInput: SpeakerCorrectionInput;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Transcript: ResolverTypeWrapper<TranscriptRow>;
  TranscriptOrigin: TranscriptOrigin;
  TranscriptPayload: ResolverTypeWrapper<Omit<TranscriptPayload, 'current' | 'transcript'> & { current?: Maybe<ResolversTypes['Transcript']>, transcript?: Maybe<ResolversTypes['Transcript']> }>;
  TranscriptSegment: ResolverTypeWrapper<TranscriptSegment>;
  TranscriptSegmentInput: TranscriptSegmentInput;
  TranscriptTiming: TranscriptTiming;
  UploadAddress: ResolverTypeWrapper<UploadAddress>;
  UploadHeader: ResolverTypeWrapper<UploadHeader>;
  UploadTranscriptInput: UploadTranscriptInput;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CompleteRecordingInput: CompleteRecordingInput;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  CorrectSpeakersInput: CorrectSpeakersInput;
  CreateRecordingInput: CreateRecordingInput;
  Boolean: Scalars['Boolean']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeleteRecordingInput: DeleteRecordingInput;
  Encounter: Reference;
  Engine: Engine;
  LiveSegment: OwnedLiveSegment;
  Float: Scalars['Float']['output'];
  LiveTranscript: LiveHearingRow;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Patient: Reference;
  Query: Record<PropertyKey, never>;
  Recording: RecordingRow;
  RecordingChunk: RecordingChunk;
  RecordingConnection: Omit<RecordingConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['RecordingEdge']>, nodes: Array<ResolversParentTypes['Recording']> };
  RecordingEdge: Omit<RecordingEdge, 'node'> & { node: ResolversParentTypes['Recording'] };
  RecordingPayload: Omit<RecordingPayload, 'current' | 'recording'> & { current?: Maybe<ResolversParentTypes['Recording']>, recording?: Maybe<ResolversParentTypes['Recording']> };
  RequestChunkUploadInput: RequestChunkUploadInput;
  RequestChunkUploadPayload: RequestChunkUploadPayload;
  SpeakerCorrectionInput: SpeakerCorrectionInput;
  Subscription: Record<PropertyKey, never>;
  Transcript: TranscriptRow;
  TranscriptPayload: Omit<TranscriptPayload, 'current' | 'transcript'> & { current?: Maybe<ResolversParentTypes['Transcript']>, transcript?: Maybe<ResolversParentTypes['Transcript']> };
  TranscriptSegment: TranscriptSegment;
  TranscriptSegmentInput: TranscriptSegmentInput;
  UploadAddress: UploadAddress;
  UploadHeader: UploadHeader;
  UploadTranscriptInput: UploadTranscriptInput;
  UserError: UserError;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EncounterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Encounter'] = ResolversParentTypes['Encounter'], FederationReferenceType extends FederationReferenceTypes['Encounter'] = FederationReferenceTypes['Encounter']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Encounter']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordings?: Resolver<Maybe<Array<ResolversTypes['Recording']>>, ParentType, ContextType>;
  transcripts?: Resolver<Maybe<Array<ResolversTypes['Transcript']>>, ParentType, ContextType>;
};

export type EngineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Engine'] = ResolversParentTypes['Engine']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['QualityTier'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LiveSegmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LiveSegment'] = ResolversParentTypes['LiveSegment']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  endMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  speaker?: Resolver<ResolversTypes['Speaker'], ParentType, ContextType>;
  startMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LiveTranscriptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LiveTranscript'] = ResolversParentTypes['LiveTranscript']> = {
  heardMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  segments?: Resolver<Array<ResolversTypes['LiveSegment']>, ParentType, ContextType, Partial<LiveTranscriptSegmentsArgs>>;
  state?: Resolver<ResolversTypes['LiveTranscriptState'], ParentType, ContextType>;
  tail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  completeRecording?: Resolver<ResolversTypes['RecordingPayload'], ParentType, ContextType, RequireFields<MutationCompleteRecordingArgs, 'input'>>;
  correctSpeakers?: Resolver<ResolversTypes['TranscriptPayload'], ParentType, ContextType, RequireFields<MutationCorrectSpeakersArgs, 'input'>>;
  createRecording?: Resolver<ResolversTypes['RecordingPayload'], ParentType, ContextType, RequireFields<MutationCreateRecordingArgs, 'input'>>;
  deleteRecording?: Resolver<ResolversTypes['RecordingPayload'], ParentType, ContextType, RequireFields<MutationDeleteRecordingArgs, 'input'>>;
  requestChunkUpload?: Resolver<ResolversTypes['RequestChunkUploadPayload'], ParentType, ContextType, RequireFields<MutationRequestChunkUploadArgs, 'input'>>;
  uploadTranscript?: Resolver<ResolversTypes['TranscriptPayload'], ParentType, ContextType, RequireFields<MutationUploadTranscriptArgs, 'input'>>;
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
  recordings?: Resolver<Maybe<ResolversTypes['RecordingConnection']>, ParentType, ContextType, RequireFields<PatientRecordingsArgs, 'first'>>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  recording?: Resolver<Maybe<ResolversTypes['Recording']>, ParentType, ContextType, RequireFields<QueryRecordingArgs, 'id'>>;
  transcript?: Resolver<Maybe<ResolversTypes['Transcript']>, ParentType, ContextType, RequireFields<QueryTranscriptArgs, 'id'>>;
};

export type RecordingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Recording'] = ResolversParentTypes['Recording'], FederationReferenceType extends FederationReferenceTypes['Recording'] = FederationReferenceTypes['Recording']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Recording']> | FederationReferenceType, FederationReferenceType, ContextType>;
  byteLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  chunks?: Resolver<Array<ResolversTypes['RecordingChunk']>, ParentType, ContextType>;
  consentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  encounter?: Resolver<ResolversTypes['Encounter'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalHold?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  live?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  liveTranscript?: Resolver<Maybe<ResolversTypes['LiveTranscript']>, ParentType, ContextType>;
  mediaType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  retainUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RecordingStatus'], ParentType, ContextType>;
  transcript?: Resolver<Maybe<ResolversTypes['Transcript']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecordingChunkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordingChunk'] = ResolversParentTypes['RecordingChunk']> = {
  byteLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stored?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RecordingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordingConnection'] = ResolversParentTypes['RecordingConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RecordingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Recording']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RecordingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordingEdge'] = ResolversParentTypes['RecordingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Recording'], ParentType, ContextType>;
};

export type RecordingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordingPayload'] = ResolversParentTypes['RecordingPayload']> = {
  current?: Resolver<Maybe<ResolversTypes['Recording']>, ParentType, ContextType>;
  recording?: Resolver<Maybe<ResolversTypes['Recording']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RequestChunkUploadPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestChunkUploadPayload'] = ResolversParentTypes['RequestChunkUploadPayload']> = {
  address?: Resolver<Maybe<ResolversTypes['UploadAddress']>, ParentType, ContextType>;
  stored?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  recording?: SubscriptionResolver<Maybe<ResolversTypes['Recording']>, "recording", ParentType, ContextType, RequireFields<SubscriptionRecordingArgs, 'id'>>;
};

export type TranscriptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Transcript'] = ResolversParentTypes['Transcript'], FederationReferenceType extends FederationReferenceTypes['Transcript'] = FederationReferenceTypes['Transcript']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Transcript']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  encounter?: Resolver<ResolversTypes['Encounter'], ParentType, ContextType>;
  engine?: Resolver<ResolversTypes['Engine'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['TranscriptOrigin'], ParentType, ContextType>;
  patient?: Resolver<ResolversTypes['Patient'], ParentType, ContextType>;
  previousVersion?: Resolver<Maybe<ResolversTypes['Transcript']>, ParentType, ContextType>;
  recording?: Resolver<Maybe<ResolversTypes['Recording']>, ParentType, ContextType>;
  segments?: Resolver<Array<ResolversTypes['TranscriptSegment']>, ParentType, ContextType>;
  timing?: Resolver<ResolversTypes['TranscriptTiming'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TranscriptPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TranscriptPayload'] = ResolversParentTypes['TranscriptPayload']> = {
  current?: Resolver<Maybe<ResolversTypes['Transcript']>, ParentType, ContextType>;
  transcript?: Resolver<Maybe<ResolversTypes['Transcript']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type TranscriptSegmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TranscriptSegment'] = ResolversParentTypes['TranscriptSegment']> = {
  confidence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  speaker?: Resolver<ResolversTypes['Speaker'], ParentType, ContextType>;
  speakerConfidence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  startMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadAddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadAddress'] = ResolversParentTypes['UploadAddress']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  headers?: Resolver<Array<ResolversTypes['UploadHeader']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadHeaderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadHeader'] = ResolversParentTypes['UploadHeader']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  Encounter?: EncounterResolvers<ContextType>;
  Engine?: EngineResolvers<ContextType>;
  LiveSegment?: LiveSegmentResolvers<ContextType>;
  LiveTranscript?: LiveTranscriptResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Patient?: PatientResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Recording?: RecordingResolvers<ContextType>;
  RecordingChunk?: RecordingChunkResolvers<ContextType>;
  RecordingConnection?: RecordingConnectionResolvers<ContextType>;
  RecordingEdge?: RecordingEdgeResolvers<ContextType>;
  RecordingPayload?: RecordingPayloadResolvers<ContextType>;
  RequestChunkUploadPayload?: RequestChunkUploadPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Transcript?: TranscriptResolvers<ContextType>;
  TranscriptPayload?: TranscriptPayloadResolvers<ContextType>;
  TranscriptSegment?: TranscriptSegmentResolvers<ContextType>;
  UploadAddress?: UploadAddressResolvers<ContextType>;
  UploadHeader?: UploadHeaderResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

