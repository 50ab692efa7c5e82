import { prettyFormatQueryPlan } from '@apollo/query-planner';
import type { PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { GraphQLError, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode , OperationTypeNode} from 'graphql';
import { compileOperation } from '../execution/compile-operation.ts';
import type { Planner } from '../planning/contract.ts';
import { conditionVariables, filled, settleConditions } from '../planning/settle-conditions.ts';
import { staticPolicy } from '../traffic/cache/static-policy.ts';
import { estimateCost, viewOf } from '../traffic/index.ts';

export type ExplainOptions = {
  operationName: string | undefined;
  /** As a client sends them. */
  variables: unknown;
  overrideLabels: ReadonlySet<string>;
  assumedListSize: number;
};

export type Explanation = {
  operation: string;
  kind: OperationTypeNode;
  /** As Apollo's tools print it. */
  plan: string;
  /** Requests to subgraphs in the worst case, by subgraph. Equal entities go out once, so there may be fewer. */
  fetches: Record<string, number>;
  /** Units of the IBM specification; what is wrong, where it cannot be estimated. */
  cost: number | { error: string };
  cache: {
    maxAgeSeconds: number | null;
    scope: 'PUBLIC' | 'PRIVATE';
    /** Whether the schema alone says how long an answer lives, or subgraphs' headers have a word. */
    from: 'schema' | 'schema and headers';
    staleIfErrorSeconds: number | null;
    /** Whether it holds something only for those who are identified or hold a right. */
    guarded: boolean;
    /** Changes of which types end it. */
    types: string[];
  };
};

/**
 * What the gateway would do for an operation, without asking any subgraph.
 * @throws GraphQLError[] for a document that is not valid, GraphQLError for one that cannot be planned
 */
export function explainOperation(supergraphSdl: string, planner: Planner, text: string, options: ExplainOptions): Explanation {
  const document = parse(text);
  const faults = validate(planner.apiSchema, document);
  if (faults.length > 0) throw faults;
  const operation = getOperationAST(document, options.operationName);
  if (!operation) throw new GraphQLError(options.operationName === undefined ? 'The document has several operations: name one with --operation.' : `The document has no operation ${options.operationName}.`);
  const name = operation.name?.value;
  const program = compileOperation(planner, document, name, { overrideLabels: options.overrideLabels });
  const coerced = program.coerce(options.variables ?? {});
  if ('errors' in coerced) throw coerced.errors.map(({ message }) => new GraphQLError(message));
  const conditions = new Map(conditionVariables(document, name).map((variable) => [variable, coerced.values[variable] === true]));
  const { plan } = planner.plan(filled(settleConditions(document, name, conditions)), name, { overrideLabels: options.overrideLabels });
  const view = viewOf({ version: 'explained', sdl: supergraphSdl });
  const policy = staticPolicy(view, document, name, new Set());
  return {
    operation: name ?? '(anonymous)',
    kind: operation.operation,
    plan: prettyFormatQueryPlan(plan),
    fetches: fetchesOf(plan.node),
    cost: costOf(view, document, name, coerced.values, options.assumedListSize),
    cache: {
      maxAgeSeconds: policy.maxAge ?? null,
      scope: policy.scope,
      from: policy.complete ? 'schema' : 'schema and headers',
      staleIfErrorSeconds: policy.staleIfErrorSeconds,
      guarded: policy.guarded,
      types: [...policy.types].sort(),
    },
  };
}

function costOf(view: ReturnType<typeof viewOf>, document: DocumentNode, name: string | undefined, values: Readonly<Record<string, unknown>>, assumedListSize: number): Explanation['cost'] {
  try {
    return estimateCost(view, document, name, { assumedListSize }).estimate(values);
  } catch (error) {
    if (error instanceof GraphQLError) return { error: error.message };
    throw error;
  }
}

function fetchesOf(root: PlanNode | SubscriptionNode | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  const walk = (node: PlanNode | SubscriptionNode | undefined): void => {
    switch (node?.kind) {
      case undefined:
        return;
      case 'Fetch':
        counts[node.serviceName] = (counts[node.serviceName] ?? 0) + 1;
        return;
      case 'Sequence':
      case 'Parallel':
        return node.nodes.forEach(walk);
      case 'Flatten':
        return walk(node.node);
      case 'Condition':
        walk(node.ifClause);
        return walk(node.elseClause);
      case 'Defer':
        walk(node.primary.node);
        return node.deferred.forEach((part) => walk(part.node));
      case 'Subscription':
        walk(node.primary);
        return walk(node.rest);
    }
  };
  walk(root);
  return counts;
}
