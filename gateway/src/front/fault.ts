import type { GraphQLFormattedError } from 'graphql';
import type { Refusal } from '../hooks/contract.ts';

/** A refusal with one coded error, as every other error of ours looks. */
export function refusal(status: number, code: string, message: string, headers?: Record<string, string>): Refusal {
  return { status, errors: [{ message, extensions: { code } }], ...(headers ? { headers } : {}) };
}

/** Thrown where the reason of a refusal is found deep inside; never leaves the front. */
export class FrontFault extends Error {
  readonly refusal: Refusal;

  constructor(status: number, code: string, message: string, headers?: Record<string, string>) {
    super(message);
    this.name = 'FrontFault';
    this.refusal = refusal(status, code, message, headers);
  }
}

/** The codes of an answer's errors, each once. */
export function codesOf(errors: readonly GraphQLFormattedError[]): string[] {
  const codes = new Set<string>();
  for (const { extensions } of errors) codes.add(typeof extensions?.['code'] === 'string' ? extensions['code'] : 'INTERNAL_SERVER_ERROR');
  return [...codes];
}
