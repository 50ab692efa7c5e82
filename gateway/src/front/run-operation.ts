import type { Outcome, Program } from '../execution/contract.ts';
import type { Answer, Exchange, FetchEnd, GatewayHook, KnownOperation, Refusal, SentFetch, SupergraphText } from '../hooks/contract.ts';
import { ServiceError } from '@dra/service';
import type { RightsOf } from '../planning/authorization/requirements.ts';
import type { SubgraphClient, SubgraphReply } from '../transport/contract.ts';
import { headerLines } from '../transport/send-http1.ts';
import { documentFault, refused } from './answered.ts';
import type { Answered } from './answered.ts';
import { isDeferred } from './defer-conditions.ts';
import { refusal } from './fault.ts';
import type { StoredOperation } from './operation-store.ts';
import type { FormatErrors } from './write-answer.ts';

export type RunDeps = {
  hooks: readonly GatewayHook[];
  clients: ReadonlyMap<string, SubgraphClient>;
  supergraph: SupergraphText;
  formatErrors: FormatErrors;
  /** Absent where nobody looks at rights. */
  rightsOf?: RightsOf | undefined;
};

export const subscribeElsewhere = 'Subscribe with `accept: text/event-stream`, or over a WebSocket with graphql-transport-ws.';

export type RunOperation = (exchange: Exchange, stored: StoredOperation, variables: unknown, takesParts: boolean) => Promise<Answered>;

/**
 * One operation that is known and valid: its variables, the hooks, its program. The same on the short path and behind
 * Apollo Server, so a hook cannot tell them apart.
 */
export function createRunOperation({ hooks, clients, supergraph, formatErrors, rightsOf }: RunDeps): RunOperation {
  const before = hooks.filter((hook) => hook.onOperation);
  const rememberers = hooks.filter((hook) => hook.entities);
  const watchers = { before: hooks.filter((hook) => hook.onFetch), after: hooks.filter((hook) => hook.onFetched) };
  const watched = watchers.before.length + watchers.after.length > 0;
  const after = hooks.filter((hook) => hook.onOutcome);

  return async (exchange, stored, given, takesParts) => {
    const { text, hash } = stored;
    let { program } = stored;
    if (program.kind !== 'query' && (exchange.method === 'GET' || program.kind === 'subscription')) return refused(notHere(program, exchange.method));
    const coerced = program.coerce(given);
    if ('errors' in coerced) return documentFault(formatErrors(coerced.errors, exchange));
    const rights = stored.rights && rightsOf?.(exchange, stored.rights.policies);
    const decision = stored.rights && rights ? stored.rights.decide(rights instanceof Promise ? await rights : rights) : null;
    if (decision?.refused) return refused({ status: 403, errors: formatErrors(decision.refused, exchange) });
    if (decision && stored.restricted) program = stored.restricted.programFor(decision);
    const operation: KnownOperation = { hash, kind: program.kind, name: program.name, text, program, variables: coerced.values, supergraph };
    if (!takesParts && stored.defers.length > 0 && isDeferred(stored.defers, coerced.values)) return refused(needsParts(), operation);

    for (const hook of before) {
      const said = hook.onOperation?.(exchange, operation);
      const stop = said instanceof Promise ? await said : said;
      if (stop) return isAnswer(stop) ? { kind: 'answer', operation, answer: stop } : refused(stop, operation);
    }

    let outcome: Outcome =
      decision?.document === null
        ? { data: '{}', errors: [] }
        : await program.run({
            variables: coerced.values,
            send: watched ? watchedSender(exchange, clients, watchers) : plainSender(exchange, clients),
            signal: program.kind === 'mutation' ? null : exchange.signal,
            ...(rememberers.length > 0 && program.kind === 'query' ? remembered(rememberers, exchange, operation) : undefined),
          });
    if (decision) outcome = decision.finish(outcome, coerced.values);
    for (const hook of after) hook.onOutcome?.(exchange, operation, outcome);
    return { kind: 'outcome', operation, outcome };
  };
}

type Send = (service: string, body: string, kind: 'query' | 'mutation') => Promise<SubgraphReply>;

function plainSender(exchange: Exchange, clients: ReadonlyMap<string, SubgraphClient>): Send {
  let lines: string | undefined;
  return (service, body, kind) => {
    const client = clients.get(service);
    if (!client) return Promise.reject(new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${service} service has no address.`));
    // A change that was begun goes on to its end, whoever has left.
    return client.send({ body, headers: exchange.forwarded, lines: (lines ??= headerLines(exchange.forwarded)), kind, deadline: exchange.deadline, signal: kind === 'mutation' ? null : exchange.signal });
  };
}

function watchedSender(exchange: Exchange, clients: ReadonlyMap<string, SubgraphClient>, { before, after }: { before: readonly GatewayHook[]; after: readonly GatewayHook[] }): Send {
  const send = plainSender(exchange, clients);
  return (service, body, kind) => {
    const fetch: SentFetch = { service, kind, startedAt: performance.now() };
    let waiting: ((end: FetchEnd) => void)[] | null = null;
    for (const hook of before) {
      const hear = hook.onFetch?.(exchange, fetch);
      if (hear) (waiting ??= []).push(hear);
    }
    const tell = (end: FetchEnd) => {
      if (waiting) for (const hear of waiting) hear(end);
      for (const hook of after) hook.onFetched?.(exchange, fetch, end);
    };
    return send(service, body, kind).then(
      (reply) => {
        tell({ kind: 'reply', reply });
        return reply;
      },
      (error: unknown) => {
        tell({ kind: 'fault', code: error instanceof ServiceError ? error.code : 'INTERNAL_SERVER_ERROR', error });
        throw error;
      },
    );
  };
}

function remembered(hooks: readonly GatewayHook[], exchange: Exchange, operation: KnownOperation) {
  for (const hook of hooks) {
    const entities = hook.entities?.(exchange, operation);
    if (entities) return { entities };
  }
  return undefined;
}

function isAnswer(said: Answer | Refusal): said is Answer {
  return 'body' in said;
}

/** A change by GET, or a subscription where one whole answer is wanted. */
function notHere({ kind }: Program, method: Exchange['method']): Refusal {
  const message = kind === 'mutation' ? 'A mutation needs POST.' : subscribeElsewhere;
  return method === 'GET' ? refusal(405, 'BAD_REQUEST', message, { allow: 'POST' }) : refusal(400, 'BAD_REQUEST', message);
}

function needsParts(): Refusal {
  return refusal(406, 'BAD_REQUEST', 'An operation with @defer is answered in parts: send `accept: multipart/mixed;deferSpec=20220824`.');
}
