import type { Actor } from '@dra/access';
import { In } from '@dra/pg-store';
import type { DataSource, Transact, Tx } from '@dra/pg-store';
import type { Pace } from '../domain/estimate.ts';
import type { Job } from '../domain/job.ts';
import { jobEntity } from './job-entity.ts';

/** Reads of one tenant, each one statement however many ids are asked for. */
export type JobReads = {
  byIds(ids: readonly string[]): Promise<Map<string, Job>>;
  /** Oldest first. */
  ofEncounters(encounterIds: readonly string[]): Promise<Map<string, Job[]>>;
  /** The transcription jobs, oldest first. */
  ofRecordings(recordingIds: readonly string[]): Promise<Map<string, Job[]>>;
  /** How many jobs are before each; nothing for those that are not queued. */
  queuePositions(ids: readonly string[]): Promise<Map<string, number>>;
  /** By the kind of job. */
  paces(kinds: readonly string[]): Promise<Map<string, Pace>>;
};

/** Steps of hearing are how a recording's one job is got ahead with: nobody follows them. */
const shown = <W extends object>(where: W) => [{ ...where, kind: 'transcription' as const, sourceVersion: 1 }, { ...where, kind: In(['note', 'prescription']) }];

/** The newest ended jobs of a kind, and what waits and runs: what an estimate rests on. */
async function readPace(tx: Tx, kind: string): Promise<Pace> {
  type Row = { ended: number; mean_seconds: number | null; seconds_per_minute_of_sound: number | null; running: number; live: number; normal: number };
  const [row] = await tx.query<Row>('SELECT * FROM job_pace($1)', [kind]);
  return {
    ended: row?.ended ?? 0,
    meanSeconds: row?.mean_seconds ?? null,
    secondsPerMinuteOfSound: row?.seconds_per_minute_of_sound ?? null,
    running: row?.running ?? 0,
    waiting: { live: row?.live ?? 0, normal: row?.normal ?? 0 },
  };
}

export function createJobReads(transact: Transact, actor: Actor, deadline?: number): JobReads {
  const options = deadline === undefined ? {} : { deadline };
  const { tenant } = actor;
  return {
    byIds: (ids) =>
      transact(actor, async (tx) => new Map((await tx.manager.getRepository(jobEntity).findBy({ tenant, id: In([...ids]) })).map((job) => [job.id, job])), options),
    ofEncounters: (ids) =>
      transact(actor, async (tx) => grouped(await tx.manager.getRepository(jobEntity).find({ where: shown({ tenant, encounterId: In([...ids]) }), order: { id: 'ASC' } }), (job) => job.encounterId), options),
    ofRecordings: (ids) =>
      transact(actor, async (tx) => grouped(await tx.manager.getRepository(jobEntity).find({ where: { tenant, kind: 'transcription', sourceVersion: 1, sourceId: In([...ids]) }, order: { id: 'ASC' } }), (job) => job.sourceId), options),
    queuePositions: (ids) =>
      transact(actor, async (tx) => new Map((await tx.query<{ id: string; before: number }>('SELECT id, before FROM queue_positions($1::uuid[])', [ids])).map((row) => [row.id, row.before])), options),
    paces: (kinds) =>
      transact(
        actor,
        async (tx) => {
          const paces = new Map<string, Pace>();
          for (const kind of kinds) paces.set(kind, await readPace(tx, kind));
          return paces;
        },
        options,
      ),
  };
}

function grouped(jobs: Job[], keyOf: (job: Job) => string): Map<string, Job[]> {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) {
    const group = groups.get(keyOf(job));
    if (group) group.push(job);
    else groups.set(keyOf(job), [job]);
  }
  return groups;
}

/** Jobs of every tenant that have not ended and showed no life for so long: ids only. */
export function silentJobs(dataSource: DataSource, silenceMs: number): Promise<{ tenant: string; id: string }[]> {
  return dataSource.query(`SELECT tenant, id FROM silent_jobs(make_interval(secs => $1), 200)`, [silenceMs / 1000]);
}

const atOnce = 1_000;

/**
 * Deletes what is left of visits that were heard while they went on, of any tenant: steps that ended so long ago, and the
 * messages by which they were asked for. In portions; the rest waits for the next round.
 */
export async function forgetSteps(dataSource: DataSource, ageMs: number, most = 50 * atOnce): Promise<number> {
  let forgotten = 0;
  for (const what of ['forget_steps', 'forget_step_messages'] as const) {
    for (let left = most, count = atOnce; left > 0 && count === atOnce; left -= count) {
      const [row] = await dataSource.query<{ forgotten: number }[]>(`SELECT ${what}(make_interval(secs => $1), $2) AS forgotten`, [ageMs / 1000, Math.min(left, atOnce)]);
      count = row?.forgotten ?? 0;
      forgotten += count;
    }
  }
  return forgotten;
}

export type Backlog = { kind: string; priority: string; status: string; jobs: number; oldestSeconds: number };

/** What waits and runs, over all tenants: for gauges. */
export async function jobBacklog(dataSource: DataSource): Promise<Backlog[]> {
  const rows = await dataSource.query<{ kind: string; priority: string; status: string; jobs: string; oldest_seconds: number }[]>(`SELECT kind, priority, status, jobs, oldest_seconds FROM job_backlog()`);
  return rows.map(({ oldest_seconds: oldestSeconds, jobs, ...row }) => ({ ...row, jobs: Number(jobs), oldestSeconds }));
}
