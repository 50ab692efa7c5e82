import type { Fetch } from './compile-fetch.ts';

export type Group = {
  fetches: readonly Fetch[];
  /** By how many steps each fetch may wait for the others without making the answer later, if every step takes the same time. */
  slack: readonly number[];
};

/**
 * Which fetches may go to their subgraph in one request: entities of one service for one part of the answer, none of which
 * waits for another of them. A fetch that nothing waits for can go as late as the last one does.
 */
export function groupFetches(fetches: readonly Fetch[]): Group[] {
  const levels: (number | null)[] = fetches.map(() => null);
  const groups: Group[] = [];
  const left = new Set(fetches);
  while (left.size > 0) {
    const { earliest, latest } = bounds(fetches, levels);
    const [first] = [...left].sort((a, b) => (latest[a.index] ?? 0) - (latest[b.index] ?? 0) || a.index - b.index);
    if (!first) break;
    const level = latest[first.index] ?? 0;
    const fits = (fetch: Fetch) => (earliest[fetch.index] ?? 0) <= level && level <= (latest[fetch.index] ?? 0);
    const together = [...left].filter((fetch) => fetch === first || (mayGoWith(first, fetch) && fits(fetch)));
    // One alone need not wait for anything.
    for (const { index } of together) levels[index] = together.length === 1 ? (earliest[index] ?? 0) : level;
    for (const fetch of together) left.delete(fetch);
    groups.push({ fetches: together, slack: together.map(({ index }) => level - (earliest[index] ?? 0)) });
  }
  return groups;
}

function mayGoWith(one: Fetch, other: Fetch): boolean {
  if (one.contexts || other.contexts) return false;
  return one.represent !== null && other.represent !== null && one.kind === 'query' && other.kind === 'query' && one.service === other.service && one.part === other.part;
}

/** The first and the last step at which each fetch can go, as far as steps are decided. */
function bounds(fetches: readonly Fetch[], levels: readonly (number | null)[]): { earliest: number[]; latest: number[] } {
  const earliest: number[] = [];
  // A fetch waits only for those before it in the list.
  for (const { index, after } of fetches) earliest[index] = levels[index] ?? Math.max(0, ...after.map((before) => (earliest[before] ?? 0) + 1));
  const last = Math.max(0, ...earliest);
  const latest: number[] = fetches.map(() => last);
  for (const { index, after } of fetches.toReversed()) {
    latest[index] = levels[index] ?? latest[index] ?? last;
    for (const before of after) latest[before] = Math.min(latest[before] ?? last, (latest[index] ?? last) - 1);
  }
  return { earliest, latest };
}
