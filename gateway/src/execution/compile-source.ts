import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import type { EventSource } from './contract.ts';

export function compileSource({ serviceName, operation, operationName, variableUsages }: FetchNode): EventSource {
  const used = variableUsages ?? [];
  return {
    service: serviceName,
    query: operation,
    operationName,
    variables: (values) => Object.fromEntries(used.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name]])),
  };
}

/** What is done for each event: its data takes the place of the first fetch's answer, then the rest is fetched. */
export function eventPlan({ primary, rest }: SubscriptionNode): PlanNode {
  return rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary;
}
