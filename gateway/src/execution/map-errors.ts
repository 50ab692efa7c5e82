import type { GraphQLFormattedError } from 'graphql';
import type { Fetch } from './compile-fetch.ts';
import { subgraphError } from './failure.ts';
import type { Tree } from './generated-code.ts';
import { locate } from './response-path.ts';

/** More than this many errors for one cause say nothing new: the last one counts the rest in `omitted`. */
export const mostErrors = 200;

/** An error that a subgraph reported about one thing that it was asked for. */
export type Reported = {
  fetch: Fetch;
  error: Tree;
  /** Field names and indexes below the object that the fetch is about, as the subgraph was asked; null where it told none. */
  below: readonly (string | number)[] | null;
  /** The objects that stand for the entity; null for root fields. */
  targets: readonly Tree[] | null;
};

/** Errors with their paths in the client's document: one for each place where the entity stands. */
export function* placedErrors(data: Tree, reported: readonly Reported[]): Generator<GraphQLFormattedError> {
  const places = new Map<Fetch, Map<Tree, (string | number)[][]>>();
  for (const { fetch, error, below, targets } of reported) {
    const rest = below?.map((step) => (typeof step === 'string' ? (fetch.renamed.get(step) ?? step) : step));
    if (!rest) {
      yield subgraphError(fetch.service, error, undefined);
      continue;
    }
    let known = places.get(fetch);
    if (!known) {
      places.set(fetch, (known = new Map()));
      for (const { object, path } of locate(data, fetch.path)) {
        const paths = known.get(object);
        if (paths) paths.push(path);
        else known.set(object, [path]);
      }
    }
    const at = (targets ?? known.keys().toArray()).flatMap((target) => known.get(target) ?? []);
    if (at.length === 0) yield subgraphError(fetch.service, error, undefined);
    for (const path of at.slice(0, mostErrors)) yield subgraphError(fetch.service, error, [...path, ...rest]);
  }
}

/** The path of a subgraph's error, if it is one: names and indexes. */
export function pathOf(error: Tree): (string | number)[] | null {
  const path = error['path'];
  if (!Array.isArray(path) || path.length === 0) return null;
  const fits = path.every((step) => typeof step === 'string' || (Number.isInteger(step) && step >= 0));
  return fits ? (path as (string | number)[]) : null;
}
