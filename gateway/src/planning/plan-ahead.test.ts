import { join } from 'node:path';
import { prettyFormatQueryPlan } from '@apollo/query-planner';
import { parse } from 'graphql';
import { createFederation } from '../../conformance/kit/create-federation.ts';
import { fed2 } from '../../conformance/kit/conform.ts';
import { compileOperation } from '../execution/compile-operation.ts';
import { createPlanThread, planningAhead } from './plan-ahead.ts';

const file = join(__dirname, 'plan-thread.ts');
const options = { overrideLabels: new Set<string>() };
const { planner, supergraphSdl } = createFederation({
  a: fed2('type Query { e: E } type E @key(fields: "id") { id: ID! a: Int next: E }'),
  b: fed2('type E @key(fields: "id") { id: ID! b: Int c: Int @requires(fields: "a") a: Int @external }'),
});
const deep = (depth: number): string => (depth === 0 ? 'a b c' : `a next { b ${deep(depth - 1)} }`);
const wide = (times: number) => Array.from({ length: times }, (_, n) => `e${n}: e { ${deep(8)} }`).join(' ');
const large = (conditions = '') => parse(`query Q($x: Boolean = true) { ${wide(12)} e { b${conditions} } }`);

describe('planning ahead', () => {
  const thread = createPlanThread({ file });
  const hasty = createPlanThread({ file, timeoutMs: 1 });
  afterAll(() => Promise.all([thread.close(), hasty.close()]));

  it('leaves small operations to who asks', () => {
    const ahead = planningAhead(planner, supergraphSdl, thread);
    expect(ahead.ahead?.(parse('{ e { a b } }'), undefined, options)).toBeUndefined();
  });

  it('plans large ones in the thread, once, as they would be planned here', async () => {
    const here = jest.fn(planner.plan);
    const ahead = planningAhead({ ...planner, plan: here }, supergraphSdl, thread);
    for (const document of [large(), large(' @include(if: $x)')]) {
      const [first, second] = [ahead.ahead?.(document, 'Q', options), ahead.ahead?.(document, 'Q', options)];
      expect(second).toBe(first);
      await first;
      const program = compileOperation(ahead, document, 'Q', options);
      expect(program.fetches).toBe(compileOperation(planner, document, 'Q', options).fetches);
    }
    expect(here).not.toHaveBeenCalled();
    const told = large();
    await ahead.ahead?.(told, 'Q', options);
    expect(prettyFormatQueryPlan(ahead.plan(told, 'Q', options).plan)).toBe(prettyFormatQueryPlan(planner.plan(told, 'Q', options).plan));
  });

  it('counts a fragment as often as it is spread', async () => {
    const spread = parse(`{ e { ...f0 } } ${Array.from({ length: 9 }, (_, n) => `fragment f${n} on E { a next { ...f${n + 1} } n2: next { ...f${n + 1} } }`).join(' ')} fragment f9 on E { a }`);
    const waiting = planningAhead(planner, supergraphSdl, thread).ahead?.(spread, undefined, options);
    expect(waiting).toBeDefined();
    await waiting;
  });

  it('gives up on what takes too long, and begins anew with the next', async () => {
    const ahead = planningAhead(planner, supergraphSdl, hasty);
    await expect(ahead.ahead?.(large(), 'Q', options)).rejects.toMatchObject({ extensions: { code: 'QUERY_PLANNING_FAILED' } });
    await expect(ahead.ahead?.(large(), 'Q', options)).rejects.toMatchObject({ extensions: { code: 'QUERY_PLANNING_FAILED' } });
  });
});
