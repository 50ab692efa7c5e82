import type { Fetch } from './compile-fetch.ts';
import { groupFetches } from './group-fetches.ts';
import { mergeOperations, representationsName } from './merge-operations.ts';
import type { Tree } from './generated-code.ts';
import { bodyHead } from './request-body.ts';

/** Fetches that ask the same of their entities: one list of representations serves all of them. */
export type Lane = {
  key: string;
  index: number;
  fetches: readonly Fetch[];
  variables: readonly string[];
  /** What its variables are called where the request has several lanes. */
  renames: ReadonlyMap<string, string>;
  /** Variables that are not the client's, as the inside of a JSON object under the names of a single and of one of several lanes. */
  constants: { alone: string; together: string } | null;
  /** The objects that it is about, where they are not all that stand at the path. */
  targets: readonly Tree[] | null;
};

/** What may go to a subgraph in one request: one fetch of root fields, or one or more lanes of entities. */
export type Unit = {
  index: number;
  service: string;
  kind: 'query' | 'mutation';
  root: Fetch | null;
  lanes: readonly Lane[];
  /** All of them. */
  fetches: readonly Fetch[];
  /** By fetch: how many steps it may wait for the others. */
  slack: ReadonlyMap<Fetch, number>;
  /** Who takes a copy of what came: those that did not ask for it, where later fetches put something below it. */
  copies: 'never' | 'others' | 'always';
  /** @returns the body's text before its variables, for these of the lanes */
  head(lanes: readonly Lane[]): string;
};

/** @param merges false where every fetch shall be a request of its own */
export function compileUnits(fetches: readonly Fetch[], merges: boolean): Unit[] {
  const hasContexts = fetches.some(({ contexts }) => contexts !== null);
  const groups = merges ? groupFetches(fetches) : fetches.map((fetch) => ({ fetches: [fetch], slack: [0] }));
  return groups.map((group, index) => {
    const [first] = group.fetches as readonly [Fetch, ...Fetch[]];
    const lanes = first.represent ? lanesOf(group.fetches) : [];
    const heads = new Map<string, string>();
    return {
      index,
      service: first.service,
      kind: first.kind,
      root: first.represent ? null : first,
      lanes,
      fetches: group.fetches,
      slack: new Map(group.fetches.map((fetch, at) => [fetch, group.slack[at] ?? 0])),
      copies: !group.fetches.some((fetch) => fetches.some((other) => isBelow(other, fetch))) ? 'never' : hasContexts ? 'always' : 'others',
      head: (asked) => {
        const key = asked.length <= 1 ? String(asked[0]?.index ?? '') : asked.map((lane) => lane.index).join();
        let head = heads.get(key);
        if (head === undefined) heads.set(key, (head = headOf(first, asked)));
        return head;
      },
    };
  });
}

function lanesOf(fetches: readonly Fetch[]): Lane[] {
  const used = new Set(fetches.flatMap(({ variables }) => variables));
  const keys = [...new Set(fetches.map(({ key }) => key))];
  return keys.map((key, index) => {
    const own = fetches.filter((fetch) => fetch.key === key);
    let representations = `representations_${index}`;
    while (used.has(representations)) representations += '_';
    return { key, index, fetches: own, variables: own[0]?.variables ?? [], renames: new Map([[representationsName, representations]]), constants: null, targets: null };
  });
}

function headOf(first: Fetch, lanes: readonly Lane[]): string {
  const fetch = lanes[0]?.fetches[0] ?? first;
  if (lanes.length <= 1) return bodyHead(fetch.text, fetch.operationName);
  const named = lanes.flatMap(({ index, fetches: [one], renames }) => (one ? [{ lane: index, operation: one.operation, renames }] : []));
  return bodyHead(mergeOperations(named), fetch.operationName);
}

function isBelow(other: Fetch, { path }: Fetch): boolean {
  return other.path.length > path.length && path.every((step, depth) => step.field === other.path[depth]?.field);
}
