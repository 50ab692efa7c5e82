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
    if (known) return reply.code(statusCode).send(errorBody(...known));
    if (statusCode >= 400 && statusCode < 500) return reply.code(statusCode).send(errorBody('BAD_REQUEST', 'The request is malformed.'));
    logger.error({ requestId: request.id, error }, 'a request failed outside of GraphQL');
    return reply.code(500).send(errorBody('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', { requestId: request.id }));
  };
}
