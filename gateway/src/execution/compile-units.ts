import type { Fetch } from './compile-fetch.ts';
import { bodyHead } from './request-body.ts';

/** Fetches that ask the same of their entities: one list of representations serves all of them. */
export type Lane = { key: string; fetches: readonly Fetch[]; variables: readonly string[] };

/** What goes to a subgraph in one request: one fetch of root fields, or one or more lanes of entities. */
export type Unit = {
  service: string;
  kind: 'query' | 'mutation';
  root: Fetch | null;
  lanes: readonly Lane[];
  /** All of them. */
  fetches: readonly Fetch[];
  /** How many units have to end before. */
  after: number;
  /** Indexes of the units that wait for this one. */
  next: readonly number[];
  /** Whether a later fetch puts something below an object that this one brings: then places do not share objects. */
  deepened: boolean;
  /** The body's text before its variables. */
  head: string;
};

export function compileUnits(fetches: readonly Fetch[]): Unit[] {
  return fetches.map((fetch) => ({
    service: fetch.service,
    kind: fetch.kind,
    root: fetch.represent ? null : fetch,
    lanes: fetch.represent ? [{ key: fetch.key, fetches: [fetch], variables: fetch.variables }] : [],
    fetches: [fetch],
    after: fetch.after.length,
    next: fetches.filter(({ after }) => after.includes(fetch.index)).map(({ index }) => index),
    deepened: fetches.some((other) => isBelow(other, fetch)),
    head: bodyHead(fetch.text, fetch.operationName),
  }));
}

function isBelow(other: Fetch, { path }: Fetch): boolean {
  return other.path.length > path.length && path.every((step, depth) => step.field === other.path[depth]?.field);
}
