import type { GraphQLFormattedError } from 'graphql';
import type { Outcome } from '../execution/contract.ts';

/** What stands before and after `data`. Errors come first, as the specification suggests. */
export function aroundData({ extensions }: Outcome, errors: readonly GraphQLFormattedError[]): { before: string; after: string } {
  return {
    before: errors.length === 0 ? '{"data":' : `{"errors":${JSON.stringify(errors)},"data":`,
    after: extensions === undefined ? '}' : `${extensionsText(extensions)}}`,
  };
}

/** The whole answer as JSON text. */
export function answerText(outcome: Outcome, errors: readonly GraphQLFormattedError[]): string {
  const { before, after } = aroundData(outcome, errors);
  return before + outcome.data + after;
}

export function errorsText(errors: readonly GraphQLFormattedError[]): string {
  return `{"errors":${JSON.stringify(errors)}}`;
}

export function extensionsText(extensions: Record<string, unknown> | undefined): string {
  return extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
}
