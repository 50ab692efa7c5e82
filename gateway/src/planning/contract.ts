import type { Operation } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** One supergraph, ready to be planned against. Made once for a supergraph; never changes after. */
export type Planner = {
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** Every type and field that a subgraph's reply may name, those that clients may not see included. */
  supergraphSchema: GraphQLSchema;
  /** Addresses by subgraph name, as the supergraph has them. */
  subgraphs: ReadonlyMap<string, string>;
  /** The labels of `@override(label:)` in this supergraph: which are on is part of a plan. */
  overrideLabels: readonly string[];
  /**
   * @param document already valid against `apiSchema`
   * @throws GraphQLError when no plan exists (never an empty plan for a field that has to be fetched)
   */
  plan(document: DocumentNode, operationName: string | undefined, options: PlanOptions): PlannedOperation;
};

export type PlanOptions = { overrideLabels: ReadonlySet<string> };

export type PlannedOperation = {
  document: DocumentNode;
  operation: Operation;
  plan: QueryPlan;
};
