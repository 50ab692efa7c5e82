import type { SubgraphReply } from '../transport/contract.ts';
import { invalidReply } from './failure.ts';
import { isTree } from './generated-code.ts';
import type { Tree } from './generated-code.ts';

export type Reply = { data: Tree | null; errors: readonly Tree[] };

const noErrors: readonly Tree[] = [];

/**
 * A subgraph's answer, whatever its HTTP status, if it is one. Errors that cannot be read make it none: they may be about any
 * part of the data.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE with the reason
 */
export function readReply(service: string, { text, status }: SubgraphReply): Reply {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw invalidReply(service, 'NOT_JSON', status);
  }
  if (!isTree(value)) throw invalidReply(service, 'WRONG_SHAPE', status);
  const data = value['data'] ?? null;
  const errors = value['errors'] ?? noErrors;
  if (data !== null && !isTree(data)) throw invalidReply(service, 'WRONG_SHAPE', status);
  if (!Array.isArray(errors) || !errors.every(isTree)) throw invalidReply(service, 'WRONG_ERRORS', status);
  if (data === null && errors.length === 0) throw invalidReply(service, 'EMPTY', status);
  return { data, errors };
}
