import { ServiceError } from '@dra/service';
import type { Outcome, Program, RunContext } from '../execution/contract.ts';
import type { SubgraphReply } from '../transport/contract.ts';
import type { Upstream } from './upstream/contract.ts';

export type EventsAnswered = {
  /** A subscription, compiled. */
  program: Program;
  /** Coerced by it. */
  variables: Readonly<Record<string, unknown>>;
  /** Of the subgraph that the program names as its source; absent where that has no address. */
  upstream: Upstream | undefined;
  headers: Readonly<Record<string, string>>;
  /** Made anew for each event: its deadline begins with the event. */
  sender(): RunContext['send'];
  signal: AbortSignal;
};

/**
 * A subgraph's events, each completed with what the other subgraphs know. One after another: an event is read when the one
 * before was taken. Ends with the subgraph's stream; when that breaks, with a result that says so.
 */
export async function* answerEvents({ program, variables, upstream, headers, sender, signal }: EventsAnswered): AsyncGenerator<Outcome, void, undefined> {
  const { source } = program;
  if (!source) throw new Error('the program is not a subscription');
  try {
    if (!upstream) throw new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${source.service} service has no address.`);
    const events = upstream.events({ query: source.query, operationName: source.operationName, variables: source.variables(variables), headers, signal });
    for await (const event of events) {
      yield await program.run({ variables, signal, send: answeredFirst({ status: 200, text: JSON.stringify(event), headers: {} }, sender()) });
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
