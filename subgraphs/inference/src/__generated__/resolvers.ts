import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Job as JobRow } from '../domain/job.ts';
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

export type Encounter = {
  __typename?: 'Encounter';
  id: Scalars['ID']['output'];
  /** Oldest first. */
  jobs: Maybe<Array<InferenceJob>>;
};

/** QUEUED -> RUNNING -> SUCCEEDED | NO_SPEECH | FAILED | CANCELLED. SUCCEEDED means that what it made can be read. */
export type InferenceJob = {
  __typename?: 'InferenceJob';
  attempt: Scalars['Int']['output'];
  encounter: Encounter;
  engine: Maybe<JobEngine>;
  /** Seconds until its end, reckoned from its own progress or from how long such jobs took within the last hour. Null once it has ended, and where nothing was measured. */
  estimatedSecondsLeft: Maybe<Scalars['Int']['output']>;
  /** Why it FAILED, such as CONSENT_REQUIRED or ASR_ENGINE_UNAVAILABLE; see docs/errors.md. */
  failure: Maybe<JobFailure>;
  finishedAt: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  kind: InferenceJobKind;
  priority: InferenceJobPriority;
  /** 0..1. */
  progress: Scalars['Float']['output'];
  /** How many jobs of its kind and priority are before it; null once it runs. */
  queuePosition: Maybe<Scalars['Int']['output']>;
  queuedAt: Scalars['DateTime']['output'];
  startedAt: Maybe<Scalars['DateTime']['output']>;
  status: InferenceJobStatus;
};

export type InferenceJobKind =
  | 'NOTE'
  | 'PRESCRIPTION'
  | 'TRANSCRIPTION';

export type InferenceJobPayload = {
  __typename?: 'InferenceJobPayload';
  job: Maybe<InferenceJob>;
  userErrors: Array<UserError>;
};

export type InferenceJobPriority =
  | 'BULK'
  | 'LIVE'
  | 'NORMAL';

export type InferenceJobStatus =
  | 'CANCELLED'
  | 'FAILED'
  /** Nobody spoke: there is no transcript and no draft. */
  | 'NO_SPEECH'
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCEEDED';

export type InferenceJobStepInput = {
  clientMutationId: Scalars['String']['input'];
  jobId: Scalars['ID']['input'];
};

export type JobEngine = {
  __typename?: 'JobEngine';
  id: Scalars['String']['output'];
  version: Scalars['String']['output'];
};

export type JobFailure = {
  __typename?: 'JobFailure';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  /** Whether `retryInferenceJob` may help. */
  retryable: Scalars['Boolean']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Stops the work. A job that has ended stays as it is. */
  cancelInferenceJob: InferenceJobPayload;
  /** Queues a FAILED job again, when its failure is retryable. */
  retryInferenceJob: InferenceJobPayload;
};


export type MutationCancelInferenceJobArgs = {
  input: InferenceJobStepInput;
};


export type MutationRetryInferenceJobArgs = {
  input: InferenceJobStepInput;
};

export type Query = {
  __typename?: 'Query';
  inferenceJob: Maybe<InferenceJob>;
};


export type QueryInferenceJobArgs = {
  id: Scalars['ID']['input'];
};

export type Recording = {
  __typename?: 'Recording';
  id: Scalars['ID']['output'];
  /** The transcription jobs of this recording, oldest first. */
  jobs: Maybe<Array<InferenceJob>>;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** The job now, and again whenever it moves. */
  inferenceJob: Maybe<InferenceJob>;
};


export type SubscriptionInferenceJobArgs = {
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
  /** Its state does not allow this step. */
  | 'INVALID_TRANSITION'
  /** There is no such thing here. */
  | 'NOT_FOUND'
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
  InferenceJob: InferenceJob;
  Recording: Recording;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Encounter:
    ( { __typename: 'Encounter' }
    & GraphQLRecursivePick<FederationTypes['Encounter'], {"id":true}> );
  InferenceJob:
    ( { __typename: 'InferenceJob' }
    & GraphQLRecursivePick<FederationTypes['InferenceJob'], {"id":true}> );
  Recording:
    ( { __typename: 'Recording' }
    & GraphQLRecursivePick<FederationTypes['Recording'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Encounter: ResolverTypeWrapper<Reference>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  InferenceJob: ResolverTypeWrapper<JobRow>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  InferenceJobKind: InferenceJobKind;
  InferenceJobPayload: ResolverTypeWrapper<Omit<InferenceJobPayload, 'job'> & { job?: Maybe<ResolversTypes['InferenceJob']> }>;
  InferenceJobPriority: InferenceJobPriority;
  InferenceJobStatus: InferenceJobStatus;
  InferenceJobStepInput: InferenceJobStepInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  JobEngine: ResolverTypeWrapper<JobEngine>;
  JobFailure: ResolverTypeWrapper<JobFailure>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Recording: ResolverTypeWrapper<Reference>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  Encounter: Reference;
  ID: Scalars['ID']['output'];
  InferenceJob: JobRow;
  Int: Scalars['Int']['output'];
  Float: Scalars['Float']['output'];
  InferenceJobPayload: Omit<InferenceJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['InferenceJob']> };
  InferenceJobStepInput: InferenceJobStepInput;
  String: Scalars['String']['output'];
  JobEngine: JobEngine;
  JobFailure: JobFailure;
  Boolean: Scalars['Boolean']['output'];
  Mutation: Record<PropertyKey, never>;
  Query: Record<PropertyKey, never>;
  Recording: Reference;
  Subscription: Record<PropertyKey, never>;
  UserError: UserError;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EncounterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Encounter'] = ResolversParentTypes['Encounter'], FederationReferenceType extends FederationReferenceTypes['Encounter'] = FederationReferenceTypes['Encounter']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Encounter']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobs?: Resolver<Maybe<Array<ResolversTypes['InferenceJob']>>, ParentType, ContextType>;
};

export type InferenceJobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InferenceJob'] = ResolversParentTypes['InferenceJob'], FederationReferenceType extends FederationReferenceTypes['InferenceJob'] = FederationReferenceTypes['InferenceJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['InferenceJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  encounter?: Resolver<ResolversTypes['Encounter'], ParentType, ContextType>;
  engine?: Resolver<Maybe<ResolversTypes['JobEngine']>, ParentType, ContextType>;
  estimatedSecondsLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['JobFailure']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['InferenceJobKind'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['InferenceJobPriority'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  queuePosition?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  queuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InferenceJobStatus'], ParentType, ContextType>;
};

export type InferenceJobPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InferenceJobPayload'] = ResolversParentTypes['InferenceJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['InferenceJob']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type JobEngineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobEngine'] = ResolversParentTypes['JobEngine']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JobFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobFailure'] = ResolversParentTypes['JobFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelInferenceJob?: Resolver<ResolversTypes['InferenceJobPayload'], ParentType, ContextType, RequireFields<MutationCancelInferenceJobArgs, 'input'>>;
  retryInferenceJob?: Resolver<ResolversTypes['InferenceJobPayload'], ParentType, ContextType, RequireFields<MutationRetryInferenceJobArgs, 'input'>>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  inferenceJob?: Resolver<Maybe<ResolversTypes['InferenceJob']>, ParentType, ContextType, RequireFields<QueryInferenceJobArgs, 'id'>>;
};

export type RecordingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Recording'] = ResolversParentTypes['Recording'], FederationReferenceType extends FederationReferenceTypes['Recording'] = FederationReferenceTypes['Recording']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Recording']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobs?: Resolver<Maybe<Array<ResolversTypes['InferenceJob']>>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  inferenceJob?: SubscriptionResolver<Maybe<ResolversTypes['InferenceJob']>, "inferenceJob", ParentType, ContextType, RequireFields<SubscriptionInferenceJobArgs, 'id'>>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  Encounter?: EncounterResolvers<ContextType>;
  InferenceJob?: InferenceJobResolvers<ContextType>;
  InferenceJobPayload?: InferenceJobPayloadResolvers<ContextType>;
  JobEngine?: JobEngineResolvers<ContextType>;
  JobFailure?: JobFailureResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Recording?: RecordingResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

