import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@dra/service';

/** A fault of the HTTP request itself, in the shape of every other error. */
export class HttpFault extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.name = 'HttpFault';
    this.statusCode = statusCode;
    this.code = code;
  }
}

export function errorBody(code: string, message: string, extensions: Record<string, unknown> = {}) {
  return { errors: [{ message, extensions: { code, ...extensions } }] };
}

const messages: Record<string, [code: string, message: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['REQUEST_TOO_LARGE', 'The body is over 6 MiB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['BAD_REQUEST', 'Send JSON with `content-type: application/json`.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['BAD_REQUEST', 'The body is empty.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['BAD_REQUEST', 'The body is not as long as content-length says.'],
  FST_ERR_BAD_URL: ['BAD_REQUEST', 'The address is malformed.'],
};

/** Whatever a route throws becomes a registered code; the unknown is masked, and its cause goes to the log. */
export function createErrorHandler(logger: Logger) {
  return (error: FastifyError | HttpFault | Error, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof HttpFault) return reply.code(error.statusCode).send(errorBody(error.code, error.message));
    const { code, statusCode = 500 } = error as FastifyError;
    const known = messages[code];
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return drained(request.raw).then(() => reply.code(statusCode).send(errorBody(...known as [string, string])));
    if (known) return reply.code(statusCode).send(errorBody(...known));
    if (statusCode >= 400 && statusCode < 500) return reply.code(statusCode).send(errorBody('BAD_REQUEST', 'The request is malformed.'));
    logger.error({ requestId: request.id, error }, 'a request failed outside of GraphQL');
    return reply.code(500).send(errorBody('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', { requestId: request.id }));
  };
}

const drainedBytes = 32 * 1_048_576;
const drainedMs = 2_000;

/**
 * A client that is still sending does not read: answered at once, it would see a broken connection instead of why. So what
 * it sends is thrown away for a while, within bounds; whoever goes on beyond them is cut off.
 */
function drained(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const done = () => {
      clearTimeout(timer);
      request.off('data', count).off('end', done).off('close', done);
      resolve();
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > drainedBytes) done();
    };
    const timer = setTimeout(done, drainedMs);
    if (request.complete || request.destroyed) return done();
    request.on('data', count).once('end', done).once('close', done).resume();
  });
}

/** What is no HTTP at all, in the same shape: there is no request to answer, only a socket. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = wireFaults[error.code ?? ''] ?? ['400 Bad Request', 'This is not HTTP.'];
  const body = JSON.stringify(errorBody('BAD_REQUEST', message));
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

const wireFaults: Record<string, [status: string, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not come in time.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large.'],
};
