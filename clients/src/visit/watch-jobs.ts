import { pause } from '@dra/service';
import { VisitJobsDocument, VisitJobsNowDocument } from '../__generated__/operations.ts';
import type { InferenceJobKind, JobFieldsFragment } from '../__generated__/operations.ts';
import { ClientError } from '../graphql/client-error.ts';
import type { GraphqlClient } from '../graphql/client.ts';

export type Job = JobFieldsFragment;

const ended = new Set<Job['status']>(['SUCCEEDED', 'NO_SPEECH', 'FAILED', 'CANCELLED']);

export type JobWatch = {
  /**
   * Waits until the newest job of this kind has ended.
   * @throws ClientError when it cannot be watched any longer
   */
  ended(kind: InferenceJobKind, progress: (text: string) => void): Promise<Job>;
  /** As last seen. */
  jobs(): Job[];
  stop(): void;
};

/** Codes that will not pass. */
const final = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'TIMEOUT']);

/**
 * Follows the jobs of one encounter: subscribed while that works, and asked for each second while it does not, so that a
 * gateway that restarts costs a second and nothing else.
 */
export function watchJobs(client: GraphqlClient, encounterId: string, timings: { pollMs: number } = { pollMs: 1_000 }): JobWatch {
  const controller = new AbortController();
  const { signal } = controller;
  let jobs: Job[] = [];
  let failure: ClientError | null = null;
  let listeners: (() => void)[] = [];
  const tell = () => {
    const waiting = listeners;
    listeners = [];
    for (const listener of waiting) listener();
  };
  const seen = (now: Job[]) => {
    jobs = now;
    tell();
  };

  const follow = async () => {
    while (!signal.aborted) {
      try {
        for await (const { data, errors } of client.subscribe(VisitJobsDocument, { id: encounterId }, signal)) {
          const code = errors?.[0]?.extensions?.code;
          if (code && final.has(code)) throw new ClientError(code, errors?.[0]?.message ?? code);
          if (data?.encounter?.jobs) seen(data.encounter.jobs);
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ClientError && final.has(error.code)) throw error;
      }
      if (signal.aborted) return;
      const { encounter } = await client.ask(VisitJobsNowDocument, { id: encounterId });
      if (encounter?.jobs) seen(encounter.jobs);
      await pause(timings.pollMs, { signal });
    }
  };
  follow().catch((error: unknown) => {
    failure = error instanceof ClientError ? error : new ClientError('INTERNAL_CLIENT_ERROR', String(error));
    tell();
  });

  return {
    jobs: () => jobs,
    stop: () => controller.abort(),
    ended: async (kind, progress) => {
      let said = '';
      for (;;) {
        const job = jobs.filter((one) => one.kind === kind).at(-1);
        if (job && ended.has(job.status)) return job;
        const text = describe(job);
        if (text !== said) progress(text);
        said = text;
        if (failure) throw failure;
        await new Promise<void>((resolve) => listeners.push(resolve));
      }
    },
  };
}

function describe(job: Job | undefined): string {
  if (!job) return 'not queued yet';
  if (job.status === 'RUNNING') return `running, ${Math.round(job.progress * 100)} %${job.attempt > 1 ? `, attempt ${job.attempt}` : ''}`;
  return job.queuePosition === null ? 'queued' : `queued, ${job.queuePosition} before it`;
}
