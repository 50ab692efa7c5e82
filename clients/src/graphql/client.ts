import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { retry } from '@dra/service';
import { print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { ClientError } from './client-error.ts';
import { readEvents } from './read-events.ts';

export type GraphqlError = { message: string; path?: readonly (string | number)[]; extensions?: { code?: string; service?: string; requestId?: string } };
export type GraphqlResult<T> = { data?: T | null; errors?: readonly GraphqlError[] };

export type GraphqlClient = {
  /**
   * Asks until it is answered. What cannot have been done, or may safely be done again (a change carries its
   * clientMutationId), is asked again with growing waits while a gateway or a service behind it restarts.
   * @throws ClientError with the code of the first error
   */
  ask<T, V>(document: TypedDocumentNode<T, V>, variables: V): Promise<T>;
  /** Results of one subscription, over server-sent events, until either side ends it. @throws ClientError when it cannot be opened */
  subscribe<T, V>(document: TypedDocumentNode<T, V>, variables: V, signal: AbortSignal): AsyncGenerator<GraphqlResult<T>, void>;
};

export type GraphqlClientOptions = {
  /** The gateway's endpoint, such as http://localhost:4000/graphql. */
  url: string;
  /** Given, or fetched before the first question; what fetching it throws is that question's failure. */
  token: string | (() => Promise<string>);
  /** Ends everything that this client asks. */
  signal: AbortSignal;
  /** How long one question is asked again before it counts as failed, in milliseconds. */
  patienceMs?: number;
  /** Told each time a question is asked again. */
  onRetry?: (error: ClientError) => void;
};

/** Codes after which the same question may have an answer later. */
const passing = new Set(['DEPENDENCY_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RATE_LIMITED', 'NOT_REACHED']);
/** A fault of theirs may be the death of a process; asked again a few times only. */
const faults = new Set(['INTERNAL_SERVER_ERROR']);
const requestTimeoutMs = 15_000;
const mostFaults = 4;

export function createGraphqlClient(options: GraphqlClientOptions): GraphqlClient {
  let token: Promise<string> | undefined;
  const headersFor = async (accept: string) => {
    token ??= typeof options.token === 'string' ? Promise.resolve(options.token) : options.token();
    return { 'content-type': 'application/json', accept, authorization: `Bearer ${await token}` };
  };
  const texts = new WeakMap<DocumentNode, string>();
  const textOf = (document: DocumentNode) => {
    const known = texts.get(document) ?? print(document);
    texts.set(document, known);
    return known;
  };

  const once = async <T>(body: string): Promise<T> => {
    const headers = await headersFor('application/json');
    const response = await fetch(options.url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(requestTimeoutMs)]),
    }).catch((error: unknown) => {
      throw notReached(error, options);
    });
    const text = await response.text().catch((error: unknown) => {
      throw notReached(error, options);
    });
    const { data, errors } = parseResult<T>(text, response.status);
    const first = errors?.[0];
    if (first) throw new ClientError(first.extensions?.code ?? 'INTERNAL_SERVER_ERROR', messageOf(first));
    if (!data) throw new ClientError('INTERNAL_SERVER_ERROR', 'The gateway answered with neither data nor errors.');
    return data;
  };

  return {
    ask: async <T, V>(document: TypedDocumentNode<T, V>, variables: V): Promise<T> => {
      const body = JSON.stringify({ query: textOf(document), variables });
      const until = Date.now() + (options.patienceMs ?? 90_000);
      let failures = 0;
      return retry(() => once<T>(body), { baseMs: 200, maxMs: 3_000, attempts: Number.POSITIVE_INFINITY }, {
        signal: options.signal,
        retryable: (error) => {
          if (!(error instanceof ClientError) || options.signal.aborted || Date.now() > until) return false;
          if (faults.has(error.code)) failures += 1;
          const again = passing.has(error.code) || (faults.has(error.code) && failures < mostFaults);
          if (again) options.onRetry?.(error);
          return again;
        },
      }).catch((error: unknown) => {
        throw options.signal.aborted ? new ClientError('TIMEOUT', 'The time given was over.') : error;
      });
    },
    subscribe: async function* (document, variables, signal) {
      const headers = await headersFor('text/event-stream');
      const response = await fetch(`${options.url}/stream`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query: textOf(document), variables }),
        signal: AbortSignal.any([options.signal, signal]),
      }).catch((error: unknown) => {
        throw notReached(error, options);
      });
      if (!response.ok || !response.body) {
        const { errors } = parseResult(await response.text(), response.status);
        throw new ClientError(errors?.[0]?.extensions?.code ?? 'INTERNAL_SERVER_ERROR', errors?.[0]?.message ?? `HTTP ${response.status}`);
      }
      for await (const { event, data } of readEvents(response.body)) {
        if (event === 'complete') return;
        if (event === 'next') yield JSON.parse(data) as GraphqlResult<never>;
      }
    },
  };
}

function notReached(error: unknown, { url, signal }: GraphqlClientOptions): ClientError {
  if (signal.aborted) return new ClientError('TIMEOUT', 'The time given was over.');
  if (error instanceof Error && error.name === 'TimeoutError') return new ClientError('DEADLINE_EXCEEDED', 'The gateway did not answer in time.');
  return new ClientError('NOT_REACHED', `The gateway is not reached at ${new URL(url).origin}: is it running (npm start)?`);
}

function parseResult<T>(text: string, status: number): GraphqlResult<T> {
  try {
    return JSON.parse(text) as GraphqlResult<T>;
  } catch {
    // A balancer or a dying process, not the gateway.
    throw new ClientError('NOT_REACHED', `HTTP ${status}, and no GraphQL answer.`);
  }
}

function messageOf({ message, extensions }: GraphqlError): string {
  return extensions?.requestId ? `${message} (request ${extensions.requestId})` : message;
}
