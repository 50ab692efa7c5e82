import { jobKind } from '@dra/events';
import { port } from '@dra/service';
import { z } from 'zod';
import { backendNames } from '../backends/backend-names.ts';

/** Compose gives what is not set as an empty text. */
const optional = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? undefined : value), type.optional());

/** All that a worker knows of the world: the broker, the object store and, for notes, a language model where there is one. */
export const workerEnvironment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SERVICE_NAME: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  OPS_PORT: port.default(0),
  POOL: z.enum(jobKind.options, { error: `must be one of ${jobKind.options.join(', ')}` }),
  NATS_URL: z.string().min(1),
  S3_ENDPOINT: z.url(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().min(1),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
  /** Where engines that are programs are found. */
  PATH: z.string().optional(),
  XDG_CACHE_HOME: z.string().optional(),
  /** MiB that the engine's thread may use of JavaScript heap. */
  ENGINE_HEAP_MB: z.coerce.number().int().min(64).max(65_536).default(1_024),
  /** The `rrf` folder of an RxNorm release: more codes and brand names for the drugs that are heard. */
  RXNORM_DIR: optional(z.string()),
  /** Pool transcription: where speech models lie, each a folder with its manifest; which one counts; see docs/inference.md. */
  MODELS_DIR: optional(z.string()),
  ASR_MODEL: optional(z.string()),
  /** ID:PERCENT of the recordings go to another model; and a model that is only compared. */
  ASR_CANARY: optional(z.string()),
  ASR_SHADOW: optional(z.string()),
  /** Two letters; unset, the model listens. */
  ASR_LANGUAGE: optional(z.string().regex(/^[a-z]{2,3}$/, 'must be a language code, e.g. en')),
  /** Pool transcription: how tensors are computed. Unset: native TensorFlow where it is set up, else wasm. */
  TFJS_BACKEND: optional(z.enum(backendNames, { error: `must be one of ${backendNames.join(', ')}` })),
  /** gpu: refuse to start where the backend computes on the CPU. */
  TFJS_DEVICE: optional(z.enum(['cpu', 'gpu'])),
  /** Where `npm run setup:tensorflow` put native TensorFlow. */
  TF_DEPS_DIR: optional(z.string()),
  /** Pool note: an OpenAI-compatible API, up to and with its version. It gets what was said in visits. */
  LLM_BASE_URL: optional(z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })),
  LLM_MODEL: optional(z.string().max(200)),
  LLM_API_KEY: optional(z.string()),
}).refine((env) => (env.LLM_BASE_URL === undefined) === (env.LLM_MODEL === undefined), { path: ['LLM_MODEL'], error: 'goes with LLM_BASE_URL: both or neither' });
export type WorkerEnvironment = z.infer<typeof workerEnvironment>;
