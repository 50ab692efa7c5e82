import type { DeferredNode, PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { compileFetch } from './compile-fetch.ts';
import type { Fetch, FetchAlone, Guard } from './compile-fetch.ts';
import { keysOnlyAt } from './keys-only.ts';
import { compileCollector } from './response-path.ts';

/** One part of the answer: the first, or what a `@defer` left for later. */
export type Part = {
  index: number;
  /** The part that has to be told before; null for the first. */
  parent: number | null;
  label: string | undefined;
  /** Response names and `... on Type`, without lists. */
  queryPath: readonly string[];
  /** What the planner says it holds, as text; undefined where that is nothing, and for the first part of a plan without @defer. */
  subselection: string | undefined;
  /** Fetches that have to end before it can be told. */
  needs: readonly number[];
};

export type Plan = { fetches: readonly Fetch[]; parts: readonly Part[]; positions: ReadonlySet<string> };

type Place = { path: readonly (string | number)[]; guards: readonly Guard[]; part: number };

/**
 * The planner's tree as a list of fetches, each with those that it waits for: what is ready goes out, whatever the rest of
 * the tree does meanwhile.
 */
export function compilePlan(schema: GraphQLSchema, root: PlanNode | undefined): Plan {
  const fetches: FetchAlone[] = [];
  const parts: Part[] = [{ index: 0, parent: null, label: undefined, queryPath: [], subselection: undefined, needs: [] }];
  const ids = new Map<string, number>();

  /** @returns the fetches after whose end this part of the plan is done */
  const walk = (node: PlanNode, place: Place, after: readonly number[]): readonly number[] => {
    switch (node.kind) {
      case 'Sequence':
        return node.nodes.reduce<readonly number[]>((before, child) => walk(child, place, before), after);
      case 'Parallel':
        return union(node.nodes.map((child) => walk(child, place, after)));
      case 'Flatten':
        return walk(node.node, { ...place, path: [...place.path, ...node.path] }, after);
      case 'Condition': {
        const branch = (child: PlanNode | undefined, is: boolean) => (child ? walk(child, { ...place, guards: [...place.guards, { variable: node.condition, is }] }, after) : after);
        return union([branch(node.ifClause, true), branch(node.elseClause, false)]);
      }
      case 'Fetch': {
        const fetch = compileFetch(schema, node, { index: fetches.length, after, ...place });
        fetches.push(fetch);
        if (node.id !== undefined) ids.set(node.id, fetch.index);
        return [fetch.index];
      }
      case 'Defer': {
        const part = parts[place.part];
        // A part that defers more in its turn may hold something before that as well.
        if (part) parts[place.part] = { ...part, subselection: joined(part.subselection, node.primary.subselection) };
        const done = node.primary.node ? walk(node.primary.node, place, after) : after;
        for (const deferred of node.deferred) walkDeferred(deferred, place);
        return done;
      }
    }
  };

  const walkDeferred = (deferred: DeferredNode, { guards, part: parent }: Place) => {
    const needs = deferred.depends.flatMap(({ id }) => ids.get(id) ?? []);
    const index = parts.length;
    parts.push({ index, parent, label: deferred.label, queryPath: deferred.queryPath, subselection: deferred.subselection, needs });
    if (deferred.node) walk(deferred.node, { path: [], guards, part: index }, needs);
  };

  if (root) walk(root, { path: [], guards: [], part: 0 }, []);
  const positions = sharedPositions(fetches);
  return {
    fetches: fetches.map((fetch) => ({
      ...fetch,
      collect: compileCollector(fetch.path, positions),
      above: [...positions].filter((position) => `${fetch.position}.`.startsWith(`${position}.`)),
      keysOnly: keysOnlyAt(schema, fetches, fetch),
    })),
    parts,
    positions,
  };
}

/**
 * Where one object may stand for all that are the same entity. Not where the planner tells types apart on the way, nor where
 * what is above an entity decides about its fields.
 */
function sharedPositions(fetches: readonly FetchAlone[]): ReadonlySet<string> {
  if (fetches.some(({ path, contexts }) => contexts !== null || path.some(({ types }) => types !== null))) return new Set();
  return new Set(fetches.flatMap(({ represent, position }) => (represent ? [position] : [])));
}

/** Of the selections of two texts, one. */
function joined(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const inside = (text: string) => text.trim().slice(1, -1);
  return `{${inside(one)} ${inside(other)}}`;
}

const union = (sets: readonly (readonly number[])[]) => [...new Set(sets.flat())];
