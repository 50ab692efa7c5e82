import type { PlanNode } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { GraphQLError } from 'graphql';
import type { PlanOptions, Planner } from '../planning/contract.ts';
import { clientOperation } from './client-operation.ts';
import { compileCoercion } from './coerce-variables.ts';
import { compileParts } from './compile-parts.ts';
import { compilePlan } from './compile-plan.ts';
import { compileSource, eventPlan } from './compile-source.ts';
import { compileUnits } from './compile-units.ts';
import { chooseVariant, variantsOf } from './compile-variants.ts';
import type { Program } from './contract.ts';
import { execute } from './execute.ts';
import { compileIntrospection } from './introspect.ts';
import { compileSchedule } from './schedule.ts';

export type CompileOptions = PlanOptions & {
  /** False: every fetch of the plan is a request of its own. Default true. */
  mergeFetches?: boolean;
};

/**
 * Plans an operation and compiles everything that the plan, the document and the schema say about running it.
 * @param document valid against the planner's API schema
 * @throws GraphQLError where there is no plan
 */
export function compileOperation(planner: Planner, document: DocumentNode, operationName: string | undefined, options: CompileOptions): Program {
  const planned = planner.plan(document, operationName, options);
  const schema = planner.apiSchema;
  const operation = clientOperation(planned.document, operationName);
  const { definition } = operation;
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new GraphQLError(`The schema has no ${definition.operation}s.`, { nodes: definition });
  const { node } = planned.plan;
  const source = node?.kind === 'Subscription' ? compileSource(node.primary) : undefined;
  const introspection = compileIntrospection(schema, operation);
  // A change's fetches each see what the one before has done.
  const shares = definition.operation !== 'mutation';
  const compileVariant = (root: PlanNode | undefined) => {
    const plan = compilePlan(planner.supergraphSchema, root);
    const units = compileUnits(plan.fetches, shares && options.mergeFetches !== false);
    return {
      schedule: compileSchedule(plan.fetches, units, plan.parts),
      parts: compileParts(schema, operation, rootType, plan, introspection?.fields ?? []),
      introspection,
      shares,
    };
  };
  const variants = variantsOf(node?.kind === 'Subscription' ? eventPlan(node) : node, compileVariant);
  return {
    kind: definition.operation,
    name: definition.name?.value ?? null,
    fetches: Math.max(...variants.map(({ compiled }) => compiled.schedule.units.length)),
    ...(source ? { source } : {}),
    coerce: compileCoercion(schema, definition.variableDefinitions ?? []),
    run: (context) => execute(chooseVariant(variants, context.variables), context),
  };
}
