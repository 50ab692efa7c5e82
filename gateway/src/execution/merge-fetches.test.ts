import { setTimeout as sleep } from 'node:timers/promises';
import { bookshop } from './testing/bookshop.ts';

const query = `query ($first: Int = 3) {
  books(first: 2) { similar(first: $first) { inStock } postage }
  book(isbn: "b3") { price author { name books { inStock } } }
}`;

describe('fetches that may go together', () => {
  const shop = bookshop();
  beforeEach(() => {
    shop.sent.length = 0;
    shop.meddle.with = null;
  });

  it('are one request, and answer as they would apart', async () => {
    const apart = shop.compile(query, undefined, { mergeFetches: false });
    const alone = await apart.run({ variables: { first: 3 }, send: shop.send, signal: null });
    const requests = shop.sent.filter(({ service }) => service === 'stock').length;
    shop.sent.length = 0;
    const { text, errors } = await shop.run(query);
    expect(errors).toEqual([]);
    expect(JSON.parse(text)).toEqual(JSON.parse(alone.data));
    expect(requests).toBeGreaterThan(1);
    expect(shop.sent.filter(({ service }) => service === 'stock')).toHaveLength(1);
  });

  it('have their errors where they belong', async () => {
    shop.meddle.with = async ({ service, query: sent }, answer) => {
      if (service !== 'stock') return undefined;
      const { data } = (await answer()) as { data: Record<string, unknown[]> };
      const [lane] = Object.entries(data).find(([, entities]) => entities.some((entity) => (entity as { price?: number }).price !== undefined)) ?? [];
      expect(sent).toContain('$representations_');
      return JSON.stringify({ data: { ...data, [lane ?? '']: [null] }, errors: [{ message: 'no price', path: [lane, 0, 'price'] }] });
    };
    const { data, errors } = await shop.run(query);
    expect(errors).toMatchObject([{ message: 'no price', path: ['book', 'price'] }]);
    expect(data).toMatchObject({ books: [{ postage: 1 }, { postage: 2 }], book: null });
  });

  it('go without one that hangs', async () => {
    const hangs = Promise.withResolvers<undefined>();
    shop.meddle.with = ({ service, query: sent }) => (service === 'books' && sent.includes('similar') ? hangs.promise : undefined);
    const running = shop.run('{ books { similar { inStock } } author(id: "a1") { books { inStock } } }');
    while (!shop.sent.some(({ service }) => service === 'stock')) await sleep(5);
    hangs.resolve(undefined);
    expect((await running).errors).toEqual([]);
    expect(shop.sent.filter(({ service }) => service === 'stock').length).toBeGreaterThan(1);
  });

  it('never are when something is changed', async () => {
    await shop.run('mutation { x: nameAuthor(id: "a1", name: "X") { books { inStock } } y: nameAuthor(id: "a1", name: "Y") { books { inStock } } }');
    expect(shop.sent.filter(({ service }) => service === 'stock')).toHaveLength(2);
  });
});
