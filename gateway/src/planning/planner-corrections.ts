import { MapWithCachedArrays, SelectionSet } from '@apollo/federation-internals';
import { GraphPath } from '@apollo/query-graphs';
import { correctGroups, isFetchGroup } from './fetch-groups.ts';
import type { FetchGroup } from './fetch-groups.ts';
import { isForeign, staysOnInterfaceObject } from './planner-decisions.ts';
import { replaceMethod } from './replace-method.ts';

/**
 * Where the planner decides wrongly and has no seam, it asks a method of something that it made itself. So the method is
 * another while `plan` runs, which is synchronous, and is put back: composition, stock gateways and other planners of this
 * process keep Apollo's.
 *
 * 1. The planner moves what a requirement needs into an earlier fetch wherever the subgraph's type has such fields, and does
 * not look whether the subgraph only knows them from others (`@external`). A field whose requirement is met by another
 * field's requirement was then asked for before either: a subgraph got its own external field as a question. The answer to
 * "may this selection move there" is corrected here; an unmoved selection is fetched where it was planned first.
 *
 * 2. From an interface object the planner goes to the interface elsewhere, takes its types apart, and comes back to the very
 * same interface object with each, beside asking it at once: two ways for each type of each level, a hundred thousand after
 * three. It drops such a detour where no fragment is on the way; the interface object does not know its types, so that with
 * one it did not look.
 *
 * 3. Fetches, see there.
 */
export function correctly<T>(plan: () => T): T {
  const putBack = [
    replaceMethod(SelectionSet.prototype, 'canRebaseOn', (apollos) => function canRebaseOn(this: SelectionSet, parentType) {
      return apollos.call(this, parentType) && !this.selections().some((selection) => isForeign(selection, parentType));
    }),
    replaceMethod(GraphPath.prototype, 'checkDirectPathFromPreviousSubgraphTo', (apollos) => function checkDirectPath(this: GraphPath<unknown>, typeName, triggerToEdge, ...rest) {
      return apollos.call(this, typeName, staysOnInterfaceObject(triggerToEdge), ...rest);
    }),
    ...(fetchGroups
      ? correctGroups(fetchGroups)
      : [
          replaceMethod(MapWithCachedArrays.prototype, 'set', (apollos) => function set(this: MapWithCachedArrays<unknown, unknown>, key, value) {
            if (!fetchGroups && isFetchGroup(value)) {
              fetchGroups = Object.getPrototypeOf(value) as FetchGroup;
              putBack.push(...correctGroups(fetchGroups));
            }
            return apollos.call(this, key, value);
          }),
        ]),
  ];
  try {
    return plan();
  } finally {
    for (const one of putBack.reverse()) one();
  }
}

/** The class is not exported: it is found at the first root fetch that is planned. */
let fetchGroups: FetchGroup | undefined;
