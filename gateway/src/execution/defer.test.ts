import type { Patch } from './contract.ts';
import { bookshop } from './testing/bookshop.ts';

async function all(rest: AsyncIterable<Patch> | undefined) {
  const patches: (Omit<Patch, 'data'> & { data: unknown })[] = [];
  for await (const { data, ...patch } of rest ?? []) patches.push({ ...patch, data: JSON.parse(data) as unknown });
  return patches;
}

describe('@defer', () => {
  const shop = bookshop();
  beforeEach(() => {
    shop.meddle.with = null;
  });

  it('tells first what is there first', async () => {
    const { data, rest, errors } = await shop.run('{ __typename books { title ... @defer(label: "shelf") { inStock n: postage } } }');
    expect(errors).toEqual([]);
    expect(data).toEqual({ __typename: 'Query', books: [{ title: 'One' }, { title: 'Two' }] });
    expect(await all(rest)).toEqual([
      { path: ['books', 0], label: 'shelf', data: { inStock: 3, n: 1 }, errors: [], hasNext: true },
      { path: ['books', 1], label: 'shelf', data: { inStock: 0, n: 2 }, errors: [], hasNext: false },
    ]);
  });

  it('does not wait for a slow subgraph', async () => {
    const slow = Promise.withResolvers<undefined>();
    shop.meddle.with = ({ service }) => (service === 'stock' ? slow.promise : undefined);
    const { data, rest } = await shop.run('{ books(first: 1) { title ... @defer { inStock } } ... @defer(label: "author") { author(id: "a2") { name } } }');
    expect(data).toEqual({ books: [{ title: 'One' }] });
    const iterator = rest?.[Symbol.asyncIterator]();
    expect((await iterator?.next())?.value).toMatchObject({ path: [], label: 'author', data: '{"author":{"name":"Béla"}}', hasNext: true });
    slow.resolve(undefined);
    expect((await iterator?.next())?.value).toMatchObject({ path: ['books', 0], data: '{"inStock":3}', hasNext: false });
    expect((await iterator?.next())?.done).toBe(true);
  });

  it('defers within what is deferred, and not where a variable says no', async () => {
    const query = 'query ($d: Boolean!) { book(isbn: "b1") { title ... @defer(label: "a") { inStock author { id ... @defer(label: "b", if: $d) { name } } } } }';
    const both = await shop.run(query, { d: true });
    expect(both.data).toEqual({ book: { title: 'One' } });
    expect(await all(both.rest)).toEqual([
      { path: ['book'], label: 'a', data: { inStock: 3, author: { id: 'a1' } }, errors: [], hasNext: true },
      { path: ['book', 'author'], label: 'b', data: { name: 'Ada' }, errors: [], hasNext: false },
    ]);
    const one = await shop.run(query, { d: false });
    expect(await all(one.rest)).toEqual([{ path: ['book'], label: 'a', data: { inStock: 3, author: { id: 'a1', name: 'Ada' } }, errors: [], hasNext: false }]);
  });

  it('tells objects before what is deferred of them', async () => {
    const { data, rest } = await shop.run('{ book(isbn: "b1") { ... @defer { author { ... @defer { name } } } } none: book(isbn: "no") { ... @defer { title } } }');
    expect(data).toEqual({ book: {}, none: null });
    expect(await all(rest)).toMatchObject([
      { path: ['book'], data: { author: {} } },
      { path: ['book', 'author'], data: { name: 'Ada' } },
    ]);
  });

  it('defers what is included, and nothing of what is not', async () => {
    const query = 'query ($yes: Boolean!) { book(isbn: "b1") { title ... @include(if: $yes) { ... @defer { inStock } } } }';
    const without = await shop.run(query, { yes: false });
    expect(without.data).toEqual({ book: { title: 'One' } });
    expect(without.rest).toBeUndefined();
    const { data, rest } = await shop.run(query, { yes: true });
    expect(data).toEqual({ book: { title: 'One' } });
    expect(await all(rest)).toEqual([{ path: ['book'], data: { inStock: 3 }, errors: [], hasNext: false }]);
  });

  it('leaves out what is skipped of what is deferred', async () => {
    const query = 'query ($no: Boolean!, $d: Boolean! = true) { book(isbn: "b1") { title @skip(if: $no) ... @defer(if: $d, label: "l") { inStock @skip(if: $no) author { name @skip(if: $no) } } } }';
    const skipped = await shop.run(query, { no: true });
    expect(skipped.data).toEqual({ book: {} });
    expect(await all(skipped.rest)).toEqual([{ path: ['book'], label: 'l', data: { author: {} }, errors: [], hasNext: false }]);
    const told = await shop.run(query, { no: false });
    expect(told.data).toEqual({ book: { title: 'One' } });
    expect(await all(told.rest)).toMatchObject([{ data: { inStock: 3, author: { name: 'Ada' } } }]);
    const atOnce = await shop.run(query, { no: false, d: false });
    expect(atOnce.data).toEqual({ book: { title: 'One', inStock: 3, author: { name: 'Ada' } } });
    expect(atOnce.rest).toBeUndefined();
  });

  it('tells what is wrong with a part in that part', async () => {
    shop.meddle.with = ({ service }) => (service === 'stock' ? '{"errors":[{"message":"closed","extensions":{"code":"CLOSED"}}]}' : undefined);
    const { errors, rest } = await shop.run('{ books { title ... @defer { price } } }');
    expect(errors).toEqual([]);
    const error = (index: number) => ({ message: 'closed', path: ['books', index, 'price'], extensions: { code: 'CLOSED', service: 'stock', serviceName: 'stock' } });
    expect(await all(rest)).toEqual([
      { path: ['books', 0], data: null, errors: [error(0)], hasNext: true },
      { path: ['books', 1], data: null, errors: [error(1)], hasNext: false },
    ]);
  });

  it('tells nothing of what is no longer there', async () => {
    shop.meddle.with = ({ service, query }) => (service === 'books' && query.includes('search') ? '{"data":{"search":[{"__typename":"Book","isbn":"b1","title":null},{"__typename":"Book","isbn":"b2","title":"Two"}]}}' : undefined);
    const { data, rest } = await shop.run('{ search { ... on Book { title ... @defer { inStock } } } }');
    expect(data).toEqual({ search: [null, { title: 'Two' }] });
    expect((await all(rest)).map(({ path }) => path)).toEqual([['search', 1]]);
  });
});
