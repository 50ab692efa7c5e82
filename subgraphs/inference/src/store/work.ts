import { jobMessage } from '@dra/events';
import type { JobRequested } from '@dra/events';
import type { Transact, Tx } from '@dra/pg-store';
import { uuidv7 } from 'uuidv7';
import type { Job } from '../domain/job.ts';
import type { InTransaction, Work } from '../domain/work.ts';
import { jobEntity } from './job-entity.ts';

/** What follows a commit: core NATS, best effort. */
export type Telling = {
  changed(job: Pick<Job, 'tenant' | 'id' | 'encounterId'>): void;
  stopWorker(jobId: string): void;
};

/** The rules' unit of work, on one transaction. */
function openWork(tx: Tx, telling: Telling): Work {
  const { tenant } = tx;
  const jobs = tx.manager.getRepository(jobEntity);
  return {
    now: new Date(),
    newId: uuidv7,
    jobs: {
      lock: (id) => jobs.findOne({ where: { tenant, id }, lock: { mode: 'pessimistic_write' } }),
      insert: async (job) => {
        const result = await jobs.createQueryBuilder().insert().values(job as never).orIgnore().returning('id').updateEntity(false).execute();
        return (result.raw as unknown[]).length > 0;
      },
      save: async ({ tenant: _, id, ...change }) => void (await jobs.update({ tenant, id }, change as never)),
      activeOfPatient: async (patientId) => {
        const rows = await tx.query<{ id: string }>(`SELECT id FROM inference_job WHERE tenant = $1 AND patient_id = $2 AND status IN ('QUEUED', 'RUNNING') ORDER BY id`, [tenant, patientId]);
        return rows.map((row) => row.id);
      },
    },
    audit: (event) => tx.audit(event),
    publish: (job) => tx.outbox(jobMessage(requestOf(job), job.priority)),
    changed: (job) => tx.afterCommit(() => telling.changed(job)),
    stopWorker: (jobId) => tx.afterCommit(() => telling.stopWorker(jobId)),
    once: (clientMutationId, input, work) => tx.idempotent(clientMutationId, input, work),
  };
}

export function createInTransaction(transact: Transact, telling: Telling, deadline?: number): InTransaction {
  return (actor, run) => transact(actor, (tx) => run(openWork(tx, telling)), deadline === undefined ? {} : { deadline });
}

function requestOf(job: Job): JobRequested {
  const base = { jobId: job.id, tenant: job.tenant, patientId: job.patientId, encounterId: job.encounterId, requestedBy: job.requestedBy, queuedAt: job.queuedAt.toISOString() };
  switch (job.input.kind) {
    case 'transcription':
      return { ...base, recordingId: job.sourceId, ...job.input };
    case 'note':
    case 'prescription':
      return { ...base, transcriptId: job.sourceId, ...job.input };
  }
}
