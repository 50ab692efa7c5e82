import { ServiceError } from '@dra/service';
import { makeCursor } from './cursor.ts';
import type { CursorKey, CursorScope } from './cursor.ts';

export type Connection<T> = {
  edges: { node: T; cursor: string }[];
  nodes: T[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
};

const largestPage = 100;

/**
 * A page's size, 20 when nothing is asked.
 * @throws ServiceError BAD_USER_INPUT outside 1..100
 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 20;
  if (size < 1 || size > largestPage) throw new ServiceError('BAD_USER_INPUT', `\`first\` must be between 1 and ${largestPage}.`);
  return size;
}

/** @param rows up to `first + 1` rows in order: the one too many says that there is a next page */
export function connectionOf<T>(
  rows: readonly T[],
  page: { first: number; after: string | null | undefined; scope: CursorScope; keyOf: (row: T) => CursorKey },
): Connection<T> {
  const shown = rows.slice(0, page.first);
  const edges = shown.map((node) => ({ node, cursor: makeCursor(page.scope, page.keyOf(node)) }));
  return {
    edges,
    nodes: shown,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: Boolean(page.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
