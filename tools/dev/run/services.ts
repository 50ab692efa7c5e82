import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { root } from './options.ts';
import type { RunSecrets } from './secrets-of-run.ts';
import { developmentIssuer } from './secrets-of-run.ts';
import type { Unit } from './supervisor.ts';

/** Where the backing servers are; `redis` may be missing. */
export type Backing = { postgres: string; mongo: string; nats: string; redis: string | null; s3: { endpoint: string; region: string; bucket: string; accessKeyId: string; secretAccessKey: string; publicEndpoint: string } };

export type ServiceName = 'gateway' | 'patient' | 'voice' | 'clinical-note' | 'prescription' | 'inference' | 'worker-transcription' | 'worker-note' | 'worker-prescription';

export type Service = {
  name: ServiceName;
  kind: Exclude<Unit['kind'], 'server'>;
  /** Distance of its port from the gateway's; null for one that has no public door. */
  portOffset: number | null;
  opsOffset: number;
  bundle: string;
  /** Megabytes of old space: small, so that all of them fit on a laptop. */
  heapMb: number;
};

const subgraph = (name: 'patient' | 'voice' | 'clinical-note' | 'prescription' | 'inference', offset: number): Service => ({
  name,
  kind: 'subgraph',
  portOffset: 100 + offset,
  opsOffset: 200 + offset,
  bundle: `subgraphs/${name}/dist/main.cjs`,
  heapMb: 256,
});
const worker = (pool: 'transcription' | 'note' | 'prescription', offset: number): Service => ({
  name: `worker-${pool}`,
  kind: 'worker',
  portOffset: null,
  opsOffset: 210 + offset,
  bundle: 'subgraphs/inference/dist/worker.cjs',
  heapMb: 256,
});

export const services: readonly Service[] = [
  subgraph('patient', 1),
  subgraph('voice', 2),
  subgraph('clinical-note', 3),
  subgraph('prescription', 4),
  subgraph('inference', 5),
  worker('transcription', 1),
  worker('note', 2),
  worker('prescription', 3),
  { name: 'gateway', kind: 'gateway', portOffset: 0, opsOffset: 200, bundle: 'gateway/dist/main.cjs', heapMb: 384 },
];

/** The subgraphs that keep a schema of their own in PostgreSQL, under a role of their own. */
export const relational = ['patient', 'voice', 'prescription', 'inference'] as const;

export function roleUrl(ownerUrl: string, name: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = `dra_${name}`;
  url.password = password;
  return url.toString();
}

export type Ports = Record<ServiceName, { port: number | null; ops: number }>;

/** What one process is told; the charter of each variable stands in .env.example. */
export function environmentOf(service: Service, run: { ports: Ports; backing: Backing; secrets: RunSecrets; dataDir: string; extra: NodeJS.ProcessEnv }): Record<string, string> {
  const { ports, backing, secrets } = run;
  const url = (name: ServiceName) => `http://127.0.0.1:${ports[name].port}/graphql`;
  const own = ports[service.name];
  const common = {
    NODE_ENV: 'development',
    LOG_LEVEL: run.extra['LOG_LEVEL'] || 'info',
    SERVICE_NAME: service.name,
    HOST: '127.0.0.1',
    OPS_PORT: String(own.ops),
    NODE_COMPILE_CACHE: join(run.dataDir, 'compile-cache'),
    ...(own.port === null ? {} : { PORT: String(own.port) }),
    NATS_URL: backing.nats,
  };
  const s3 = {
    S3_ENDPOINT: backing.s3.endpoint,
    S3_REGION: backing.s3.region,
    S3_BUCKET: backing.s3.bucket,
    S3_ACCESS_KEY_ID: backing.s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: backing.s3.secretAccessKey,
    S3_PUBLIC_ENDPOINT: backing.s3.publicEndpoint,
  };
  const internal = { INTERNAL_JWKS: JSON.stringify({ keys: [secrets.internal.publicKey] }) };
  const settings = (...names: string[]) => Object.fromEntries(names.flatMap((name) => (run.extra[name] ? [[name, run.extra[name] as string]] : [])));
  switch (service.name) {
    case 'gateway':
      return {
        ...common,
        SUPERGRAPH_FILE: join(root, 'schema', 'supergraph.graphql'),
        PATIENT_URL: url('patient'),
        VOICE_URL: url('voice'),
        CLINICAL_NOTE_URL: url('clinical-note'),
        PRESCRIPTION_URL: url('prescription'),
        INFERENCE_URL: url('inference'),
        IDENTITY_JWKS_URL: pathToFileURL(join(run.dataDir, 'issuer.jwks.json')).href,
        IDENTITY_ISSUER: developmentIssuer.issuer,
        IDENTITY_AUDIENCE: developmentIssuer.audience,
        INTERNAL_SIGNING_KEY: JSON.stringify(secrets.internal.privateKey),
        ...(backing.redis ? { REDIS_URL: backing.redis } : {}),
        ...settings('REQUEST_DEADLINE_MS', 'MAX_STREAMS_PER_USER', 'INTROSPECTION'),
      };
    case 'clinical-note':
      return { ...common, ...s3, ...internal, MONGODB_URL: backing.mongo };
    case 'worker-transcription':
    case 'worker-note':
    case 'worker-prescription':
      return { ...common, ...s3, ...settings('ENGINE_HEAP_MB', 'XDG_CACHE_HOME', ...(service.name === 'worker-note' ? ['LLM_BASE_URL', 'LLM_MODEL', 'LLM_API_KEY'] : []), ...(service.name === 'worker-transcription' ? ['MODELS_DIR', 'ASR_MODEL', 'ASR_CANARY', 'ASR_SHADOW', 'ASR_LANGUAGE', 'TFJS_BACKEND', 'TFJS_DEVICE', 'TF_DEPS_DIR'] : []), ...(service.name === 'worker-prescription' ? ['RXNORM_DIR'] : [])), POOL: service.name.slice('worker-'.length) };
    default:
      return { ...common, ...s3, ...internal, DATABASE_URL: roleUrl(backing.postgres, service.name, secrets.servicePassword), PATIENT_URL: url('patient'), ...settings('DATABASE_POOL', 'RXNORM_DIR', 'RECORDING_RETENTION_DAYS', 'TENANT_JOBS_LIVE', 'TENANT_JOBS_NORMAL', 'TENANT_JOBS_BULK', 'NOTE_TEMPLATES', 'CLINIC_VOCABULARY', 'CLINIC_LANGUAGES') };
  }
}
