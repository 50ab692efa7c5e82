import { createInferenceJob } from './create-inference-job.ts';

export const migrations = [createInferenceJob];
