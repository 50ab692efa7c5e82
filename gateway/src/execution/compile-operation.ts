import type { PlanNode } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { GraphQLError, visit } from 'graphql';
import type { PlanOptions, PlannedOperation, Planner } from '../planning/contract.ts';
import { conditionVariables, filled, settleConditions } from '../planning/settle-conditions.ts';
import type { Settled } from '../planning/settle-conditions.ts';
import { clientOperation } from './client-operation.ts';
import { compileCoercion } from './coerce-variables.ts';
import type { Guard } from './compile-fetch.ts';
import { compileParts } from './compile-parts.ts';
import { compilePlan } from './compile-plan.ts';
import { compileSource, eventPlan } from './compile-source.ts';
import { compileUnits } from './compile-units.ts';
import { chooseVariant, variantsOf } from './compile-variants.ts';
import { compileConditional, mostConditions } from './conditional-program.ts';
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
  const settled = settleConditions(document, operationName, noneKnown);
  const variables = conditionVariables(settled, operationName);
  const isSubscription = clientOperation(settled, operationName).definition.operation === 'subscription';
  if (variables.length === 0 || variables.length > mostConditions || isSubscription) return compileSettled(planner, settled, operationName, options);
  return compileConditional(variables, settled, (known) => compileSettled(planner, settleConditions(settled, operationName, known), operationName, options));
}

const noneKnown: Settled = new Map();

function compileSettled(planner: Planner, document: DocumentNode, operationName: string | undefined, options: CompileOptions): Program {
  const planned = plan(planner, filled(document), operationName, options);
  const schema = planner.apiSchema;
  const operation = clientOperation(document, operationName);
  const { definition } = operation;
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new GraphQLError(`The schema has no ${definition.operation}s.`, { nodes: definition });
  const { node } = planned.plan;
  const source = node?.kind === 'Subscription' ? compileSource(node.primary) : undefined;
  const introspection = compileIntrospection(schema, operation);
  // A change's fetches each see what the one before has done.
  const shares = definition.operation !== 'mutation';
  const compileVariant = (root: PlanNode | undefined, guards: readonly Guard[]) => {
    const plan = compilePlan(planner.supergraphSchema, root);
    const units = compileUnits(plan.fetches, shares && options.mergeFetches !== false);
    return {
      schedule: compileSchedule(plan.fetches, units, plan.parts),
      parts: compileParts(schema, operation, rootType, plan, guards),
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

/**
 * A server may tell at once what a client would let it tell later, and does where the planner cannot defer: it gives up on
 * some of what is required, and forgets @skip and @include around what is deferred (they are still there only where an
 * operation has very many conditions).
 */
function plan(planner: Planner, document: DocumentNode, operationName: string | undefined, options: PlanOptions): PlannedOperation {
  const used = new Set<string>();
  visit(document, { Directive: ({ name }) => void used.add(name.value) });
  if (!used.has('defer')) return planner.plan(document, operationName, options);
  const atOnce = () => planner.plan(visit(document, { Directive: ({ name }) => (name.value === 'defer' ? null : undefined) }), operationName, options);
  if (used.has('skip') || used.has('include')) return atOnce();
  try {
    return planner.plan(document, operationName, options);
  } catch {
    return atOnce();
  }
}
