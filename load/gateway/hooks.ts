import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Callers } from './callers.ts';

/** What the gateway may do for each request besides answering it. */
export const hookNames = ['identity', 'limits', 'demand', 'audit', 'metrics', 'tracing'] as const;
export type HookName = (typeof hookNames)[number];

/** Those that together may cost a fifth of a request; demand control comes beside them. */
export const boundedHooks = hookNames.filter((name) => name !== 'demand');

const often = { limit: 10_000_000, windowSeconds: 60 };

/** Where traces go, and the part of requests that is recorded: read by the gateway from its environment. */
export const tracingEnvironment = (collector: string) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_TRACES_SAMPLER_ARG: '0.01' });

/** A configuration that switches these on: limits that nobody reaches, so that all of the work is done and nobody refused. */
export function configWith(hooks: readonly HookName[], place: { folder: string; callers: Callers; redisUrl: string | null; opsPort?: number }): string {
  const has = (name: HookName) => hooks.includes(name);
  const { callers, redisUrl } = place;
  const config = {
    http: { deadlineMs: 5_000 },
    subgraphs: { all: { breaker: {} } },
    // Who asks is told by our own signature, in place of the caller's token.
    ...(has('identity') ? { forward: [], identity: { jwks: callers.jwksFile, issuer: callers.issuer, audience: callers.audience, signingKey: callers.signingKeyFile } } : {}),
    ...(has('limits') && redisUrl ? { redis: { url: redisUrl } } : {}),
    ...(has('metrics') ? { ops: { port: place.opsPort ?? 0 }, requestMetrics: true } : {}),
    ...(has('audit') ? { accessLog: true } : {}),
    traffic: {
      ...(has('limits') ? { rateLimits: { address: often, tiers: { anonymous: { user: often }, clinic: { user: often, tenant: often } }, operations: { Heavy: often, Small: often } }, shedding: { maxConcurrent: 1_000 } } : {}),
      ...(has('demand') ? { demand: { mode: 'enforce', max: 1_000_000, actual: { mode: 'measure', sample: 0.01 } } } : {}),
      ...(has('metrics') || has('tracing') ? { observe: { operationMetrics: has('metrics'), tracing: has('tracing'), operationNames: ['Heavy', 'Small'] } } : {}),
    },
  };
  const file = join(place.folder, `gateway-${hooks.join('-') || 'none'}.json`);
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}

/** Identical queries of clients without an identity are answered together. */
export function configThatCollapses(folder: string): string {
  const file = join(folder, 'gateway-same.json');
  writeFileSync(file, JSON.stringify({ traffic: { cache: { responses: true, collapse: 'anonymous' } } }));
  return file;
}
