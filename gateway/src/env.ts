import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { flag, port } from '@dra/service';

const address = z.url({ protocol: /^https?$/ });

/** Ed25519 as a JWK with its private part. */
const privateKey = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string(), kid: z.string().optional() }));

/** What the gateway needs; .env.example says more of each. */
export const gatewayEnv = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    SERVICE_NAME: z.string().default('gateway'),
    HOST: z.string().default('127.0.0.1'),
    PORT: port.default(4000),
    OPS_PORT: port.default(4200),
    /** A file, or an http(s) address. */
    SUPERGRAPH_FILE: z.string(),
    /** How often it is looked at for another supergraph; 0 for never. */
    SUPERGRAPH_RELOAD_MS: z.coerce.number().int().min(0).default(0),
    /** `traffic` of docs/gateway.md as YAML or JSON, in place of what the product has of itself. */
    TRAFFIC_CONFIG: z.string().optional(),
    /** The list that `npm run trusted-documents` writes: then nothing else is answered. */
    TRUSTED_DOCUMENTS: z.string().optional(),
    PATIENT_URL: address.optional(),
    VOICE_URL: address.optional(),
    CLINICAL_NOTE_URL: address.optional(),
    PRESCRIPTION_URL: address.optional(),
    INFERENCE_URL: address.optional(),
    IDENTITY_JWKS_URL: z.url({ protocol: /^(?:https?|file)$/ }),
    IDENTITY_ISSUER: z.string(),
    IDENTITY_AUDIENCE: z.string(),
    INTERNAL_SIGNING_KEY: privateKey,
    NATS_URL: z.string().optional(),
    REDIS_URL: z.string().optional(),
    /** Where an OpenTelemetry collector listens; without it nothing is traced. */
    OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
    /** The part of requests that is recorded. */
    OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.01),
    REQUEST_DEADLINE_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
    MAX_STREAMS_PER_USER: z.coerce.number().int().min(1).default(20),
    INTROSPECTION: flag.optional(),
    EXPLORER_DIR: z.string().optional(),
  })
  .superRefine((env, context) => {
    if (env.NODE_ENV === 'production' && !env.IDENTITY_JWKS_URL.startsWith('https:')) {
      context.addIssue({ code: 'custom', path: ['IDENTITY_JWKS_URL'], message: 'must be https in production: a development issuer exists only outside of it' });
    }
  });

export type GatewayEnv = z.infer<typeof gatewayEnv>;

/** The callers' public keys: where to fetch them, or, from a file, the keys themselves. */
export function callerKeys(jwksUrl: string): URL | { keys: Record<string, unknown>[] } {
  const url = new URL(jwksUrl);
  if (url.protocol !== 'file:') return url;
  return JSON.parse(readFileSync(fileURLToPath(url), 'utf8')) as { keys: Record<string, unknown>[] };
}
