import type { Caller } from '@dra/access';
import { createLineWriter } from '@dra/service';
import type { Logger } from '@dra/service';
import type { GatewayHook, KnownOperation } from '../hooks/contract.ts';

/** One line an operation: ids, type, codes and time. Never its text, its name or its variables. */
export function useAccessLog(logger: Logger): GatewayHook {
  const write = createLineWriter(logger);
  const ofProgram = new WeakMap<KnownOperation['program'], string>();
  const ofOperation = ({ program, kind, hash }: KnownOperation): string => {
    let fields = ofProgram.get(program);
    if (fields === undefined) ofProgram.set(program, (fields = `,"type":${JSON.stringify(kind)},"operationHash":${JSON.stringify(hash.slice(0, 12))}`));
    return fields;
  };
  return {
    name: 'access-log',
    onFetched: (exchange, { service, kind }, end) => {
      if (end.kind !== 'fault' || end.code === 'CANCELLED') return;
      const details = (end.error as { details?: unknown } | undefined)?.details;
      logger.warn({ requestId: exchange.requestId, service, type: kind, code: end.code, error: (end.error as Error | undefined)?.cause, details }, 'a subgraph fetch failed');
    },
    onEnd: (exchange, { operation, codes }) => {
      // An id is ours, or was looked at letter by letter: nothing in it needs escaping.
      const request = `,"requestId":"${exchange.requestId}"`;
      if (!operation) {
        write(`${request},"codes":${JSON.stringify(codes)}`, 'operation refused');
        return;
      }
      const ms = Math.round(performance.now() - exchange.startedAt);
      write(`${request}${ofCaller(exchange.caller)}${ofOperation(operation)},"ms":${ms}${codes.length > 0 ? `,"codes":${JSON.stringify(codes)}` : ''}`, 'operation');
    },
  };
}

function ofCaller(caller: Caller | null): string {
  return caller ? `,"userId":${JSON.stringify(caller.userId)}` : '';
}
