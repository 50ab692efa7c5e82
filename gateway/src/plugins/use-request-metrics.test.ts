import { setImmediate as nextTurn } from 'node:timers/promises';
import { createMetrics } from '@dra/service';
import { foundNoErrors } from '../execution/read-reply.ts';
import type { SubgraphReply } from '../transport/contract.ts';
import { exchangeOf } from '../traffic/testing/exchange.ts';
import { useRequestMetrics } from './use-request-metrics.ts';

const fetched = async (reply: SubgraphReply, meanwhile?: () => void) => {
  const metrics = createMetrics('test', { defaults: false });
  useRequestMetrics(metrics).onFetched?.(exchangeOf(), { service: 'patient', kind: 'query', startedAt: performance.now() }, { kind: 'reply', reply });
  meanwhile?.();
  await nextTurn();
  return /fetches_total\{subgraph="patient",code="(\w+)",service="test"\} 1/.exec(await metrics.registry.metrics())?.[1];
};
const replyOf = (text: string): SubgraphReply => ({ status: 200, text, headers: {} });

it.each([
  ['{"data":{"patient":{"name":"A"}}}', 'OK'],
  ['{"errors":[],"data":{}}', 'OK'],
  ['{"data":{"check":{"errors":["not of the reply"]}}}', 'OK'],
  ['{"data":null,"errors":[{"message":"no","extensions":{"code":"NOT_FOUND"}}]}', 'NOT_FOUND'],
  ['{"errors":[{"message":"a code of anybody\'s","extensions":{"code":"Quillfeather, A."}}]}', 'UNKNOWN'],
  ['{"errors":[{"message":"no code"}]}', 'UNKNOWN'],
  ['<html>', 'UNKNOWN'],
  ['{"data":{"patient":"cut', 'UNKNOWN'],
  ['', 'UNKNOWN'],
])('a fetch that brought %s is counted as %s', async (text, code) => {
  expect(await fetched(replyOf(text))).toBe(code);
});

it('a reply that was read meanwhile is not parsed once more', async () => {
  const reply = replyOf('{"data":{"patient":{"name":"A"}}}');
  expect(await fetched(reply, () => foundNoErrors(reply))).toBe('OK');
  expect(reply.parsed).toBeUndefined();
});

it('a fetch that failed is counted by its code', async () => {
  const metrics = createMetrics('test', { defaults: false });
  useRequestMetrics(metrics).onFetched?.(exchangeOf(), { service: 'voice', kind: 'query', startedAt: 0 }, { kind: 'fault', code: 'DEADLINE_EXCEEDED' });
  expect(await metrics.registry.metrics()).toContain('dra_gateway_subgraph_fetches_total{subgraph="voice",code="DEADLINE_EXCEEDED",service="test"} 1');
});
