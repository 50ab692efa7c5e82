import { jobPriority } from '@dra/events';
import type { JobPriority } from '@dra/events';
import type { Delivery, WeightedTaker } from '@dra/messaging';
import fc from 'fast-check';
import { decideClaim, silentAfterMs } from '../domain/claim-job.ts';
import { attemptsPerQueueing, mostLossesAlone } from '../domain/job.ts';
import type { Job } from '../domain/job.ts';
import type { Admission } from './admit-job.ts';
import { createAssembler } from './assemble-batch.ts';
import type { Taken } from './assemble-batch.ts';
import type { HeldJob } from './held-job.ts';

const engine = { id: 'test', version: '1' };
const maxBatch = 8;
const [patientId, encounterId, transcriptId] = [1, 2, 3].map((n) => uuidOf(n * 1_000)) as [string, string, string];

function uuidOf(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

const queued = (id: string, priority: JobPriority): Job => ({
  id, tenant: 'demo', kind: 'note', priority, status: 'QUEUED', patientId, encounterId, sourceId: transcriptId, sourceVersion: 1,
  input: { kind: 'note', transcript: { key: 'k', sha256: '0'.repeat(64), bytes: 1_000 }, template: 'soap' }, requestedBy: 'dr.test', progress: 0, attempt: 0, attemptLimit: attemptsPerQueueing,
  losses: 0, lossesAlone: 0, alone: false, claimId: null, workerId: null, engine: null, failure: null, queuedAt: new Date(0), dispatchedAt: new Date(0), settledAt: null, startedAt: null, finishedAt: null,
  lastSeenAt: new Date(0), requeues: 0,
});

const indexOf = (id: string) => Number(id.slice(-12));

/**
 * A pool of one worker after another over the product's own rules (claims, batches): each takes a batch, and either all of
 * it is done, or the worker is killed, by one of its jobs or (`kills`, batch by batch) by somebody else. What it held is
 * delivered again when it has been silent for long enough.
 */
async function runPool(poison: readonly boolean[], priorities: readonly JobPriority[], kills: readonly boolean[]) {
  const jobs = new Map(poison.map((_, index) => [uuidOf(index), queued(uuidOf(index), priorities[index % priorities.length] as JobPriority)]));
  const kill = (id: string) => poison[indexOf(id)] === true;
  let clock = 0;
  let line = [...jobs.keys()];
  const batches: string[][] = [];
  for (let worker = 0; line.length > 0; worker += 1) {
    if (worker > 100 * poison.length) throw new Error('the pool does not come to an end');
    const held = new Set<string>();
    const take = (count: number): Promise<Delivery[]> => {
      const taken = line.splice(0, count);
      taken.forEach((id) => held.add(id));
      return Promise.resolve(taken.map((id) => deliveryOf(jobs.get(id) as Job)));
    };
    const taker: WeightedTaker = { take, takeNow: take };
    const assembler = createAssembler(taker, { kind: 'note' });
    const admit = ({ job }: Taken, share: number): Promise<Admission> => {
      const id = job!.jobId;
      const { reply, next } = decideClaim(jobs.get(id) as Job, { kind: 'note', workerId: `w${worker}`, claimId: `w${worker}:${id}:${clock}`, replayed: false, engine, share }, new Date(clock));
      if (next) jobs.set(id, next);
      if (reply.mostShare !== undefined) return Promise.resolve({ mostShare: reply.mostShare });
      if (!reply.proceed) held.delete(id);
      return Promise.resolve(reply.proceed ? ({ job, alone: share === 1 } as HeldJob) : null);
    };
    for (let killed = false; !killed; ) {
      const batch = await assembler.assemble({ maxBatch, maxWaitMs: 0, engineFree: Promise.resolve(), admit, stopping: new AbortController().signal });
      const ids = batch.map(({ job }) => job.jobId);
      if (ids.length > 0) batches.push(ids);
      killed = ids.length > 0 && (ids.some(kill) || kills[batches.length - 1] === true);
      if (!killed) {
        for (const id of ids) {
          jobs.set(id, { ...(jobs.get(id) as Job), status: 'SUCCEEDED' });
          held.delete(id);
        }
        if (held.size + line.length === 0) break;
      }
    }
    assembler.stop();
    // Whatever it held, claimed or not, comes again.
    clock += silentAfterMs;
    line = [...held, ...line];
  }
  return { jobs: [...jobs.values()], batches };
}

function deliveryOf(job: Job): Delivery {
  const message = { jobId: job.id, tenant: job.tenant, patientId, encounterId, requestedBy: job.requestedBy, queuedAt: job.queuedAt.toISOString(), transcriptId, ...job.input };
  return { subject: `jobs.note.${job.priority}.0.${job.id}`, data: new TextEncoder().encode(JSON.stringify(message)), working: () => undefined, nak: () => undefined } as unknown as Delivery;
}

const priorities = fc.array(fc.constantFrom(...jobPriority.options), { minLength: 1, maxLength: 6 });

test('a job that kills its workers ends soon and takes no other job with it more than twice; those are all done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 14 }), priorities, async (poison, classes) => {
      const { jobs, batches } = await runPool(poison, classes, []);
      for (const job of jobs) {
        if (poison[indexOf(job.id)]) {
          expect(job).toMatchObject({ status: 'FAILED', failure: { code: 'ATTEMPTS_EXHAUSTED' }, lossesAlone: mostLossesAlone });
          expect(job.losses).toBeLessThanOrEqual(mostLossesAlone + 2);
        } else {
          expect(job).toMatchObject({ status: 'SUCCEEDED', lossesAlone: 0, losses: job.attempt - 1 });
          expect(job.losses).toBeLessThanOrEqual(2);
        }
        const together = batches.filter((batch) => batch.includes(job.id)).map((batch) => batch.length);
        expect(together.slice(1).every((length) => length <= 4) && together.slice(2).every((length) => length === 1)).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

test('workers killed for other reasons end no job, unless they are killed in five of its runs alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 14 }), priorities, fc.array(fc.boolean(), { maxLength: 60 }), async (count, classes, kills) => {
      const { jobs, batches } = await runPool(Array.from({ length: count }, () => false), classes, kills);
      for (const job of jobs) {
        const alone = batches.filter((batch, index) => batch.length === 1 && batch[0] === job.id && kills[index] === true).length;
        expect(job.status).toBe(job.lossesAlone === mostLossesAlone ? 'FAILED' : 'SUCCEEDED');
        expect(job.lossesAlone).toBeLessThanOrEqual(alone);
      }
    }),
    { numRuns: 40 },
  );
});
