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
  /**
   * Plans an operation beside the event loop where that takes long, so that `plan` finds it done. Absent where all is planned at once.
   * @returns undefined where there is nothing to wait for. Rejects with a GraphQLError where it takes too long
   */
  ahead?(document: DocumentNode, operationName: string | undefined, options: PlanOptions): Promise<void> | undefined;
};

export type PlanOptions = { overrideLabels: ReadonlySet<string> };

export type PlannedOperation = {
  document: DocumentNode;
  plan: QueryPlan;
};
