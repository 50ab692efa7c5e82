import { z } from 'zod';
import { requestedBy, tenantId, uuid } from './references.ts';
import { auditPage, auditPageRequest } from './audit-page.ts';
import { jobKind } from './jobs.ts';
import { medicineOnFile, patientRecord, recordPart } from './patient-record.ts';

const rpc = <I extends z.ZodType, O extends z.ZodType>(subject: string, request: I, reply: O) => ({ subject, request, reply });

/** Questions between rooms over core NATS request/reply. No answer within the deadline is never a yes. */
export const rpcs = {
  /** Answered by the patient subgraph: may this patient's voice be recorded / given to a machine, now? */
  consentStatus: rpc(
    'rpc.consent-status.v1',
    z.object({ tenant: tenantId, patientId: uuid, type: z.enum(['RECORDING', 'AI_PROCESSING', 'DATA_SHARING']) }),
    z.object({
      /** False when there is none, it was revoked, or the patient is unknown in this tenant. */
      active: z.boolean(),
      consentId: uuid.nullable(),
      /** When the consent in force was given, or the last one was revoked. */
      since: z.iso.datetime().nullable(),
    }),
  ),
  /** Answered by the patient subgraph: does this encounter exist in this tenant, and whose is it? */
  encounterStatus: rpc(
    'rpc.encounter-status.v1',
    z.object({ tenant: tenantId, encounterId: uuid }),
    z.object({ found: z.boolean(), patientId: uuid.nullable(), status: z.string().nullable() }),
  ),
  /** Answered by the patient subgraph: does this patient exist in this tenant? */
  patientStatus: rpc(
    'rpc.patient-status.v1',
    z.object({ tenant: tenantId, patientId: uuid }),
    z.object({ found: z.boolean(), active: z.boolean() }),
  ),
  /**
   * Answered by the patient subgraph: which records are one person's, the asked one and those merged with it? None where
   * this tenant has no such patient.
   */
  personRecords: rpc('rpc.person-records.v1', z.object({ tenant: tenantId, patientId: uuid }), z.object({ records: z.array(uuid) })),
  /**
   * Answered by the patient subgraph: what is on file of the person now, on whichever of their records. Put on record there,
   * with the job and the clinician that it is read for.
   */
  patientRecord: rpc(
    'rpc.patient-record.v1',
    z.object({ tenant: tenantId, patientId: uuid, parts: z.array(recordPart), jobId: uuid, requestedBy }),
    z.object({
      /** The person's records, twins included; none where this tenant has no such patient. */
      records: z.array(uuid),
      record: patientRecord.nullable(),
    }),
  ),
  /** Answered by the prescription subgraph: what our own prescriptions have these records' person take now. Put on record there. */
  prescriptionsInForce: rpc(
    'rpc.prescriptions-in-force.v1',
    z.object({
      tenant: tenantId,
      records: z.array(uuid).min(1),
      /** This visit's own orders are not what was on file before it. */
      exceptEncounterId: uuid,
      jobId: uuid,
      requestedBy,
    }),
    z.object({ medicines: z.array(medicineOnFile), complete: z.boolean() }),
  ),
  /** Answered by each owner of an audit, to the patient subgraph, which shows all of them as one. */
  auditOfVoice: rpc('rpc.audit-page.voice.v1', auditPageRequest, auditPage),
  auditOfNotes: rpc('rpc.audit-page.clinical-note.v1', auditPageRequest, auditPage),
  auditOfPrescriptions: rpc('rpc.audit-page.prescription.v1', auditPageRequest, auditPage),
  auditOfJobs: rpc('rpc.audit-page.inference.v1', auditPageRequest, auditPage),
  /**
   * Answered by the inference subgraph: what a worker that holds a job's claim may know beside the job's input, read for it
   * at this moment. Nobody who holds no claim learns anything.
   */
  jobContext: rpc(
    'rpc.job-context.v1',
    z.object({ tenant: tenantId, jobId: uuid, claimId: z.string() }),
    z.object({
      granted: z.boolean(),
      /** Null: it could not be read, which is not the same as nothing on file. Of a transcription, the medicines only. */
      record: patientRecord.nullable(),
      /** Our own prescriptions. Null: they could not be read. */
      prescriptions: z.array(medicineOnFile).nullable(),
      /** Words that the clinic uses. */
      vocabulary: z.array(z.string()),
      /** The language that the visit is in, where that is known: two or three letters. */
      language: z.string().nullable(),
    }),
  ),
  /**
   * Answered by the inference subgraph: a worker asks leave to run a job.
   * `proceed: false` means: do not run it. BUSY: another worker has it and lives, come back later; SHARE_LESS: a worker was
   * lost with it, ask again for a run that it shares with no more than `mostShare`; every other reason: ack.
   * The same `claimId` asked again (a lost reply) gets the same answer and costs no attempt.
   */
  jobClaim: rpc(
    'rpc.job-claim.v1',
    z.object({
      tenant: tenantId,
      jobId: uuid,
      kind: jobKind,
      workerId: z.string(),
      /** One delivery of one message to one worker. */
      claimId: z.string(),
      /** A person replayed the message from the dead letters: an ended job may run once more. */
      replayed: z.boolean(),
      /** How many jobs may be lost in this run, itself included; 1: nothing else is run or claimed beside it. Absent from workers that do not know SHARE_LESS. */
      share: z.number().int().positive().optional(),
      engine: z.object({ id: z.string(), version: z.string() }),
    }),
    z.object({
      proceed: z.boolean(),
      reason: z.enum(['OK', 'CANCELLED', 'ALREADY_ENDED', 'UNKNOWN_JOB', 'CONSENT_REQUIRED', 'BUSY', 'SHARE_LESS', 'ATTEMPTS_EXHAUSTED']),
      /** 1 for the first run; counted by the job, not by the broker. 0 for a job that is not known. */
      attempt: z.number().int().nonnegative(),
      lastAttempt: z.boolean(),
      /** With SHARE_LESS. */
      mostShare: z.number().int().positive().optional(),
    }),
  ),
  /**
   * Answered by the inference subgraph: a worker that has a job's result asks leave to publish it. From a yes on the job
   * can no longer be cancelled, and no other run may publish one: what is cancelled never becomes a draft, and nothing is
   * drafted twice. The same `claimId` asked again gets the same answer. SUPERSEDED: another run has the job, or will.
   */
  jobSettle: rpc(
    'rpc.job-settle.v1',
    z.object({ tenant: tenantId, jobId: uuid, claimId: z.string() }),
    z.object({ proceed: z.boolean(), reason: z.enum(['OK', 'CANCELLED', 'ALREADY_ENDED', 'UNKNOWN_JOB', 'SUPERSEDED']) }),
  ),
  /** Answered by the inference subgraph: a worker gives a claimed job back, to be run again later. */
  jobRelease: rpc(
    'rpc.job-release.v1',
    z.object({
      tenant: tenantId,
      jobId: uuid,
      claimId: z.string(),
      /** Why, e.g. WORKER_STOPPING or the engine's code. */
      code: z.string(),
      /** False when the job did nothing wrong (the worker is being stopped): the attempt does not count. */
      countsAsAttempt: z.boolean(),
    }),
    z.object({ released: z.boolean() }),
  ),
} as const;

export type Rpcs = typeof rpcs;
export type RpcName = keyof Rpcs;
export type RpcRequest<N extends RpcName> = z.infer<Rpcs[N]['request']>;
export type RpcReply<N extends RpcName> = z.infer<Rpcs[N]['reply']>;
