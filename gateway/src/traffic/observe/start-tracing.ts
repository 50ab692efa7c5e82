import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, SamplingDecision, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { setSampling } from './sampling.ts';
import { TraceIds } from './trace-ids.ts';

export type TracingSettings = {
  /** OTEL_EXPORTER_OTLP_ENDPOINT: where an OpenTelemetry collector listens, without `/v1/traces`. */
  endpoint: string;
  serviceName: string;
  /** OTEL_TRACES_SAMPLER_ARG: the part of requests that is recorded. */
  ratio: number;
};

/**
 * Starts OpenTelemetry's SDK. What cannot be sent is dropped after a bounded queue: a collector that is away costs nothing.
 * @returns sends what is left, and ends
 */
export function startTracing(settings: TracingSettings, exporter: SpanExporter = new OTLPTraceExporter({ url: `${settings.endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5_000 })): () => Promise<void> {
  const ids = new TraceIds(settings.ratio);
  const sampler = new TraceIdRatioBasedSampler(settings.ratio);
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': settings.serviceName }),
    sampler,
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 2_048, maxExportBatchSize: 512, scheduledDelayMillis: 5_000, exportTimeoutMillis: 5_000 })],
  });
  trace.setGlobalTracerProvider(provider);
  setSampling({ ids, records: (traceId) => sampler.shouldSample(ROOT_CONTEXT, traceId).decision === SamplingDecision.RECORD_AND_SAMPLED });
  return async () => {
    setSampling(null);
    trace.disable();
    await provider.shutdown();
  };
}
