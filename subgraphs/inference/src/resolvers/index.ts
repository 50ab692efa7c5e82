import { DateTimeScalar } from '@dra/subgraph';
import { Encounter } from './encounter.ts';
import { InferenceJob } from './inference-job.ts';
import { cancelInferenceJob } from './Mutation/cancel-inference-job.ts';
import { retryInferenceJob } from './Mutation/retry-inference-job.ts';
import { inferenceJob } from './Query/inference-job.ts';
import { Recording } from './recording.ts';

export const resolvers = {
  DateTime: DateTimeScalar,
  Query: { inferenceJob },
  Mutation: { cancelInferenceJob, retryInferenceJob },
  InferenceJob,
  Encounter,
  Recording,
};
