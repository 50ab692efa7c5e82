import type { DocumentNode, GraphQLSchema } from 'graphql';
import { GraphQLError } from 'graphql';
import type { PlanOptions, Planner } from '../planning/contract.ts';
import { conditionVariables, filled, settleConditions } from '../planning/settle-conditions.ts';
import type { Settled } from '../planning/settle-conditions.ts';
import { clientOperation } from './client-operation.ts';
import type { ClientOperation } from './client-operation.ts';
import { compileCoercion } from './coerce-variables.ts';
import { compileParts } from './compile-parts.ts';
import type { WrittenPart } from './compile-parts.ts';
import { compilePlan } from './compile-plan.ts';
import type { Plan } from './compile-plan.ts';
import { compileSource, eventPlan } from './compile-source.ts';
import { compileUnits } from './compile-units.ts';
import { compileConditional } from './conditional-program.ts';
import type { EventSource, Program } from './contract.ts';
import { deferring, undeferred } from './deferring.ts';
import { tellsAll } from './tells-all.ts';
import { execute } from './execute.ts';
import { compileIntrospection } from './introspect.ts';
import { QuickWay } from './quick/quick-way.ts';
import type { LeftQuickWay } from './quick/quick-way.ts';
import { compileSchedule } from './schedule.ts';

export type CompileOptions = PlanOptions & {
  /** False: every fetch of the plan is a request of its own. Default true. */
  mergeFetches?: boolean;
  leftQuickWay?: LeftQuickWay;
};

/**
 * Plans an operation and compiles everything that the plan, the document and the schema say about running it.
 * @param document valid against the planner's API schema
 * @throws GraphQLError where there is no plan
 */
export function compileOperation(planner: Planner, document: DocumentNode, operationName: string | undefined, options: CompileOptions): Program {
  const settled = settleConditions(document, operationName, noneKnown);
  const variables = conditionVariables(settled, operationName);
  if (variables.length === 0) return compileSettled(planner, settled, operationName, options);
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
  const proven = deferring(document, (attempt) => {
    const compiled = compiledOf(planner, attempt, operationName, options);
    return tellsAll(planner.apiSchema, compiled.operation, compiled.plan, compiled.parts) ? compiled : undefined;
  });
  return programOf(proven ?? compiledOf(planner, undeferred(document), operationName, options), planner.apiSchema, options);
}

type CompiledOperation = { operation: ClientOperation; source: EventSource | undefined; plan: Plan; parts: WrittenPart[] };

function compiledOf(planner: Planner, document: DocumentNode, operationName: string | undefined, options: PlanOptions): CompiledOperation {
  const { node } = planner.plan(filled(document), operationName, options).plan;
  const operation = clientOperation(document, operationName);
  const rootType = planner.apiSchema.getRootType(operation.definition.operation);
  if (!rootType) throw new GraphQLError(`The schema has no ${operation.definition.operation}s.`, { nodes: operation.definition });
  const plan = compilePlan(planner.supergraphSchema, node?.kind === 'Subscription' ? eventPlan(node) : node);
  return { operation, source: node?.kind === 'Subscription' ? compileSource(node.primary) : undefined, plan, parts: compileParts(planner.apiSchema, operation, rootType, plan) };
}

function programOf({ operation, source, plan, parts }: CompiledOperation, schema: GraphQLSchema, options: CompileOptions): Program {
  const { definition } = operation;
  const introspection = compileIntrospection(schema, operation);
  // A change's fetches each see what the one before has done.
  const shares = definition.operation !== 'mutation';
  const units = compileUnits(plan.fetches, shares && options.mergeFetches !== false);
  const schedule = compileSchedule(plan.fetches, units, plan.parts);
  const [whole, ...later] = parts;
  const quick = whole && later.length === 0 && !introspection && definition.operation === 'query' ? new QuickWay(schedule, whole, options.leftQuickWay) : null;
  const executable = { schedule, parts, introspection, shares, quick };
  return {
    kind: definition.operation,
    name: definition.name?.value ?? null,
    fetches: executable.schedule.units.length,
    ...(source ? { source } : {}),
    coerce: compileCoercion(schema, definition.variableDefinitions ?? []),
    run: (context) => execute(executable, context),
  };
}
