import { ROOT_CONTEXT, SpanKind, SpanStatusCode, isSpanContextValid, trace } from '@opentelemetry/api';
import type { Context, Span, Tracer } from '@opentelemetry/api';
import type { GatewayHook } from '../../hooks/contract.ts';
import type { LabelOf } from './operation-label.ts';
import { currentSampling } from './sampling.ts';
import { spanOf, traceOf } from './trace-ids.ts';
import { readTraceParent, writeTraceParent } from './trace-parent.ts';

const span = Symbol('span');

type Traced = { span: Span; context: Context };

/**
 * A span for each request and, where it is sampled, for each fetch; subgraphs are told which (`traceparent`). Attributes
 * are types, codes, counts and bounded names. Whether a request is sampled is decided by its trace id alone: a client can
 * have its trace continued, and cannot have everything recorded.
 */
export function useTracing(labelOf: LabelOf, tracer: Tracer = trace.getTracer('dra-gateway')): GatewayHook {
  return {
    name: 'tracing',
    onRequest: (exchange) => {
      const parent = readTraceParent(exchange.headers['traceparent']);
      const sampling = currentSampling();
      if (sampling) {
        const both = sampling.ids.both();
        const traceId = parent ? parent.traceId : traceOf(both);
        // As nearly all of them: subgraphs are told so, and that is all that there is to do.
        if (!(parent ? sampling.records(traceId) : sampling.ids.recordsDrawn())) {
          exchange.forwarded['traceparent'] = `00-${traceId}-${spanOf(both)}-00`;
          return undefined;
        }
        if (!parent) sampling.ids.beginNextWith(traceId);
      }
      const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
      const started = tracer.startSpan('graphql', { kind: SpanKind.SERVER }, context);
      const own = started.spanContext();
      if (isSpanContextValid(own)) exchange.forwarded['traceparent'] = writeTraceParent(own);
      if (started.isRecording()) exchange.notes.set(span, { span: started, context: trace.setSpan(context, started) } satisfies Traced);
      return undefined;
    },
    onOperation: (exchange, operation) => {
      const traced = exchange.notes.get(span) as Traced | undefined;
      if (!traced) return undefined;
      const label = labelOf(operation);
      traced.span.updateName(`${operation.kind} ${label}`);
      traced.span.setAttributes({ 'graphql.operation.type': operation.kind, 'graphql.operation.name': label, 'graphql.document.hash': operation.hash.slice(0, 12), 'dra.fetches.planned': operation.program.fetches });
      return undefined;
    },
    onFetch: (exchange, { service, kind }) => {
      const traced = exchange.notes.get(span) as Traced | undefined;
      if (!traced) return undefined;
      const fetch = tracer.startSpan(`fetch ${service}`, { kind: SpanKind.CLIENT, attributes: { 'dra.subgraph': service, 'graphql.operation.type': kind } }, traced.context);
      return (end) => {
        if (end.kind === 'fault') fetch.setStatus({ code: SpanStatusCode.ERROR, message: end.code });
        else fetch.setAttributes({ 'http.response.status_code': end.reply.status, 'dra.reply.characters': end.reply.text.length });
        fetch.end();
      };
    },
    onEnd: (exchange, { status, codes, bytes }) => {
      const traced = exchange.notes.get(span) as Traced | undefined;
      if (!traced) return;
      traced.span.setAttributes({ 'http.response.status_code': status, 'http.response.body.size': bytes, 'dra.request_id': exchange.requestId });
      if (codes.length > 0) traced.span.setStatus({ code: SpanStatusCode.ERROR, message: codes.join(' ') });
      traced.span.end();
    },
  };
}
