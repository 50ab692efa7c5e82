import { GraphQLError, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Program } from '../execution/contract.ts';
import { createOperationStore, defaultOperationStoreSettings } from './operation-store.ts';

const program = (name: string): Program => ({
  kind: 'query' as Program['kind'],
  name,
  fetches: 0,
  coerce: () => ({ values: {} }),
  run: async () => ({ data: '{}', errors: [] }),
});

/** A request to compile, and how often it was. */
function requestFor(text: string, more: { operationName?: string; variant?: string; fails?: boolean } = {}) {
  const counted = { times: 0 };
  const request = {
    text,
    hash: `hash of ${text}`,
    document: parse(text),
    operationName: more.operationName,
    variant: more.variant ?? '',
    rights: null,
    compile: (_: DocumentNode) => {
      counted.times += 1;
      if (more.fails) throw new GraphQLError('no plan');
      return program(text);
    },
  };
  return { request, counted };
}

describe('the operation store', () => {
  it('compiles once for all who ask meanwhile, and never again', async () => {
    const store = createOperationStore();
    const { request, counted } = requestFor('{ a }');
    const all = await Promise.all([store.compile(request), store.compile(request), store.compile(request)]);
    expect([counted.times, new Set(all).size]).toEqual([1, 1]);
    expect(await store.compile(request)).toBe(all[0]);
    expect(store.find('{ a }', undefined, '')).toBe(all[0]);
    expect(store.textOf('hash of { a }')).toBe('{ a }');
  });

  it('keeps a program for each operation of a document, and for each variant of its plan', async () => {
    const store = createOperationStore();
    const text = 'query A { a } query B { b }';
    for (const [operationName, variant] of [['A', ''], ['B', ''], ['A', 'beta']] as const) await store.compile(requestFor(text, { operationName, variant }).request);
    expect(store.find(text, 'A', '')).not.toBe(store.find(text, 'A', 'beta'));
    expect(store.find(text, 'A', 'gamma')).toBeUndefined();
    expect(store.known().map(({ operationName, variant }) => [operationName, variant])).toEqual([['A', ''], ['B', ''], ['A', 'beta']]);
    expect(store.size).toBe(1);
  });

  it('lets other work in between one operation and the next', async () => {
    const store = createOperationStore();
    const order: string[] = [];
    const texts = ['{ a }', '{ b }', '{ c }'];
    const compiled = texts.map((text) => store.compile(requestFor(text).request).then(() => order.push(text)));
    setImmediate(() => order.push('other work'));
    await Promise.all(compiled);
    expect(order.indexOf('other work')).toBeLessThan(order.indexOf('{ c }'));
    expect(order.filter((one) => one !== 'other work')).toEqual(texts);
  });

  it('refuses more than may wait, and goes on', async () => {
    const store = createOperationStore({ ...defaultOperationStoreSettings, maxWaiting: 2 });
    const waiting = ['{ a }', '{ b }'].map((text) => store.compile(requestFor(text).request));
    await expect(store.compile(requestFor('{ c }').request)).rejects.toMatchObject({ extensions: { code: 'OVERLOADED', http: { status: 503 } } });
    await Promise.all(waiting);
    expect((await store.compile(requestFor('{ c }').request)).text).toBe('{ c }');
  });

  it('tells who asks when there is no plan, remembers nothing of it, and goes on with the next', async () => {
    const seen: boolean[] = [];
    const store = createOperationStore({ ...defaultOperationStoreSettings, observe: ({ failed }) => seen.push(failed) });
    const fails = requestFor('{ a }', { fails: true });
    const [failed, next] = await Promise.allSettled([store.compile(fails.request), store.compile(requestFor('{ b }').request)]);
    expect([failed.status, next.status, store.size]).toEqual(['rejected', 'fulfilled', 1]);
    await expect(store.compile(fails.request)).rejects.toThrow('no plan');
    expect([fails.counted.times, seen]).toEqual([2, [true, false, true]]);
  });

  it('is bounded: what nobody asked for lately goes', async () => {
    const store = createOperationStore({ ...defaultOperationStoreSettings, max: 2 });
    for (const text of ['{ a }', '{ b }']) await store.compile(requestFor(text).request);
    store.find('{ a }', undefined, '');
    await store.compile(requestFor('{ c }').request);
    expect([store.find('{ b }', undefined, ''), store.textOf('hash of { b }'), store.size]).toEqual([undefined, undefined, 2]);
    expect(store.find('{ a }', undefined, '')).toBeDefined();
  });
});
