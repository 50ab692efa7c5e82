import type { RequestContext } from '@dra/subgraph';
import type DataLoader from 'dataloader';
import type { Pace } from './domain/estimate.ts';
import type { Job } from './domain/job.ts';
import type { ConsentToProcessing, InTransaction } from './domain/work.ts';

/** One request's: what it reads, batched, and how it changes a job. */
export type Context = RequestContext & {
  jobs: JobLoaders;
  inTransaction: InTransaction;
  consents: ConsentToProcessing;
};

export type JobLoaders = {
  byId: DataLoader<string, Job | null>;
  ofEncounter: DataLoader<string, Job[]>;
  ofRecording: DataLoader<string, Job[]>;
  queuePosition: DataLoader<string, number | null>;
  /** By the kind of job. */
  pace: DataLoader<string, Pace | null>;
};

/** Another room's thing, known by its id. */
export type Reference = { id: string };
