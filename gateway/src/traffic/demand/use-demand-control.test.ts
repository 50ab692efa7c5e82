import { createLogger, createMetrics } from '@dra/service';
import type { Outcome } from '../../execution/contract.ts';
import { createViews } from '../supergraph/supergraph-view.ts';
import { callerOf, codeOf, exchangeOf, operationOf } from '../testing/exchange.ts';
import { createTierOf, tierConfig } from '../tiers/tier-of.ts';
import { demandConfig } from './demand-config.ts';
import { useDemandControl } from './use-demand-control.ts';

const sdl = 'type Query { things: [Thing] } type Thing { a: Int }';

function hookOf(config: object) {
  const metrics = createMetrics('test', { defaults: false });
  const hook = useDemandControl(demandConfig.parse(config), {
    metrics,
    logger: createLogger({ name: 'test', level: 'silent' }),
    tierOf: createTierOf(tierConfig.parse({ tenants: { north: 'hospital' } })),
    supergraph: () => ({ version: '1', sdl }),
    viewOf: createViews(),
  });
  return { hook, metrics };
}

const things = operationOf({ text: '{ things { a } }' });

describe('demand control', () => {
  it('refuses what costs more than its tier may, and says how much that is', () => {
    const { hook } = hookOf({ mode: 'enforce', max: 5, tiers: { hospital: 100 } });
    const refused = hook.onOperation?.(exchangeOf(), things);
    expect(refused).toMatchObject({ status: 400, errors: [{ extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', cost: 10, max: 5 } }] });
    expect(hook.onOperation?.(exchangeOf({ caller: callerOf('dr.osei', 'north') }), things)).toBeUndefined();
  });

  it('tells the client what it cost, where that is switched on', () => {
    const { hook } = hookOf({ exposeExtensions: true, actual: { mode: 'enforce' } });
    const exchange = exchangeOf();
    hook.onOperation?.(exchange, things);
    const outcome: Outcome = { data: '{"things":[{"a":1},{"a":2}]}', errors: [], extensions: { other: 1 } };
    hook.onOutcome?.(exchange, things, outcome);
    expect(outcome.extensions).toEqual({ other: 1, cost: { estimated: 10, max: 10_000, actual: 2 } });
  });

  it('only counts where it measures', async () => {
    const { hook, metrics } = hookOf({ mode: 'measure', max: 5, exposeHeaders: true });
    const exchange = exchangeOf();
    expect(hook.onOperation?.(exchange, things)).toBeUndefined();
    expect(exchange.responseHeaders).toEqual({ 'x-cost-estimated': '10' });
    expect(await metrics.registry.metrics()).toContain('dra_gateway_cost_estimated_count{service="test",result="COST_ESTIMATED_TOO_EXPENSIVE"} 1');
  });

  it('withholds an answer that cost too much where that is enforced, but not of a change', () => {
    const { hook } = hookOf({ mode: 'measure', max: 2, actual: { mode: 'enforce' } });
    const run = (operation: typeof things): Outcome => {
      const exchange = exchangeOf();
      const outcome: Outcome = { data: '{"things":[{"a":1},{"a":2},{"a":3}]}', errors: [] };
      hook.onOperation?.(exchange, operation);
      hook.onOutcome?.(exchange, operation, outcome);
      return outcome;
    };
    const withheld = run(things);
    expect(withheld.data).toBe('null');
    expect(codeOf(withheld)).toBe('COST_ACTUAL_TOO_EXPENSIVE');
    expect(run(operationOf({ text: '{ things { a } }', kind: 'mutation' as never })).errors).toEqual([]);
  });

  it('counts only the part of answers that it is told to', async () => {
    const { hook, metrics } = hookOf({ actual: { mode: 'measure', sample: 0 } });
    const exchange = exchangeOf();
    hook.onOperation?.(exchange, things);
    hook.onOutcome?.(exchange, things, { data: 'not even JSON', errors: [] });
    expect(await metrics.registry.metrics()).not.toContain('dra_gateway_cost_actual_count{');
  });
});
