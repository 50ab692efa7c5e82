import type { z } from 'zod';
import { deadLetter } from './dead-letter.ts';
import { domainEvents } from './domain-events.ts';
import type { DomainEvent, DomainEventName } from './domain-events.ts';
import { jobFailed, jobNoSpeech, jobRequested, jobSucceeded } from './jobs.ts';
import type { JobFailed, JobKind, JobNoSpeech, JobPriority, JobRequested, JobSucceeded } from './jobs.ts';
import { tenantBucket } from './tenant-bucket.ts';

/** A message ready to publish: JSON-serialisable payload, already checked against its schema. */
export type OutgoingMessage = { subject: string; payload: unknown };

export function domainEvent<N extends DomainEventName>(name: N, payload: DomainEvent<N>): OutgoingMessage {
  const checked = domainEvents[name].parse(payload);
  return { subject: `events.${name}.${tenantBucket(checked.tenant)}`, payload: checked };
}

export const jobSubject = (kind: JobKind, priority: JobPriority, tenant: string, jobId: string) => `jobs.${kind}.${priority}.${tenantBucket(tenant)}.${jobId}`;

export function jobMessage(job: JobRequested, priority: JobPriority): OutgoingMessage {
  return { subject: jobSubject(job.kind, priority, job.tenant, job.jobId), payload: jobRequested.parse(job) };
}

export type JobResult =
  | { outcome: 'succeeded'; body: JobSucceeded }
  | { outcome: 'no-speech'; body: JobNoSpeech }
  | { outcome: 'failed'; body: JobFailed };

export function resultMessage(result: JobResult): OutgoingMessage {
  const { body, outcome } = result;
  return {
    subject: `results.${body.kind}.${outcome}.${tenantBucket(body.tenant)}.${body.jobId}`,
    payload: payloadSchemaOf(`results.${body.kind}.${outcome}.`).parse(body),
  };
}

/** Whatever was said at the end of a job's runs. */
export const resultSubjects = (kind: JobKind, tenant: string, jobId: string) => `results.${kind}.*.${tenantBucket(tenant)}.${jobId}`;

/** Filters for durables. */
export const filters = {
  event: (name: DomainEventName) => `events.${name}.>`,
  jobs: (kind: JobKind, priority: JobPriority) => `jobs.${kind}.${priority}.>`,
  results: (kind: JobKind | '*', outcome: JobResult['outcome']) => `results.${kind}.${outcome}.>`,
  progress: 'progress.>',
  /** Dead letters whose original subject matches. */
  deadLetters: (originalSubject: string) => `dlq.*.${originalSubject}`,
} as const;

export const progressSubject = (tenant: string, jobId: string) => `progress.${tenantBucket(tenant)}.${jobId}`;
export const cancelSubject = (jobId: string) => `cancel.${jobId}`;

/**
 * The schema that a payload on this subject must satisfy.
 * @throws Error on a subject that this package does not define.
 */
export function payloadSchemaOf(subject: string): z.ZodType {
  const [root, second, third] = subject.split('.');
  if (root === 'jobs') return jobRequested;
  if (root === 'dlq') return deadLetter;
  if (root === 'results' && third === 'succeeded') return jobSucceeded;
  if (root === 'results' && third === 'no-speech') return jobNoSpeech;
  if (root === 'results' && third === 'failed') return jobFailed;
  if (root === 'events') {
    const schema = (domainEvents as Record<string, z.ZodType>)[`${second}.${third}`];
    if (schema) return schema;
  }
  throw new Error(`no payload schema for subject ${root}.${second}.${third}`);
}
