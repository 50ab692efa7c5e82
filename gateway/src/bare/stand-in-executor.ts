// Until src/execution compiles operations: the stock executor behind the same contract. To be deleted then.
import { executeQueryPlan } from '@apollo/gateway/dist/executeQueryPlan.js';
import { buildOperationContext } from '@apollo/gateway/dist/operationContext.js';
import { getOperationAST, getVariableValues } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Program } from '../execution/contract.ts';
import type { CompileOperation } from '../front/served-graph.ts';

export const compileWithStockExecutor: CompileOperation = (planner, document, operationName, options): Program => {
  const { plan, operation } = planner.plan(document, operationName, options);
  const node = getOperationAST(document, operationName);
  if (!node) throw new Error('no operation');
  return {
    kind: node.operation,
    name: node.name?.value ?? null,
    fetches: plan.node ? 1 : 0,
    coerce: (variables) => {
      const result = getVariableValues(planner.apiSchema, node.variableDefinitions ?? [], (variables ?? {}) as Record<string, unknown>);
      if (result.errors) return { errors: result.errors.map((error) => ({ ...error.toJSON(), extensions: { code: 'BAD_USER_INPUT' } })) };
      return { values: result.coerced };
    },
    run: async ({ variables, send }) => {
      const services = Object.fromEntries(
        [...planner.subgraphs.keys()].map((name) => [
          name,
          {
            process: async ({ request }: { request: { query?: string; variables?: unknown; operationName?: string } }) =>
              JSON.parse((await send(name, JSON.stringify({ query: request.query, variables: request.variables, operationName: request.operationName }), node.operation === 'mutation' ? 'mutation' : 'query')).text) as never,
          },
        ]),
      );
      const context = { document, request: { variables }, context: {}, metrics: {}, operationName: operationName ?? null } as never;
      const result = await executeQueryPlan(plan, services as never, context, buildOperationContext({ schema: planner.apiSchema, operationDocument: document, operationName }), planner.supergraphSchema, operation.schema());
      return { data: JSON.stringify(result.data ?? null), errors: (result.errors ?? []).map((error) => error.toJSON()) as GraphQLFormattedError[] };
    },
  };
};
