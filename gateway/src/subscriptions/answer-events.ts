import type { GraphQLFormattedError } from 'graphql';
import { ServiceError } from '@dra/service';
import type { Outcome, Program, RunContext } from '../execution/contract.ts';
import type { SubgraphReply } from '../transport/contract.ts';
import type { Upstream } from './upstream/contract.ts';

/** `over`: nothing more may be shown. */
export type EventAdmission = { send: RunContext['send'] } | { errors: readonly GraphQLFormattedError[]; over: boolean };

export type EventsAnswered = {
  /** A subscription, compiled. */
  program: Program;
  /** Coerced by it. */
  variables: Readonly<Record<string, unknown>>;
  /** Of the subgraph that the program names as its source; absent where that has no address. */
  upstream: Upstream | undefined;
  headers: Readonly<Record<string, string>>;
  /** Asked for each event: how its fetches go out, or why the subscriber does not get it. */
  admit(): Promise<EventAdmission>;
  signal: AbortSignal;
};

/**
 * A subgraph's events, each completed with what the other subgraphs know. One after another: an event is read when the one
 * before was taken. Ends with the subgraph's stream; when that breaks, with a result that says so.
 */
export async function* answerEvents({ program, variables, upstream, headers, admit, signal }: EventsAnswered): AsyncGenerator<Outcome, void, undefined> {
  const { source } = program;
  if (!source) throw new Error('the program is not a subscription');
  try {
    if (!upstream) throw new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${source.service} service has no address.`);
    const events = upstream.events({ query: source.query, operationName: source.operationName, variables: source.variables(variables), headers, signal });
    for await (const event of events) {
      const admission = await admit();
      if ('errors' in admission) {
        yield { data: 'null', errors: admission.errors };
        if (admission.over) return;
        continue;
      }
      yield await program.run({ variables, signal, send: answeredFirst({ status: 200, text: JSON.stringify(event), headers: {} }, admission.send) });
      if (signal.aborted) return;
    }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    yield { data: 'null', errors: [{ message: error.message, extensions: { code: error.code, service: source.service } }] };
  }
}

function answeredFirst(event: SubgraphReply, send: RunContext['send']): RunContext['send'] {
  let first = true;
  return (...request) => {
    if (!first) return send(...request);
    first = false;
    return Promise.resolve(event);
  };
}
