import { createMetrics } from '@dra/service';
import type { Refusal } from '../../hooks/contract.ts';
import { codeOf, exchangeOf, operationOf } from '../testing/exchange.ts';
import { createPriorityOf } from './priority-of.ts';
import { sheddingConfig } from './shedding-config.ts';
import { useShedding } from './use-shedding.ts';

const named = (text: string, kind: 'query' | 'mutation' = 'query', name: string | null = null) =>
  operationOf({ text, kind: kind as never, name, program: { ...operationOf().program, name } });
const end = { status: 200, operation: undefined, bytes: 0, codes: [] };

describe('the priority of an operation', () => {
  const { priorities } = sheddingConfig.parse({
    priorities: [
      { name: 'signing', fields: ['signNote'] },
      { name: 'changing', types: ['mutation'] },
      { name: 'browsing', types: ['query'] },
      { name: 'analytics', fields: ['auditEvents'], operations: ['Report'] },
    ],
  });
  const nameOf = (operation: ReturnType<typeof named>) => priorities[createPriorityOf(priorities)(operation)]?.name;

  it.each([
    ['a signature', named('mutation { signNote { id } }', 'mutation'), 'signing'],
    ['a signature in a fragment', named('mutation { ...F } fragment F on Mutation { a: signNote { id } __typename }', 'mutation'), 'signing'],
    ['any other change', named('mutation { addNote { id } }', 'mutation'), 'changing'],
    ['a signature with something else', named('mutation { signNote { id } addNote { id } }', 'mutation'), 'changing'],
    ['a query', named('{ patient { id } }'), 'browsing'],
    ['a report', named('{ auditEvents { id } }'), 'analytics'],
    ['a report with something beside it', named('{ auditEvents { id } patient { id } }'), 'analytics'],
    ['a report by its name', named('query Report { patient { id } }', 'query', 'Report'), 'analytics'],
    ['the operation that is asked for', named('query A { auditEvents { id } } query B { patient { id } }', 'query', 'B'), 'browsing'],
  ])('%s', (_, operation, expected) => {
    expect(nameOf(operation)).toBe(expected);
  });
});

describe('shedding', () => {
  const config = { maxConcurrent: 1, maxQueued: 1, maxWaitMs: 60_000, priorities: [{ name: 'signing', fields: ['signNote'] }, { name: 'browsing', types: ['query'] }] };
  const browse = named('{ patient { id } }');
  const sign = named('mutation { signNote { id } }', 'mutation');

  it('lets signatures by before browsing, and says when to come back', async () => {
    const metrics = createMetrics('test', { defaults: false });
    const hook = useShedding(sheddingConfig.parse(config), { metrics });
    const first = exchangeOf();
    expect(hook.onOperation?.(first, browse)).toBeUndefined();
    const waiting = hook.onOperation?.(exchangeOf(), browse) as Promise<Refusal | undefined>;
    const signature = exchangeOf();
    const signing = hook.onOperation?.(signature, sign);
    expect(await waiting).toMatchObject({ status: 503, errors: [{ extensions: { code: 'OVERLOADED', retryAfterSeconds: 60 } }], headers: { 'retry-after': '60' } });
    hook.onEnd?.(first, end);
    expect(await signing).toBeUndefined();
    expect(await metrics.registry.metrics()).toContain('dra_gateway_shed_total{priority="browsing",reason="waited",service="test"} 1');
    hook.onEnd?.(signature, end);
    expect(await metrics.registry.metrics()).toContain('dra_gateway_operations_running{service="test"} 0');
  });

  it('gives a place back once, and none that was not taken', () => {
    const hook = useShedding(sheddingConfig.parse({ ...config, maxQueued: 0 }), { metrics: createMetrics('test', { defaults: false }) });
    const [first, refused, last] = [exchangeOf(), exchangeOf(), exchangeOf()];
    hook.onOperation?.(first, browse);
    expect(codeOf(hook.onOperation?.(refused, browse) as Refusal)).toBe('OVERLOADED');
    hook.onEnd?.(refused, end);
    hook.onEnd?.(first, end);
    hook.onEnd?.(first, end);
    hook.onOperation?.(last, browse);
    expect(codeOf(hook.onOperation?.(exchangeOf(), browse) as Refusal)).toBe('OVERLOADED');
  });

  it('holds no place for a client that left while it waited', async () => {
    const hook = useShedding(sheddingConfig.parse(config), { metrics: createMetrics('test', { defaults: false }) });
    const first = exchangeOf();
    hook.onOperation?.(first, browse);
    const client = new AbortController();
    const gone = exchangeOf({ signal: client.signal });
    const waiting = hook.onOperation?.(gone, browse) as Promise<Refusal | undefined>;
    client.abort();
    expect(codeOf(await waiting)).toBe('OVERLOADED');
    hook.onEnd?.(gone, end);
    hook.onEnd?.(first, end);
    expect(hook.onOperation?.(exchangeOf(), browse)).toBeUndefined();
  });

  it('takes less on while the event loop is late: first the least urgent, then all but the most urgent', () => {
    let late = 0;
    const hook = useShedding(
      sheddingConfig.parse({ ...config, maxConcurrent: 100, maxEventLoopDelayMs: 50, priorities: [...config.priorities, { name: 'analytics', fields: ['auditEvents'] }] }),
      { metrics: createMetrics('test', { defaults: false }), eventLoopDelayMs: () => late },
    );
    const report = named('{ auditEvents { id } }');
    const refused = () => [sign, browse, report].map((one) => codeOf(hook.onOperation?.(exchangeOf(), one) as Refusal | undefined) ?? 'runs');
    expect(refused()).toEqual(['runs', 'runs', 'runs']);
    late = 60;
    expect(refused()).toEqual(['runs', 'runs', 'OVERLOADED']);
    late = 101;
    expect(refused()).toEqual(['runs', 'OVERLOADED', 'OVERLOADED']);
  });
});
