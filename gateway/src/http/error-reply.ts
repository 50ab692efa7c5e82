import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@dra/service';

export function errorBody(code: string, message: string, extensions: Record<string, unknown> = {}) {
  return { errors: [{ message, extensions: { code, ...extensions } }] };
}

/** Whatever a page's route throws becomes a registered code; the unknown is masked, and its cause goes to the log. */
export function createErrorHandler(logger: Logger) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const { statusCode = 500 } = error as FastifyError;
    if (statusCode >= 400 && statusCode < 500) return reply.code(statusCode).send(errorBody('BAD_REQUEST', 'The request is malformed.'));
    logger.error({ requestId: request.id, error }, 'a request failed outside of GraphQL');
    return reply.code(500).send(errorBody('INTERNAL_SERVER_ERROR', 'Something went wrong on our side.', { requestId: request.id }));
  };
}
