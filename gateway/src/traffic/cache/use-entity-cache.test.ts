import { composeServices } from '@apollo/composition';
import { createMetrics } from '@dra/service';
import type { ChangeNotice } from '@dra/events';
import { Kind, parse } from 'graphql';
import { compileOperation } from '../../execution/compile-operation.ts';
import type { Program } from '../../execution/contract.ts';
import type { Exchange, KnownOperation } from '../../hooks/contract.ts';
import { createPlanner } from '../../planning/create-planner.ts';
import { createFeedHub } from '../../subscriptions/change-feed.ts';
import { createViews } from '../supergraph/supergraph-view.ts';
import { callerOf, exchangeOf, operationOf } from '../testing/exchange.ts';
import { cacheConfig } from './cache-config.ts';
import { createCaches } from './create-caches.ts';

const link = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://dr-assistant.example/caching/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
`;
const visits = `${link}
  type Query { visit: Visit }
  type Visit { reason: String patient: Patient drugs: [Drug!] }
  type Patient @key(fields: "id") { id: ID! }
  type Drug @key(fields: "id") @cacheControl(maxAge: 60, scope: PUBLIC) { id: ID! }
`;
const others = `${link}
  type Patient @key(fields: "id") { id: ID! name: String }
  type Drug @key(fields: "id") @cacheControl(maxAge: 60, scope: PUBLIC) { id: ID! name: String takenBy: Patient }
`;
const { supergraphSdl: sdl = '' } = composeServices([
  { name: 'visits', url: 'http://visits.invalid', typeDefs: parse(visits) },
  { name: 'others', url: 'http://others.invalid', typeDefs: parse(others) },
]);
const planner = createPlanner(sdl);

/** Entities of several fetches may be asked for in one request, each under a key and a variable of its own. */
function rootFieldsOf(query: string): [key: string, name: string, variable: string][] {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return operation.selectionSet.selections.flatMap((one) => {
    if (one.kind !== Kind.FIELD) return [];
    const argument = one.arguments?.[0]?.value;
    return [[one.alias?.value ?? one.name.value, one.name.value, argument?.kind === Kind.VARIABLE ? argument.name.value : '']];
  });
}

/** The executor over two subgraphs, with the caches as a front would ask them. */
function stage(config: object = {}) {
  const clock = { now: 1_000_000 };
  const hub = createFeedHub();
  const hooks = createCaches(cacheConfig.parse({ entities: true, neverShared: ['Patient'], ...config }), {
    redis: null,
    metrics: createMetrics('test', { defaults: false }),
    feed: { connected: () => true, onChange: hub.onChange, onConnectionChange: hub.onConnectionChange, close: async () => undefined },
    supergraph: () => ({ version: '1', sdl }),
    viewOf: createViews(),
    now: () => clock.now,
  });
  const programs = new Map<string, Program>();
  const asked: string[] = [];

  const ask = async (text: string, overrides: Partial<Exchange> = {}, headers: Record<string, string> = {}) => {
    const program = programs.get(text) ?? compileOperation(planner, parse(text), undefined, { overrideLabels: new Set() });
    programs.set(text, program);
    const exchange = exchangeOf(overrides);
    const operation: KnownOperation = operationOf({ text, hash: text, program });
    for (const hook of hooks) if (await hook.onOperation?.(exchange, operation)) throw new Error('answered whole');
    const entities = hooks.map((hook) => hook.entities?.(exchange, operation)).find((one) => one !== undefined);
    const outcome = await program.run({
      variables: {},
      signal: null,
      ...(entities ? { entities } : {}),
      send: async (service, body) => {
        const { query, variables = {} } = JSON.parse(body) as { query: string; variables?: Record<string, { __typename: string; id: string }[]> };
        const ends = hooks.map((hook) => hook.onFetch?.(exchange, { service, kind: 'query', startedAt: 0 }));
        const root = { visit: { __typename: 'Visit', reason: 'x', patient: { __typename: 'Patient', id: 'p1' }, drugs: [{ __typename: 'Drug', id: 'd1' }, { __typename: 'Drug', id: 'd2' }] } };
        const data = Object.assign({}, ...rootFieldsOf(query).map(([key, name, variable]) => {
          const representations = variables[variable] ?? [];
          asked.push(`${service} ${representations.map(({ id }) => id).join() || 'root'}`);
          if (name === 'visit') return root;
          return { [key]: representations.map(({ __typename, id }) => ({ __typename, id, name: `${id} for ${exchange.caller?.userId ?? 'nobody'}`, takenBy: { __typename: 'Patient', id: 'p1', name: 'Quillfeather' } })) };
        })) as object;
        const reply = { status: 200, text: JSON.stringify({ data }), headers };
        for (const end of ends) end?.({ kind: 'reply', reply });
        return reply;
      },
    });
    for (const hook of hooks) hook.onOutcome?.(exchange, operation, outcome);
    expect(outcome.errors).toEqual([]);
    return outcome.data;
  };
  return { ask, asked, clock, notice: (type: ChangeNotice['type']) => hub.publish({ tenant: 'demo', type, id: '0190f0a1-aaaa-7bbb-8ccc-000000000001', encounterId: null }) };
}

const osei = { caller: callerOf('dr.osei') };
const lee = { caller: callerOf('dr.lee') };
const mixed = '{ visit { reason patient { name } drugs { name } } }';

describe('entities', () => {
  it('that may be shared are asked for once, beside what is one person\'s', async () => {
    const { ask, asked, clock } = stage();
    const first = await ask(mixed, osei);
    expect(first).toContain('d1 for dr.osei');
    const second = await ask(mixed, lee);
    expect(second).toContain('"name":"d1 for dr.osei"');
    expect(second).toContain('"name":"p1 for dr.lee"');
    clock.now += 60_000;
    expect(await ask(mixed, lee)).toContain('d1 for dr.lee');
    expect(asked.filter((one) => /d1,d2/.test(one) || one.includes('d1'))).toHaveLength(2);
  });

  it.each([
    ['another tenant', { caller: callerOf('dr.osei', 'north') }],
    ['other rights', { caller: callerOf('dr.osei', 'demo', { roles: ['NURSE'] }) }],
    ['nobody', {}],
  ])('are not shared with %s', async (_, other) => {
    const { ask } = stage();
    await ask(mixed, lee);
    expect(await ask(mixed, other)).not.toContain('for dr.lee');
  });

  it.each([
    ['a subgraph says public', { trustedSubgraphs: ['others', 'visits'] }, { 'cache-control': 'public, max-age=60' }],
    ['the schema says nothing', {}, {}],
  ])('of a patient are shared with nobody, though %s', async (_, config, headers) => {
    const { ask } = stage(config);
    await ask('{ visit { patient { name } } }', osei, headers);
    expect(await ask('{ visit { patient { name } } }', lee, headers)).toContain('p1 for dr.lee');
  });

  it('that hold a patient are shared with nobody', async () => {
    const { ask } = stage();
    await ask('{ visit { drugs { name takenBy { name } } } }', osei);
    expect(await ask('{ visit { drugs { name takenBy { name } } } }', lee)).not.toContain('for dr.osei');
  });

  it('are not kept where their subgraph says so', async () => {
    const { ask } = stage();
    await ask(mixed, osei, { 'cache-control': 'no-store' });
    expect(await ask(mixed, lee)).toContain('d1 for dr.lee');
  });

  it('of one caller are kept for that caller where private answers are, until they change', async () => {
    const { ask, asked, clock, notice } = stage({ privateAnswers: true });
    const headers = { 'cache-control': 'private, max-age=60' };
    const text = '{ visit { patient { name } } }';
    const asksFor = async (who: Partial<Exchange>) => {
      asked.length = 0;
      await ask(text, who, headers);
      return asked;
    };
    await asksFor(osei); // begins to listen for changes
    await asksFor(osei);
    expect(await asksFor(osei)).not.toContain('others p1');
    expect(await asksFor(lee)).toContain('others p1');
    clock.now += 1;
    notice('Patient');
    expect(await asksFor(osei)).toContain('others p1');
  });

  it('are not looked for where they are switched off', () => {
    const [, entities] = createCaches(cacheConfig.parse({}), { redis: null, metrics: createMetrics('test', { defaults: false }), feed: null, supergraph: () => ({ version: '1', sdl }), viewOf: createViews() });
    expect(entities).toBeUndefined();
  });
});
