import { jobMessage } from '@dra/events';
import type { JobRequested } from '@dra/events';
import type { Transact, Tx } from '@dra/pg-store';
import { uuidv7 } from 'uuidv7';
import { defaultTenantWindow, touchesWindow } from '../domain/dispatch-jobs.ts';
import type { Line, TenantWindow } from '../domain/dispatch-jobs.ts';
import type { Job } from '../domain/job.ts';
import type { InTransaction, Work } from '../domain/work.ts';
import { jobEntity } from './job-entity.ts';
import { letIn } from './let-in.ts';

/** What follows a commit: core NATS, best effort. */
export type Telling = {
  changed(job: Pick<Job, 'tenant' | 'id' | 'encounterId'>): void;
  /** Runs up to `upToAttempt` only, where it is given. */
  stopWorker(jobId: string, upToAttempt?: number): void;
};

/** The rules' unit of work, on one transaction. `lines`: whose windows it touched. */
function openWork(tx: Tx, telling: Telling, lines: Map<string, Line>): Work {
  const { tenant } = tx;
  const jobs = tx.manager.getRepository(jobEntity);
  const written = (job: Job) => {
    if (touchesWindow(job)) lines.set(`${job.kind}.${job.priority}`, job);
  };
  return {
    now: new Date(),
    newId: uuidv7,
    jobs: {
      lock: (id) => jobs.findOne({ where: { tenant, id }, lock: { mode: 'pessimistic_write' } }),
      insert: async (job) => {
        const result = await jobs.createQueryBuilder().insert().values(job as never).orIgnore().returning('id').updateEntity(false).execute();
        const inserted = (result.raw as unknown[]).length > 0;
        if (inserted) written(job);
        return inserted;
      },
      save: async (job) => {
        const { tenant: _, id, ...change } = job;
        await jobs.update({ tenant, id }, change as never);
        written(job);
      },
      activeOfPatient: async (patientId) => {
        const rows = await tx.query<{ id: string }>(`SELECT id FROM inference_job WHERE tenant = $1 AND patient_id = $2 AND status IN ('QUEUED', 'RUNNING') ORDER BY id`, [tenant, patientId]);
        return rows.map((row) => row.id);
      },
      activeSteps: async (recordingId) => {
        const rows = await tx.query<{ id: string }>(`SELECT id FROM inference_job WHERE tenant = $1 AND source_id = $2 AND kind = 'transcription' AND source_version > 1 AND status IN ('QUEUED', 'RUNNING') ORDER BY id`, [tenant, recordingId]);
        return rows.map((row) => row.id);
      },
      engineBefore: async ({ sourceId, sourceVersion }) => {
        const [row] = await tx.query<{ engine: Job['engine'] }>(
          `SELECT engine FROM inference_job WHERE tenant = $1 AND kind = 'transcription' AND source_id = $2 AND source_version > 1 AND source_version < $3 AND engine IS NOT NULL ORDER BY source_version DESC LIMIT 1`,
          [tenant, sourceId, sourceVersion],
        );
        return row?.engine ?? null;
      },
      forgetSteps: async (recordingId, before) => void (await tx.query(`SELECT forget_steps_of($1, $2)`, [recordingId, before?.sourceVersion ?? null])),
    },
    audit: (event) => tx.audit(event),
    publish: (job) => publishJob(tx, job),
    changed: (job) => tx.afterCommit(() => telling.changed(job)),
    stopWorker: (jobId) => tx.afterCommit(() => telling.stopWorker(jobId)),
    once: (clientMutationId, input, work) => tx.idempotent(clientMutationId, input, work),
  };
}

export function createInTransaction(transact: Transact, telling: Telling, options: { deadline?: number | undefined; window?: TenantWindow | undefined } = {}): InTransaction {
  const { deadline, window = defaultTenantWindow } = options;
  return (actor, run) =>
    transact(
      actor,
      async (tx) => {
        const lines = new Map<string, Line>();
        const result = await run(openWork(tx, telling, lines));
        // Sorted: two transactions meet the windows' locks in the same order.
        for (const name of [...lines.keys()].sort()) for (const job of await letIn(tx, lines.get(name) as Line, window)) publishJob(tx, job);
        return result;
      },
      deadline === undefined ? {} : { deadline },
    );
}

const publishJob = (tx: Tx, job: Job) => tx.outbox(jobMessage(requestOf(job), job.priority));

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
