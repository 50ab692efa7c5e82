import { createMetrics } from '@dra/service';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SamplingDecision, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import { callerOf, exchangeOf, operationOf } from '../testing/exchange.ts';
import { createLabelOf } from './operation-label.ts';
import { startTracing } from './start-tracing.ts';
import { readTraceParent, writeTraceParent } from './trace-parent.ts';
import { useOperationMetrics } from './use-operation-metrics.ts';
import { useTracing } from './use-tracing.ts';

const labelOf = createLabelOf(['Sheet']);
const operation = operationOf({ name: 'Sheet', text: 'query Sheet { patient(mrn: "MRN-778") { name } }', variables: { name: 'Quillfeather' } });
const ofAnother = operationOf({ name: 'Quillfeather' });
const reply = { kind: 'reply', reply: { status: 200, text: '{"name":"Quillfeather"}', headers: {} } } as const;

describe('metrics of operations', () => {
  it('are kept under names from a bounded set', async () => {
    const metrics = createMetrics('test', { defaults: false });
    const hook = useOperationMetrics(metrics, labelOf);
    const exchange = exchangeOf({ caller: callerOf('dr.osei', 'north') });
    hook.onEnd?.(exchange, { status: 200, operation, bytes: 100, codes: [] });
    hook.onEnd?.(exchange, { status: 200, operation: ofAnother, bytes: 20, codes: ['NOT_FOUND'] });
    hook.onEnd?.(exchange, { status: 200, operation: operationOf(), bytes: 3, codes: [] });
    hook.onEnd?.(exchange, { status: 429, operation: undefined, bytes: 0, codes: ['RATE_LIMITED'] });
    const text = await metrics.registry.metrics();
    for (const line of [
      'dra_gateway_operation_seconds_count{service="test",operation="Sheet"} 1',
      'dra_gateway_operation_seconds_count{service="test",operation="other"} 1',
      'dra_gateway_operation_seconds_count{service="test",operation="anonymous"} 1',
      'dra_gateway_response_bytes_total{service="test"} 123',
    ]) expect(text).toContain(line);
    expect(text).not.toMatch(/Quillfeather|osei|north|MRN/);
  });
});

describe('tracing', () => {
  const run = (parent?: string) => {
    const hook = useTracing(labelOf);
    const exchange = exchangeOf({ headers: parent ? { traceparent: parent } : {} });
    hook.onRequest?.(exchange);
    hook.onOperation?.(exchange, operation);
    hook.onFetch?.(exchange, { service: 'patient', kind: 'query', startedAt: 0 })?.(reply);
    hook.onFetch?.(exchange, { service: 'voice', kind: 'query', startedAt: 0 })?.({ kind: 'fault', code: 'DEADLINE_EXCEEDED' });
    hook.onEnd?.(exchange, { status: 200, operation, bytes: 9, codes: [] });
    return exchange;
  };
  const traced = async (ratio: number, parent?: string) => {
    const exporter = new InMemorySpanExporter();
    // A shutdown empties the exporter: what it had is taken before.
    const spans: ReturnType<InMemorySpanExporter['getFinishedSpans']> = [];
    exporter.shutdown = async () => void spans.push(...exporter.getFinishedSpans());
    const stop = startTracing({ endpoint: 'http://127.0.0.1:9', serviceName: 'test', ratio }, exporter);
    const exchange = run(parent);
    await stop();
    return { spans, exchange };
  };

  it('makes a span of each stage, and tells subgraphs which', async () => {
    const { spans, exchange } = await traced(1);
    expect(spans.map(({ name, status }) => [name, status.code])).toEqual([['fetch patient', 0], ['fetch voice', 2], ['query Sheet', 0]]);
    const [fetch, , root] = spans;
    expect(fetch?.parentSpanContext?.spanId).toBe(root?.spanContext().spanId);
    expect(exchange.forwarded['traceparent']).toBe(`00-${root?.spanContext().traceId}-${root?.spanContext().spanId}-01`);
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toMatch(/Quillfeather|MRN/);
  });

  it('goes on with a client\'s trace', async () => {
    const { spans } = await traced(1, '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00');
    expect(spans.every((one) => one.spanContext().traceId === '0af7651916cd43dd8448eb211c80319c')).toBe(true);
  });

  it('records nothing that is not sampled, whatever the client wants', async () => {
    const { spans, exchange } = await traced(0, '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
    expect(spans).toEqual([]);
    expect(exchange.forwarded['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-00$/);
  });

  it('decides by the id of a trace that begins here, which is the id that it then has', async () => {
    const exporter = new InMemorySpanExporter();
    const spans: ReturnType<InMemorySpanExporter['getFinishedSpans']> = [];
    exporter.shutdown = async () => void spans.push(...exporter.getFinishedSpans());
    const stop = startTracing({ endpoint: 'http://127.0.0.1:9', serviceName: 'test', ratio: 0.3 }, exporter);
    const told = Array.from({ length: 600 }, () => readTraceParent(run().forwarded['traceparent']));
    await stop();
    const sampled = told.filter((one) => one?.traceFlags === 1).map((one) => one?.traceId);
    expect(new Set(told.map((one) => one?.traceId)).size).toBe(600);
    expect(new Set(told.map((one) => one?.spanId)).size).toBe(600);
    expect(sampled.length).toBeGreaterThan(100);
    expect(sampled.length).toBeLessThan(300);
    expect(spans.filter(({ name }) => name === 'query Sheet').map((one) => one.spanContext().traceId)).toEqual(sampled);
    const other = new TraceIdRatioBasedSampler(0.3);
    for (const one of told) expect(other.shouldSample(ROOT_CONTEXT, one?.traceId ?? '').decision === SamplingDecision.RECORD_AND_SAMPLED).toBe(one?.traceFlags === 1);
  });

  it('costs no header where no SDK runs', () => {
    trace.disable();
    expect(run().forwarded).toEqual({});
  });
});

describe('traceparent', () => {
  it('is read and written as it came', () => {
    const header = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const read = readTraceParent(header);
    expect(read && writeTraceParent(read)).toBe(header);
  });

  it.each(['', 'x', '01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`, '00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01'])('%j is none', (header) => {
    expect(readTraceParent(header)).toBeUndefined();
  });
});
