import { z } from 'zod';

/** What is counted and traced of each request, besides what is always counted (plugins/use-request-metrics.ts). */
export const observeConfig = z.strictObject({
  operationMetrics: z.boolean().default(true).describe('Time by operation name, and bytes.'),
  tracing: z.boolean().default(false).describe('Spans through the OpenTelemetry API; they go somewhere only where an SDK is started (OTEL_EXPORTER_OTLP_ENDPOINT).'),
  operationNames: z.array(z.string().regex(/^[_A-Za-z]\w{0,79}$/)).max(500).default([]).describe('Operations with a label of their own in metrics and spans, besides the trusted documents\'; all others are `other`.'),
});
export type ObserveConfig = z.infer<typeof observeConfig>;
