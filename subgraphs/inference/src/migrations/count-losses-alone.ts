import { sqlMigration } from '@dra/pg-store';

/** Losses of runs that a job shared with no other are counted apart: only those can be its own doing. */
export const countLossesAlone = sqlMigration(
  'CountLossesAlone',
  1764600000000,
  `
ALTER TABLE inference_job ADD COLUMN losses_alone integer NOT NULL DEFAULT 0;
ALTER TABLE inference_job ADD COLUMN alone boolean NOT NULL DEFAULT false;
`,
);
