import type { GraphQLFormattedError } from 'graphql';
import type { GatewayHook, KnownOperation } from '../hooks/contract.ts';
import type { AnswerRequest } from './answer-request.ts';
import { refused } from './answered.ts';
import type { Answered } from './answered.ts';
import type { OpenExchange } from './exchange.ts';
import { codesOf } from './fault.ts';
import type { OperationRequest } from './read-request.ts';
import type { ServedGraph } from './served-graph.ts';
import type { FormatErrors } from './write-answer.ts';

export type AskResult = { data?: Record<string, unknown> | null; errors?: readonly GraphQLFormattedError[]; extensions?: Record<string, unknown> };

/** An operation that did not come by HTTP request (a stream asks again, a message on a WebSocket): every hook runs on it. */
export type Ask = (exchange: OpenExchange, request: OperationRequest) => Promise<AskResult>;

export function createAsk(deps: { hooks: readonly GatewayHook[]; answerRequest: AnswerRequest; graph(exchange: OpenExchange): ServedGraph; formatErrors: FormatErrors }): Ask {
  const { hooks, answerRequest, formatErrors } = deps;

  const answer = async (exchange: OpenExchange, request: OperationRequest): Promise<Answered> => {
    for (const hook of hooks) {
      const stop = await hook.onRequest?.(exchange);
      if (stop) return refused(stop);
    }
    return answerRequest(exchange, deps.graph(exchange), request, false);
  };

  return async (exchange, request) => {
    let result: AskResult = {};
    let operation: KnownOperation | undefined;
    try {
      const answered = await answer(exchange, request);
      operation = answered.operation;
      result = resultOf(answered, (errors) => formatErrors(errors, exchange));
      return result;
    } finally {
      const codes = codesOf(result.errors ?? []);
      for (const hook of hooks) hook.onEnd?.(exchange, { status: 200, operation, bytes: 0, codes });
    }
  };
}

function resultOf(answered: Answered, format: (errors: readonly GraphQLFormattedError[]) => readonly GraphQLFormattedError[]): AskResult {
  if (answered.kind === 'errors') return { errors: answered.errors };
  if (answered.kind === 'answer') return JSON.parse(answered.answer.body) as AskResult;
  const { data, errors, extensions } = answered.outcome;
  return {
    data: JSON.parse(data) as Record<string, unknown> | null,
    ...(errors.length > 0 ? { errors: format(errors) } : {}),
    ...(extensions ? { extensions } : {}),
  };
}
