import type { GraphQLFormattedError } from 'graphql';
import type { Outcome } from '../execution/contract.ts';

/** The whole answer as JSON text. Errors come first, as the specification suggests. */
export function answerText(outcome: Outcome, errors: readonly GraphQLFormattedError[]): string {
  const { data, extensions } = outcome;
  if (errors.length === 0 && extensions === undefined) return `{"data":${data}}`;
  const before = errors.length > 0 ? `"errors":${JSON.stringify(errors)},` : '';
  return `{${before}"data":${data}${extensionsText(extensions)}}`;
}

export function errorsText(errors: readonly GraphQLFormattedError[]): string {
  return `{"errors":${JSON.stringify(errors)}}`;
}

export function extensionsText(extensions: Record<string, unknown> | undefined): string {
  return extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
}
