import type { EntityStore } from './contract.ts';
import { bookshop } from './testing/bookshop.ts';

function memory(): EntityStore & { known: Map<string, string>; later: boolean } {
  const known = new Map<string, string>();
  const name = (...parts: string[]) => parts.join('|');
  const store = {
    known,
    later: false,
    read: (fetchKey: string, typename: string, representations: readonly string[]) => {
      const texts = representations.map((representation) => known.get(name(fetchKey, typename, representation)));
      return store.later ? Promise.resolve(texts) : texts;
    },
    write: (fetchKey: string, typename: string, entries: readonly { representation: string; entity: string }[]) => {
      for (const { representation, entity } of entries) known.set(name(fetchKey, typename, representation), entity);
    },
  };
  return store;
}

const stockOf = (sent: readonly { service: string; variables: Record<string, unknown> }[]) => sent.flatMap(({ service, variables }) => (service === 'stock' ? (variables['representations'] as { isbn: string }[]).map(({ isbn }) => isbn) : []));

describe('an entity store', () => {
  it.each([false, true])('spares what it knows, and learns what came (answers later: %s)', async (later) => {
    const shop = bookshop();
    const entities = memory();
    entities.later = later;
    const first = await shop.run('{ book(isbn: "b1") { title inStock } }', {}, { entities });
    expect(stockOf(shop.sent)).toEqual(['b1']);
    shop.sent.length = 0;
    const both = await shop.run('{ books { title inStock } }', {}, { entities });
    expect(stockOf(shop.sent)).toEqual(['b2']);
    expect([first.errors, both.errors]).toEqual([[], []]);
    expect(both.data).toEqual({ books: [{ title: 'One', inStock: 3 }, { title: 'Two', inStock: 0 }] });
    shop.sent.length = 0;
    await shop.run('{ books { title inStock } }', {}, { entities });
    expect(stockOf(shop.sent)).toEqual([]);
  });

  it('learns nothing that came with an error', async () => {
    const shop = bookshop();
    const entities = memory();
    shop.meddle.with = ({ service }) => (service === 'stock' ? '{"data":{"_entities":[{"inStock":null},{"inStock":5}]},"errors":[{"message":"no","path":["_entities",0,"inStock"]}]}' : undefined);
    await shop.run('{ books { inStock } }', {}, { entities });
    expect([...entities.known.values()]).toEqual(['{"inStock":5}']);
    shop.meddle.with = ({ service }) => (service === 'stock' ? '{"data":{"_entities":[{"price":1},{"price":2}]},"errors":[{"message":"somewhere"}]}' : undefined);
    await shop.run('{ books { price } }', {}, { entities });
    expect(entities.known.size).toBe(1);
  });

  it('is not asked for a change', async () => {
    const shop = bookshop();
    const entities = memory();
    await shop.run('mutation { nameAuthor(id: "a1", name: "X") { books { inStock } } }', {}, { entities });
    expect(entities.known.size).toBe(0);
  });

  it('that fails costs nothing but its service', async () => {
    const shop = bookshop();
    const entities = { ...memory(), read: () => Promise.reject(new Error('away')) };
    const { data, errors } = await shop.run('{ books { title inStock } }', {}, { entities });
    expect(data).toMatchObject({ books: [{ title: 'One', inStock: 3 }, {}] });
    expect(errors).toEqual([]);
  });
});
