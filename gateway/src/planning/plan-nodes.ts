import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

/** Where a fetch puts what it got: the response path of its Flatten, empty for a root fetch. */
export type FetchPlace = { path: readonly (string | number)[] };

/** The plan with each fetch in its place (its Flatten included) passed through `change`; what becomes empty is left out. */
export function mapFetches(plan: QueryPlan, change: (fetch: FetchNode, place: FetchPlace) => readonly FetchNode[]): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  if (node.kind === 'Subscription') {
    const [primary] = change(node.primary, { path: [] });
    const rest = node.rest && map(node.rest);
    return { ...plan, node: { ...node, primary: primary ?? node.primary, rest } };
  }
  return { ...plan, node: map(node) };

  function map(one: PlanNode): PlanNode | undefined {
    switch (one.kind) {
      case 'Fetch':
        return together(change(one, { path: [] }));
      case 'Flatten':
        if (one.node.kind !== 'Fetch') return { ...one, node: map(one.node) ?? one.node };
        return together(change(one.node, { path: one.path }).map((fetch) => ({ ...one, node: fetch })));
      case 'Sequence':
      case 'Parallel': {
        const nodes = one.nodes.map(map).filter((inner) => inner !== undefined);
        return nodes.length > 1 ? { ...one, nodes } : nodes[0];
      }
      case 'Condition':
        return { ...one, ifClause: one.ifClause && map(one.ifClause), elseClause: one.elseClause && map(one.elseClause) };
      case 'Defer':
        return {
          ...one,
          primary: { ...one.primary, node: one.primary.node && map(one.primary.node) },
          deferred: one.deferred.map((deferred) => ({ ...deferred, node: deferred.node && map(deferred.node) })),
        };
    }
  }
}

function together(nodes: readonly PlanNode[]): PlanNode | undefined {
  return nodes.length > 1 ? { kind: 'Parallel', nodes: [...nodes] } : nodes[0];
}
