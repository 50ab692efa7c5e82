import type { SubgraphReply } from '../transport/contract.ts';
import { invalidReply } from './failure.ts';
import { isTree } from './generated-code.ts';
import type { Tree } from './generated-code.ts';

export type Reply = { data: Tree | null; errors: readonly Tree[] };

const noErrors: readonly Tree[] = [];

/**
 * What the reply's text says, parsed once however many look at it. It belongs to the execution, which goes on to put
 * other answers into it: whoever looks before leaves it as it is.
 * @throws SyntaxError
 */
export function valueOf(reply: SubgraphReply): unknown {
  reply.parsed ??= { value: JSON.parse(reply.text) as unknown };
  return reply.parsed.value;
}

type Read = SubgraphReply & { withoutErrors?: boolean };

/** Whoever read a reply by its bytes found data in it and no errors. */
export function foundNoErrors(reply: SubgraphReply): void {
  (reply as Read).withoutErrors = true;
}

/** False also for one that nobody has read so. */
export function isWithoutErrors(reply: SubgraphReply): boolean {
  return (reply as Read).withoutErrors === true;
}

/**
 * A subgraph's answer, whatever its HTTP status, if it is one. Errors that cannot be read make it none: they may be about any
 * part of the data.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE with the reason
 */
export function readReply(service: string, reply: SubgraphReply): Reply {
  const { status } = reply;
  let value: unknown;
  try {
    value = valueOf(reply);
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
