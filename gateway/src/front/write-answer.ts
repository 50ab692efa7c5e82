import type { GraphQLFormattedError } from 'graphql';
import type { Lent } from '../execution/contract.ts';
import type { Answer, Exchange, GatewayHook, KnownOperation } from '../hooks/contract.ts';
import { aroundData, errorsText } from './answer-text.ts';
import type { Answered } from './answered.ts';
import { compress, encodingFor } from './compress.ts';
import { createAnswerEncoder, largeAnswer } from './encode-answer.ts';
import type { Encoded } from './encode-answer.ts';
import type { FrontExchange } from './exchange.ts';
import { codesOf } from './fault.ts';
import type { FrontSettings } from './front-settings.ts';
import type { ReplyForm } from './media-type.ts';
import { sendAtOnce, sendEncodedAtOnce } from './send-at-once.ts';
import type { UnreadAnswers } from './unread-answers.ts';

export type FormatErrors = (errors: readonly GraphQLFormattedError[], exchange: Exchange) => readonly GraphQLFormattedError[];

/** For `onEnd`: what became of a request. */
export type Written = { status: number; bytes: number; codes: readonly string[]; operation: KnownOperation | undefined };

export type WriteAnswer = (exchange: FrontExchange, form: ReplyForm, answered: Answered) => Written | Promise<Written>;

const nothing: readonly string[] = [];
const beforeData = '{"data":';
const closingBrace = 0x7d;

/** Writes whole answers: one head, one body, one write to the socket. */
export function createWriteAnswer(deps: { settings: FrontSettings; hooks: readonly GatewayHook[]; formatErrors: FormatErrors; unread: UnreadAnswers; draining(): boolean }): WriteAnswer {
  const { settings, formatErrors, unread } = deps;
  const onAnswer = deps.hooks.filter((hook) => hook.onAnswer);
  const { compression } = settings;
  const fixed = Object.entries(settings.headers).flat();
  const varies = compression ? ['vary', settings.cors ? 'origin, accept-encoding' : 'accept-encoding'] : settings.cors ? ['vary', 'origin'] : [];

  const encoder = createAnswerEncoder();

  const headOf = (exchange: FrontExchange, form: ReplyForm, length: number, own: Record<string, string> | undefined, encoding: string | null): string[] => {
    const head = ['content-type', form.contentType, 'content-length', String(length)];
    addHeaders(head, fixed, own, exchange.responseHeaders);
    for (const item of varies) head.push(item);
    if (encoding) head.push('content-encoding', encoding);
    if (settings.requestIds) head.push('x-request-id', exchange.requestId);
    if (deps.draining()) head.push('connection', 'close');
    return head;
  };

  const send = (exchange: FrontExchange, form: ReplyForm, status: number, body: string | Uint8Array, length: number, own: Record<string, string> | undefined, encoding: string | null): void => {
    const { response } = exchange;
    if (response.destroyed || response.headersSent) return;
    const head = headOf(exchange, form, length, own, encoding);
    if (typeof body === 'string' && status !== 304) sendAtOnce(response, status, head, body, length === body.length ? 'latin1' : 'utf8');
    else response.writeHead(status, head).end(status === 304 ? undefined : body);
    unread.watch(response);
  };

  /** Without joining its parts as strings. */
  const sendLarge = (exchange: FrontExchange, form: ReplyForm, encoded: Encoded): void => {
    const { response } = exchange;
    if (response.destroyed || response.headersSent) return;
    if (sendEncodedAtOnce(response, 200, headOf(exchange, form, encoded.end - encoded.start, undefined, null), encoded)) encoder.release(encoded);
    unread.watch(response);
  };

  /** What was written as bytes goes out from where it stands. */
  const sendLent = (exchange: FrontExchange, form: ReplyForm, { buffer, start: dataStart, end: dataEnd, release }: Lent): number => {
    const { response } = exchange;
    const start = dataStart - beforeData.length;
    const end = dataEnd + 1;
    if (response.destroyed || response.headersSent) {
      release();
      return end - start;
    }
    buffer.write(beforeData, start, 'latin1');
    buffer[dataEnd] = closingBrace;
    if (sendEncodedAtOnce(response, 200, headOf(exchange, form, end - start, undefined, null), { buffer, start, end })) release();
    unread.watch(response);
    return end - start;
  };

  return (exchange, form, answered) => {
    const { operation } = answered;
    let status: number;
    let body: string;
    let bytes: Uint8Array | undefined;
    let own: Record<string, string> | undefined;
    let codes = nothing;
    if (answered.kind === 'outcome') {
      const { outcome } = answered;
      const errors = outcome.errors.length === 0 ? outcome.errors : formatErrors(outcome.errors, exchange);
      if (errors.length > 0) codes = codesOf(errors);
      status = 200;
      const lent = errors.length === 0 && outcome.extensions === undefined && onAnswer.length === 0 && !compression ? outcome.lend?.() : undefined;
      if (lent) {
        const length = sendLent(exchange, form, lent);
        return { status, bytes: length, codes, operation };
      }
      const { before, after } = aroundData(outcome, errors);
      if (outcome.data.length >= largeAnswer && onAnswer.length === 0 && !compression) {
        const encoded = encoder.encode(before, outcome.data, after);
        sendLarge(exchange, form, encoded);
        return { status, bytes: encoded.end - encoded.start, codes, operation };
      }
      body = before + outcome.data + after;
    } else if (answered.kind === 'answer') {
      ({ status, body, bytes, headers: own } = answered.answer);
    } else {
      codes = codesOf(answered.errors);
      status = answered.ofDocument && form.lenient ? 200 : answered.status;
      body = errorsText(answered.errors);
      own = answered.headers;
    }
    if (operation && onAnswer.length > 0 && answered.kind !== 'errors') {
      for (const hook of onAnswer) {
        const current: Answer = { status, body, ...(bytes ? { bytes } : {}), ...(own ? { headers: own } : {}) };
        const instead = hook.onAnswer?.(exchange, operation, current);
        if (instead) ({ status, body, bytes, headers: own } = instead);
      }
    }
    const length = bytes ? bytes.byteLength : Buffer.byteLength(body);
    if (compression && length >= compression.minBytes && status !== 304) {
      const encoding = encodingFor(exchange.headers['accept-encoding']);
      if (encoding) {
        return compress(bytes ?? Buffer.from(body), encoding, compression).then((packed) => {
          send(exchange, form, status, packed, packed.byteLength, own, encoding);
          return { status, bytes: packed.byteLength, codes, operation };
        });
      }
    }
    send(exchange, form, status, bytes ?? body, length, own, null);
    return { status, bytes: length, codes, operation };
  };
}

/** A header of the answer's own, or of a hook's, stands in place of a fixed one. */
export function addHeaders(head: string[], fixed: readonly string[], own: Record<string, string> | undefined, ofHooks: Record<string, string>): void {
  for (let index = 0; index < fixed.length; index += 2) {
    const name = fixed[index] as string;
    if (own?.[name] === undefined && ofHooks[name] === undefined) head.push(name, fixed[index + 1] as string);
  }
  if (own) for (const name in own) if (ofHooks[name] === undefined) head.push(name, own[name] as string);
  for (const name in ofHooks) head.push(name, ofHooks[name] as string);
}
