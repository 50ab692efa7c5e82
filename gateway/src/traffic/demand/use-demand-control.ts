import { GraphQLError, parse } from 'graphql';
import type { Logger, Metrics } from '@dra/service';
import type { GatewayHook, KnownOperation, SupergraphText } from '../../hooks/contract.ts';
import type { Outcome, Program } from '../../execution/contract.ts';
import { refusal } from '../refusal.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import type { TierOf } from '../tiers/tier-of.ts';
import type { DemandConfig } from './demand-config.ts';
import { estimateCost } from './estimate-cost.ts';
import type { CostEstimator } from './estimate-cost.ts';

const estimated = Symbol('estimated cost');

const buckets = [1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 1_000_000];

/**
 * What an operation may cost, estimated before it runs and counted afterwards. The estimate is compiled once for a program;
 * a request then costs a few multiplications.
 */
export function useDemandControl(config: DemandConfig, deps: { metrics: Metrics; logger: Logger; tierOf: TierOf; supergraph: () => SupergraphText; viewOf: (text: SupergraphText) => SupergraphView; random?: () => number }): GatewayHook {
  const { metrics, random = Math.random } = deps;
  const estimates = metrics.timing('dra_gateway_cost_estimated', 'Estimated cost of operations, by whether it fits the budget of its tier.', ['result'], buckets);
  const actuals = metrics.timing('dra_gateway_cost_actual', 'Cost of answers as counted, by whether it fits the budget of its tier.', ['result'], buckets);
  const estimators = new WeakMap<Program, CostEstimator | null>();

  const compile = ({ supergraph, text, program }: KnownOperation): CostEstimator | null => {
    try {
      return estimateCost(deps.viewOf(supergraph ?? deps.supergraph()), parse(text, { noLocation: true }), program.name ?? undefined, config);
    } catch (error) {
      deps.logger.error({ error }, 'the cost of an operation could not be estimated: it runs uncounted');
      return null;
    }
  };
  const estimatorOf = (operation: KnownOperation): CostEstimator | null => {
    const known = estimators.get(operation.program);
    if (known !== undefined) return known;
    const fresh = compile(operation);
    estimators.set(operation.program, fresh);
    return fresh;
  };

  /** What the answer cost, where it is to be counted. */
  const count = ({ program }: KnownOperation, outcome: Outcome): number | undefined => {
    const { mode, sample } = config.actual;
    if (mode === 'off' || (mode === 'measure' && random() >= sample)) return undefined;
    // Only now: an answer that nobody looks into goes out as bytes and never becomes a text.
    return estimators.get(program)?.actual(JSON.parse(outcome.data));
  };

  return {
    name: 'demand-control',
    onOperation: (exchange, operation) => {
      const estimator = estimatorOf(operation);
      if (!estimator) return undefined;
      const max = config.tiers[deps.tierOf(exchange.caller)] ?? config.max;
      let cost: number;
      try {
        cost = estimator.estimate(operation.variables);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        return config.mode === 'enforce' ? refusal(400, 'COST_QUERY_PARSE_FAILURE', error.message) : undefined;
      }
      exchange.notes.set(estimated, cost);
      estimates(cost <= max ? 'COST_OK' : 'COST_ESTIMATED_TOO_EXPENSIVE').observe(cost);
      if (config.exposeHeaders) exchange.responseHeaders['x-cost-estimated'] = String(cost);
      if (cost <= max || config.mode === 'measure') return undefined;
      return refusal(400, 'COST_ESTIMATED_TOO_EXPENSIVE', `The operation is estimated to cost ${cost}, and may cost ${max}: ask for less at once.`, { cost, max });
    },
    onOutcome: (exchange, operation, outcome) => {
      const estimate = exchange.notes.get(estimated) as number | undefined;
      if (estimate === undefined) return;
      const max = config.tiers[deps.tierOf(exchange.caller)] ?? config.max;
      const actual = count(operation, outcome);
      if (config.exposeExtensions) outcome.extensions = { ...outcome.extensions, cost: { estimated: estimate, max, ...(actual === undefined ? {} : { actual }) } };
      if (actual === undefined) return;
      actuals(actual <= max ? 'COST_OK' : 'COST_ACTUAL_TOO_EXPENSIVE').observe(actual);
      if (config.exposeHeaders) exchange.responseHeaders['x-cost-actual'] = String(actual);
      // A change has been made: withholding what it says would only make the client do it again.
      if (config.actual.mode !== 'enforce' || actual <= max || operation.kind === 'mutation') return;
      outcome.data = 'null';
      outcome.errors = [{ message: `The answer cost ${actual}, and may cost ${max}: ask for less at once.`, extensions: { code: 'COST_ACTUAL_TOO_EXPENSIVE', cost: actual, max } }];
      outcome.rest = undefined;
    },
  };
}
