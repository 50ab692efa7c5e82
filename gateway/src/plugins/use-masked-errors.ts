import { GraphQLError, Kind } from 'graphql';
import type { ASTNode, GraphQLFormattedError } from 'graphql';
import { errorCodes } from '@dra/service';
import type { Logger } from '@dra/service';

/**
 * Codes that tell of a fault of ours: a client cannot act on them, so it gets INTERNAL_SERVER_ERROR and the request id.
 * From a subgraph also those that mean that the gateway sent it nonsense.
 */
const ourFault = new Set(['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);
const ourFaultFromSubgraph = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'UNAUTHENTICATED', 'BAD_REQUEST', 'QUERY_TOO_COMPLEX', 'REQUEST_TOO_LARGE']);

/** Apollo's own codes that clients know, or that we know by another name. */
const renamed: Record<string, string> = {
  OPERATION_RESOLUTION_FAILURE: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
};

/** What drivers and frameworks put into `extensions`, and what only the gateway reads. */
const privateExtensions = new Set(['code', 'serviceName', 'stacktrace', 'exception', 'originalError', 'response', 'http', 'query', 'variables']);

const codeShape = /^[A-Z][A-Z0-9_]{1,63}$/;

/**
 * What a client sees of an error: a registered code, a message that was written to be shown, where, and which service.
 * Never a stack trace, an address or a value that somebody sent.
 */
export function formatPublicError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const extensions = formatted.extensions ?? {};
  const service = extensions['serviceName'] ?? extensions['service'];
  const fromSubgraph = typeof extensions['serviceName'] === 'string';
  const given = typeof extensions['code'] === 'string' ? extensions['code'] : 'INTERNAL_SERVER_ERROR';
  const code = renamed[given] ?? given;
  const shown =
    codeShape.test(code) &&
    !ourFault.has(code) &&
    !(fromSubgraph && ourFaultFromSubgraph.has(code)) &&
    // A subgraph may register codes of its own; the gateway's own are all known here.
    (fromSubgraph || errorCodes.has(code));
  const kept = Object.fromEntries(Object.entries(extensions).filter(([key, value]) => !privateExtensions.has(key) && isPlain(value)));
  return {
    message: shown ? withoutValues(formatted.message, error) : 'Something went wrong on our side.',
    ...(formatted.locations && !fromSubgraph ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: shown ? code : 'INTERNAL_SERVER_ERROR', ...(shown ? kept : {}), ...(typeof service === 'string' ? { service } : {}) },
  };
}

/** A code's details are numbers, flags, names; a whole object is somebody's accident. */
function isPlain(value: unknown): boolean {
  const scalar = (one: unknown) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean';
  return scalar(value) || (Array.isArray(value) && value.every(scalar));
}

/**
 * graphql-js quotes the offending value of a variable or literal. It may be a patient's, so it is cut out; where in the
 * input it stood and what was expected stay.
 */
function withoutValues(message: string, error: unknown): string {
  const variable = /^Variable "(\$\w+)" (?:got|has) invalid value /.exec(message);
  if (variable) {
    const at = / at "([\w.[\]]+)";/.exec(message)?.[1];
    return `Variable "${variable[1]}" has an invalid value${at ? ` at "${at}"` : ''}.${expectation(message)}`;
  }
  if (quotesLiteral(error)) return `A literal in the document is not acceptable here.${expectation(message)}`;
  return message;
}

/** The part of the reason that quotes the schema, not the client. */
function expectation(message: string): string {
  const known =
    /Field "[\w.]+" of required type "[\w![\]]+" was not provided|Expected non-nullable type "[\w![\]]+" not to be null|Expected (?:value of )?type "[\w![\]]+"/.exec(message);
  return known ? ` ${known[0]}.` : '';
}

const literalKinds = new Set<string>([Kind.STRING, Kind.INT, Kind.FLOAT, Kind.ENUM, Kind.OBJECT, Kind.LIST, Kind.BOOLEAN]);

function quotesLiteral(error: unknown): boolean {
  return error instanceof GraphQLError && (error.nodes ?? []).some((node: ASTNode) => literalKinds.has(node.kind));
}

/**
 * Apollo Server's `formatError`. What is masked gets the request id, and its cause goes to the log, where alone it belongs.
 * @param requestId of the request being answered
 */
export function createErrorFormatter(logger: Logger, requestId: () => string | undefined) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const shown = formatPublicError(formatted, error);
    if (shown.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return shown;
    const id = requestId();
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    logger.error({ requestId: id, service: shown.extensions['service'], code: formatted.extensions?.['code'], error: cause }, 'an error was masked');
    return { ...shown, extensions: { ...shown.extensions, ...(id ? { requestId: id } : {}) } };
  };
}

/** The same of a list, and of one, of a request that is known. */
export function createErrorMasks(logger: Logger) {
  const formatError = (formatted: GraphQLFormattedError, error: unknown, exchange: { requestId: string } | undefined): GraphQLFormattedError =>
    createErrorFormatter(logger, () => exchange?.requestId)(formatted, error);
  return {
    formatError,
    formatErrors: (errors: readonly GraphQLFormattedError[], exchange: { requestId: string }): GraphQLFormattedError[] => errors.map((error) => formatError(error, undefined, exchange)),
  };
}
