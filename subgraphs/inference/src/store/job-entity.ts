import { EntitySchema } from '@dra/pg-store';
import type { EntitySchemaColumnOptions } from '@dra/pg-store';
import type { Job } from '../domain/job.ts';

const text = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'text', nullable });
const uuid = (name: string): EntitySchemaColumnOptions => ({ name, type: 'uuid' });
const integer = (name: string): EntitySchemaColumnOptions => ({ name, type: 'integer' });
const instant = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'timestamptz', nullable });
const json = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'jsonb', nullable });

export const jobEntity = new EntitySchema<Job>({
  name: 'inference_job',
  columns: {
    tenant: { type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
    kind: text('kind'),
    priority: text('priority'),
    status: text('status'),
    patientId: uuid('patient_id'),
    encounterId: uuid('encounter_id'),
    sourceId: uuid('source_id'),
    sourceVersion: integer('source_version'),
    input: json('input'),
    requestedBy: text('requested_by'),
    progress: { type: 'real' },
    attempt: integer('attempt'),
    attemptLimit: integer('attempt_limit'),
    losses: integer('losses'),
    lossesAlone: integer('losses_alone'),
    alone: { type: 'boolean' },
    claimId: text('claim_id', true),
    workerId: text('worker_id', true),
    engine: json('engine', true),
    failure: json('failure', true),
    queuedAt: instant('queued_at'),
    dispatchedAt: instant('dispatched_at', true),
    settledAt: instant('settled_at', true),
    startedAt: instant('started_at', true),
    finishedAt: instant('finished_at', true),
    lastSeenAt: instant('last_seen_at'),
    requeues: integer('requeues'),
  },
});

export const entities = [jobEntity] as unknown as EntitySchema[];
