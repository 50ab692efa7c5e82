import type { DocumentNode } from 'graphql';
import { GraphQLError, visit } from 'graphql';
import type { PlanOptions, PlannedOperation, Planner } from '../planning/contract.ts';
import { conditionVariables, filled, settleConditions } from '../planning/settle-conditions.ts';
import type { Settled } from '../planning/settle-conditions.ts';
import { clientOperation } from './client-operation.ts';
import { compileCoercion } from './coerce-variables.ts';
import { compileParts } from './compile-parts.ts';
import { compilePlan } from './compile-plan.ts';
import { compileSource, eventPlan } from './compile-source.ts';
import { compileUnits } from './compile-units.ts';
import { compileConditional } from './conditional-program.ts';
import type { Program } from './contract.ts';
import { tellsAll } from './tells-all.ts';
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
  if (variables.length === 0 || isSubscription) return compileSettled(planner, settled, operationName, options);
  const documentOf = (known: Settled) => settleConditions(settled, operationName, known);
  return compileConditional(
    variables,
    settled,
    (known) => compileSettled(planner, documentOf(known), operationName, options),
    (known) => planner.ahead?.(documentOf(known), operationName, options),
  );
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
  const compiled = compilePlan(planner.supergraphSchema, node?.kind === 'Subscription' ? eventPlan(node) : node);
  const units = compileUnits(compiled.fetches, shares && options.mergeFetches !== false);
  const executable = { schedule: compileSchedule(compiled.fetches, units, compiled.parts), parts: compileParts(schema, operation, rootType, compiled), introspection, shares };
  return {
    kind: definition.operation,
    name: definition.name?.value ?? null,
    fetches: executable.schedule.units.length,
    ...(source ? { source } : {}),
    coerce: compileCoercion(schema, definition.variableDefinitions ?? []),
    run: (context) => execute(executable, context),
  };
}

/**
 * A server may tell at once what a client would let it tell later, and does where the planner cannot defer: it gives up on
 * some of what is required, and forgets parts of what is deferred.
 */
function plan(planner: Planner, document: DocumentNode, operationName: string | undefined, options: PlanOptions): PlannedOperation {
  let defers = false;
  visit(document, { Directive: ({ name }) => void (defers ||= name.value === 'defer') });
  if (!defers) return planner.plan(document, operationName, options);
  try {
    const planned = planner.plan(document, operationName, options);
    if (tellsAll(planned.plan, clientOperation(document, operationName))) return planned;
  } catch {
    // At once, then.
  }
  return planner.plan(visit(document, { Directive: ({ name }) => (name.value === 'defer' ? null : undefined) }), operationName, options);
}
