import type { GraphQLFormattedError } from 'graphql';
import type { Outcome } from '../execution/contract.ts';
import type { Answer, KnownOperation } from '../hooks/contract.ts';

/** What a request came to, before it is written. */
export type Answered =
  | { kind: 'outcome'; operation: KnownOperation; outcome: Outcome }
  /** A whole answer, made elsewhere: a remembered one, or one that a plugin of Apollo Server had a hand in. */
  | { kind: 'answer'; operation: KnownOperation | undefined; answer: Answer }
  | {
      kind: 'errors';
      operation: KnownOperation | undefined;
      status: number;
      errors: readonly GraphQLFormattedError[];
      headers?: Record<string, string> | undefined;
      /** The document or its variables are wrong: for `application/json` by name that is status 200. */
      ofDocument: boolean;
    };

/** @returns an `Answered` that a hook's or the front's own refusal comes to */
export function refused(refusal: { status: number; errors: readonly GraphQLFormattedError[]; headers?: Record<string, string> }, operation?: KnownOperation): Answered {
  return { kind: 'errors', operation, status: refusal.status, errors: refusal.errors, headers: refusal.headers, ofDocument: false };
}

/** An error of the document: syntax, validity, variables, names. */
export function documentFault(errors: readonly GraphQLFormattedError[], operation?: KnownOperation): Answered {
  return { kind: 'errors', operation, status: 400, errors, ofDocument: true };
}
