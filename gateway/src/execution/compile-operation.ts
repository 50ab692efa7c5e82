import type { DocumentNode } from 'graphql';
import { GraphQLError } from 'graphql';
import type { PlanOptions, Planner } from '../planning/contract.ts';
import { clientOperation } from './client-operation.ts';
import { compileCoercion } from './coerce-variables.ts';
import { compilePlan, sharedPositions } from './compile-plan.ts';
import { compileSource, eventPlan } from './compile-source.ts';
import { compileUnits } from './compile-units.ts';
import { compileWriter } from './compile-writer.ts';
import type { Outcome, Program, RunContext } from './contract.ts';
import { compileIntrospection } from './introspect.ts';
import { outcomeOf } from './outcome.ts';
import { Run } from './run.ts';

/**
 * Plans an operation and compiles everything that the plan, the document and the schema say about running it.
 * @param document valid against the planner's API schema
 * @throws GraphQLError where there is no plan
 */
export function compileOperation(planner: Planner, document: DocumentNode, operationName: string | undefined, options: PlanOptions): Program {
  const planned = planner.plan(document, operationName, options);
  const schema = planner.apiSchema;
  const operation = clientOperation(planned.document, operationName);
  const { definition } = operation;
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new GraphQLError(`The schema has no ${definition.operation}s.`, { nodes: definition });
  const { node } = planned.plan;
  const source = node?.kind === 'Subscription' ? compileSource(node.primary) : undefined;
  const fetches = compilePlan(planner.supergraphSchema, node?.kind === 'Subscription' ? eventPlan(node) : node);
  const units = compileUnits(fetches);
  const introspect = compileIntrospection(schema, operation);
  const shape = { schema, operation, rootType, write: compileWriter(schema, operation, rootType, sharedPositions(fetches)) };
  const shares = definition.operation !== 'mutation';
  return {
    kind: definition.operation,
    name: definition.name?.value ?? null,
    fetches: units.length,
    ...(source ? { source } : {}),
    coerce: compileCoercion(schema, definition.variableDefinitions ?? []),
    run: (context: RunContext) =>
      new Promise<Outcome>((resolve) => {
        const run = new Run(units, context, shares, () => {
          try {
            introspect?.(run.data, context.variables);
            resolve(outcomeOf(run, shape));
          } catch {
            // Whatever it is, it may quote the data.
            resolve(broken);
          }
        });
        run.start();
      }),
  };
}

const broken: Outcome = { data: 'null', errors: [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] };
