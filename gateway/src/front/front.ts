import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@dra/service';
import type { DocumentSource, GatewayHook } from '../hooks/contract.ts';
import { requestDeadline, timeoutHeader } from '../http/request-deadline.ts';
import { requestIdFrom } from '../http/request-id.ts';
import { createAnswerRequest } from './answer-request.ts';
import { refused } from './answered.ts';
import type { Answered } from './answered.ts';
import { errorsText } from './answer-text.ts';
import { answerBatch } from './answer-batch.ts';
import { answerClientError } from './client-error.ts';
import { answerPreflight, corsHeaders, csrfRefusal } from './cross-origin.ts';
import { createAsk } from './ask.ts';
import type { Ask } from './ask.ts';
import { FrontExchange } from './exchange.ts';
import type { OpenExchange } from './exchange.ts';
import { FrontFault, refusal } from './fault.ts';
import type { FrontSettings } from './front-settings.ts';
import { bodyTypeFault, replyForm } from './media-type.ts';
import type { ReplyForm } from './media-type.ts';
import { readBody } from './read-body.ts';
import { requestFromBody, requestFromSearch } from './read-request.ts';
import type { OperationRequest } from './read-request.ts';
import type { ServedGraph } from './served-graph.ts';
import { createTurns } from './turns.ts';
import { createUnreadAnswers } from './unread-answers.ts';
import { wantsEvents } from './wants-events.ts';
import { createWriteAnswer } from './write-answer.ts';
import type { FormatErrors, Written } from './write-answer.ts';
import { createWriteParts } from './write-parts.ts';

export type FrontOptions = {
  settings: FrontSettings;
  /** The supergraph that answers this request. Asked once a request, so that one may take another's place. */
  graph(exchange: OpenExchange): ServedGraph;
  /** Besides the one in the settings: paths of versions. */
  paths?: readonly string[];
  hooks: readonly GatewayHook[];
  documents?: DocumentSource | undefined;
  formatErrors?: FormatErrors | undefined;
  /** Every other path, and a browser that wants a page. */
  elsewhere?: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** Operations whose answer is a stream of events, here and at `/stream` below. Null: the response is its own from then on. */
  events?: ((exchange: FrontExchange, request: OperationRequest) => Promise<Answered | null>) | undefined;
  logger: Logger;
};

export type Front = {
  server: Server;
  /** For operations that come another way. */
  ask: Ask;
  /** @returns the port */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more connections, answers what has begun, and cuts off in the end. */
  stop(ms: number): Promise<void>;
};

const lingerMs = 300;
/** Of work in one turn of the event loop, before fewer operations begin in it. */
const turnMs = 1;

/** The public door: node's own HTTP server and nothing in between. */
export function createFront(options: FrontOptions): Front {
  const { settings, hooks, logger } = options;
  let draining = false;
  const formatErrors = options.formatErrors ?? ((errors) => errors);
  const unread = createUnreadAnswers(settings);
  const turns = createTurns({ turnMs });
  const answerRequest = createAnswerRequest({ hooks, documents: options.documents });
  const writeAnswer = createWriteAnswer({ settings, hooks, formatErrors, unread, draining: () => draining });
  const writeParts = createWriteParts({ settings, formatErrors, draining: () => draining });
  const onRequest = hooks.filter((hook) => hook.onRequest);
  const onEnd = hooks.filter((hook) => hook.onEnd);

  const otherPaths = new Set(options.paths);
  const eventsPath = `${settings.path}/stream`;

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? '';
    const search = url.indexOf('?');
    const path = search === -1 ? url : url.slice(0, search);
    const eventsOnly = options.events !== undefined && path === eventsPath;
    if (path !== settings.path && !eventsOnly && !otherPaths.has(path)) return elsewhere(request, response);
    const { method } = request;
    if (method === 'OPTIONS' && settings.cors) return answerPreflight(request, response, settings.cors);
    if (method !== 'POST' && method !== 'GET') return refuse(response, 405, 'Send GET or POST.', { allow: 'GET, POST' });
    const form = replyForm(request.headers.accept);
    const query = search === -1 ? '' : url.slice(search + 1);
    if (form?.html && method === 'GET' && query === '' && options.elsewhere) return options.elsewhere(request, response);
    if (!form || !(form.json || form.parts || (form.events && options.events))) {
      request.resume();
      return refuse(response, 406, 'Answers are application/graphql-response+json or application/json; in parts multipart/mixed;deferSpec=20220824.');
    }
    const exchange = new FrontExchange(request, response, {
      deadline: requestDeadline(request.headers[timeoutHeader], settings.deadlineMs),
      trustedProxies: settings.trustedProxies,
      requestId: settings.requestIds ? requestIdFrom(request.headers['x-request-id']) : undefined,
    });
    if (settings.cors) Object.assign(exchange.responseHeaders, corsHeaders(request.headers.origin, settings.cors));
    void answer(exchange, form, query, eventsOnly);
  };

  async function answer(exchange: FrontExchange, form: ReplyForm, search: string, eventsOnly: boolean): Promise<void> {
    const { response } = exchange;
    let written: Written | null = null;
    response.once('close', () => {
      if (!response.writableFinished) exchange.leave();
      const end = written ?? { status: 0, bytes: 0, codes: ['CANCELLED'], operation: undefined };
      for (const hook of onEnd) guarded(() => hook.onEnd?.(exchange, end));
    });
    try {
      const answered = await begin(exchange, form, search, eventsOnly);
      if (answered === null) written = { status: 200, bytes: 0, codes: [], operation: undefined };
      else if ('batch' in answered) written = await writeAnswer(exchange, form, answered.batch);
      else if (answered.kind === 'outcome' && (answered.outcome.rest || form.partsOnly)) written = await writeParts(exchange, answered.operation, answered.outcome);
      else written = await writeAnswer(exchange, form, answered);
    } catch (error) {
      written = await writeAnswer(exchange, form, faultOf(error, exchange));
    }
  }

  /** @returns null where the answer is a stream that somebody else writes */
  async function begin(exchange: FrontExchange, form: ReplyForm, search: string, eventsOnly: boolean): Promise<Answered | { batch: Answered } | null> {
    const { request } = exchange;
    const forged = csrfRefusal(request, settings.csrf);
    if (forged) return discarding(request, refused(forged));
    for (const hook of onRequest) {
      const said = hook.onRequest?.(exchange);
      const stop = said instanceof Promise ? await said : said;
      if (stop) return discarding(request, refused(stop));
    }
    let asked: OperationRequest | OperationRequest[];
    if (exchange.method === 'POST') {
      const fault = bodyTypeFault(request.headers['content-type']);
      if (fault) return discarding(request, refused(refusal(415, 'BAD_REQUEST', fault)));
      asked = requestFromBody(await readBody(request, { maxBytes: settings.maxBodyBytes }), settings.maxBatch);
    } else {
      const { 'content-type': contentType } = request.headers;
      if (contentType !== undefined && bodyTypeFault(contentType)) return refused(refusal(415, 'BAD_REQUEST', 'A GET carries no body.'));
      asked = requestFromSearch(search);
    }
    const wait = turns.enter();
    if (wait) await wait;
    const graph = options.graph(exchange);
    if (Array.isArray(asked)) return { batch: await answerBatch(asked, (one) => answerRequest(exchange.part(), graph, one, false), (errors) => formatErrors(errors, exchange)) };
    if (options.events && (eventsOnly || (form.events && (await wantsEvents(form, asked, options.documents, (hash) => graph.store.textOf(hash)))))) return options.events(exchange, asked);
    if (!form.json && !form.parts) return refused(refusal(406, 'BAD_REQUEST', 'Events are for subscriptions and queries by text.'));
    // Awaited here: a promise that is handed on out of an async function takes two turns more.
    return await answerRequest(exchange, graph, asked, form.parts);
  }

  function faultOf(error: unknown, exchange: FrontExchange): Answered {
    if (error instanceof FrontFault) return refused(error.refusal);
    logger.error({ requestId: exchange.requestId, error }, 'a request failed outside of its operation');
    return refused({ status: 500, errors: [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: exchange.requestId } }] });
  }

  function guarded(hook: () => void): void {
    try {
      hook();
    } catch (error) {
      logger.error({ error }, 'a hook failed after the answer');
    }
  }

  function elsewhere(request: IncomingMessage, response: ServerResponse): void {
    if (options.elsewhere) return options.elsewhere(request, response);
    request.resume();
    refuse(response, 404, `There is nothing here: the endpoint is ${settings.path}.`, {}, 'NOT_FOUND');
  }

  const server = createServer(
    {
      maxHeaderSize: settings.maxHeaderBytes,
      headersTimeout: settings.headersTimeoutMs,
      requestTimeout: settings.requestTimeoutMs,
      keepAliveTimeout: settings.keepAliveMs,
      connectionsCheckingInterval: Math.max(250, Math.min(5_000, settings.headersTimeoutMs / 2)),
      noDelay: true,
    },
    serve,
  );
  server.maxConnections = settings.maxConnections;
  server.on('clientError', answerClientError);

  return {
    server,
    ask: createAsk({ hooks, answerRequest, graph: options.graph, formatErrors }),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host, backlog: 1_024 }, () => {
          server.off('error', reject);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    stop: async (ms) => {
      draining = true;
      // Not http's own close, which cuts off idle connections at once: a request may be on its way on any of them. For a
      // moment each is answered, with the word that the connection ends; then those that are idle are closed, as they fall so.
      const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
      let sweep: NodeJS.Timeout | undefined;
      const linger = setTimeout(() => {
        server.closeIdleConnections();
        sweep = setInterval(() => server.closeIdleConnections(), 50);
      }, Math.min(lingerMs, ms));
      const end = setTimeout(() => server.closeAllConnections(), ms);
      await closed;
      // Ends its own watch over connections that take too long.
      server.close();
      clearTimeout(linger);
      clearInterval(sweep);
      clearTimeout(end);
    },
  };
}

/** An answer before the body was read: what still comes is thrown away, and the connection with it if it is much. */
function discarding<T>(request: IncomingMessage, answered: T): T {
  request.resume();
  return answered;
}

function refuse(response: ServerResponse, status: number, message: string, headers: Record<string, string> = {}, code = 'BAD_REQUEST'): void {
  const body = errorsText(refusal(status, code, message).errors);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}
