/** How a code behaves: what it means, what a caller can do. docs/errors.md is checked against these. */
export type ErrorCode = { status: number; meaning: string; remedy: string };

/** The codes that any service may use. A subgraph adds its own with `registerErrorCodes`. */
const registry = new Map<string, ErrorCode>(
  Object.entries({
    UNAUTHENTICATED: { status: 401, meaning: 'No token, or one that is expired, malformed, of another issuer or audience, or of an unknown role.', remedy: 'Get a new token and send it as `Authorization: Bearer …`.' },
    FORBIDDEN: { status: 403, meaning: 'The role does not hold the scope that this field or action needs.', remedy: 'Ask a colleague whose role holds it.' },
    NOT_FOUND: { status: 404, meaning: 'There is no such thing in this tenant. Another tenant\'s thing is not found either.', remedy: 'Check the id.' },
    BAD_USER_INPUT: { status: 400, meaning: 'An argument is malformed, such as an id of another type.', remedy: 'Correct the argument named in the message.' },
    BAD_REQUEST: { status: 400, meaning: 'The HTTP request is not a GraphQL request: malformed JSON, invalid UTF-8, a wrong media type.', remedy: 'Send JSON as UTF-8 with `content-type: application/json`.' },
    GRAPHQL_PARSE_FAILED: { status: 400, meaning: 'The document is not GraphQL.', remedy: 'Correct the syntax at the location given.' },
    GRAPHQL_VALIDATION_FAILED: { status: 400, meaning: 'The document does not fit the schema.', remedy: 'Correct the field or argument named in the message.' },
    QUERY_TOO_COMPLEX: { status: 400, meaning: 'The document is too deep, too long, or aliases too much.', remedy: 'Ask for less at once.' },
    PERSISTED_QUERY_NOT_FOUND: { status: 200, meaning: 'No document is known under this hash.', remedy: 'Send the document together with its hash, once.' },
    REQUEST_TOO_LARGE: { status: 413, meaning: 'The body is over 6 MiB.', remedy: 'Send less; sound never passes through GraphQL.' },
    INVALID_CURSOR: { status: 400, meaning: 'The cursor is not one of this query with these filters in this tenant.', remedy: 'Start again without `after`.' },
    IDEMPOTENCY_MISMATCH: { status: 409, meaning: 'This clientMutationId was used before with other input.', remedy: 'Use a new clientMutationId for a new request.' },
    RATE_LIMITED: { status: 429, meaning: 'Too many requests.', remedy: 'Wait as long as Retry-After says.' },
    OVERLOADED: { status: 503, meaning: 'The gateway has more to do than it can, and does what is more urgent first. Nothing was begun.', remedy: 'Wait as long as Retry-After says.' },
    COST_ESTIMATED_TOO_EXPENSIVE: { status: 400, meaning: 'The operation is estimated to cost more than the caller\'s tier may ask for. Nothing was begun.', remedy: 'Ask for fewer things at once: smaller pages, fewer lists in lists.' },
    COST_ACTUAL_TOO_EXPENSIVE: { status: 200, meaning: 'The answer turned out to cost more than the caller\'s tier may ask for, and is withheld.', remedy: 'Ask for fewer things at once.' },
    COST_QUERY_PARSE_FAILURE: { status: 400, meaning: 'A list wants exactly one of its slicing arguments, such as `first` or `last`.', remedy: 'Give the one that the message names.' },
    PERSISTED_QUERY_NOT_IN_LIST: { status: 400, meaning: 'Only the documents of our own clients are answered here, and this is none of them.', remedy: 'Add the operation to the clients and run `npm run trusted-documents`.' },
    DEPENDENCY_UNAVAILABLE: { status: 503, meaning: 'A store, a broker or another subgraph did not answer. Nothing was half done.', remedy: 'Try again with the same clientMutationId.' },
    DEADLINE_EXCEEDED: { status: 504, meaning: 'The request\'s time ran out. What it had begun was rolled back or ends by itself.', remedy: 'Try again with the same clientMutationId.' },
    INTERNAL_SERVER_ERROR: { status: 500, meaning: 'A fault of ours. The request id finds it in the logs.', remedy: 'Report the request id.' },
  }),
);

/** @throws Error when a code is registered twice with another meaning. */
export function registerErrorCodes(codes: Record<string, ErrorCode>): void {
  for (const [code, definition] of Object.entries(codes)) {
    const known = registry.get(code);
    if (known && known.meaning !== definition.meaning) throw new Error(`error code ${code} is registered twice`);
    registry.set(code, definition);
  }
}

export const errorCodes: ReadonlyMap<string, ErrorCode> = registry;

/**
 * A fault that a caller may see. The message is shown to clients: no patient data, no host names.
 * `cause` goes to the log only.
 */
export class ServiceError extends Error {
  readonly code: string;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: string, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.details = options.details;
  }
}
