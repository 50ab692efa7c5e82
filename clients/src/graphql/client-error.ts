/**
 * Why something did not work, with a code that a program can act on: one of docs/errors.md, a userError's, or one of
 * the client's own (TIMEOUT, USAGE).
 */
export class ClientError extends Error {
  readonly code: string;
  readonly path: readonly string[] | null;

  constructor(code: string, message: string, path: readonly string[] | null = null) {
    super(message);
    this.name = 'ClientError';
    this.code = code;
    this.path = path;
  }
}

type UserError = { code: string; message: string; path?: readonly string[] | null | undefined };

/** The first of the things that a person can put right; the others say more of the same. */
export function userErrorOf(errors: readonly UserError[]): ClientError | null {
  const first = errors[0];
  return first ? new ClientError(first.code, first.message, first.path ?? null) : null;
}
