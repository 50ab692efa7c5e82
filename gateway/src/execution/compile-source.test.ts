import { localGraph } from './testing/local-graph.ts';

describe('a compiled subscription', () => {
  const graph = localGraph({
    feed: {
      typeDefs: `
        type Query { a: Int }
        type Subscription { published(kind: String, most: Int): Book }
        type Book @key(fields: "isbn") { isbn: ID! title: String! }
      `,
      resolvers: {},
    },
    stock: {
      typeDefs: 'type Book @key(fields: "isbn") { isbn: ID! inStock: Int }',
      resolvers: { Book: { __resolveReference: ({ isbn }: { isbn: string }) => ({ isbn, inStock: isbn === 'b1' ? 3 : null }) } },
    },
  });
  const program = graph.compile('subscription S($kind: String, $most: Int, $yes: Boolean!) { new: published(kind: $kind, most: $most) { title inStock @include(if: $yes) } }');

  it('says who sends its events, and what to ask for them', () => {
    expect(program.kind).toBe('subscription');
    expect(program.source).toMatchObject({ service: 'feed', query: expect.stringContaining('new:published(kind:$kind') as string });
    expect(program.source?.variables({ kind: 'x', yes: true })).toEqual({ kind: 'x' });
  });

  it('asks the other subgraphs for each event', async () => {
    const event = (isbn: string | null) => JSON.stringify({ data: { new: isbn && { __typename: 'Book', isbn, title: `T ${isbn}` } } });
    const answer = (text: string, yes: boolean) => {
      let first = true;
      return program.run({
        variables: { yes },
        signal: null,
        send: (...asked) => {
          if (!first) return graph.send(...asked);
          first = false;
          return Promise.resolve({ status: 200, text, headers: {} });
        },
      });
    };
    expect(await answer(event('b1'), true)).toMatchObject({ data: '{"new":{"title":"T b1","inStock":3}}', errors: [] });
    expect(await answer(event('b1'), false)).toMatchObject({ data: '{"new":{"title":"T b1"}}', errors: [] });
    expect(await answer(event(null), true)).toMatchObject({ data: '{"new":null}', errors: [] });
    expect(await answer('{"data":{"new":{"__typename":"Book","isbn":"b1","title":null}}}', true)).toMatchObject({ data: '{"new":null}', errors: [{ path: ['new', 'title'] }] });
    expect(await answer('{"errors":[{"message":"over","path":["new"]}],"data":null}', true)).toMatchObject({ data: '{"new":null}', errors: [{ message: 'over', path: ['new'], extensions: { service: 'feed' } }] });
  });

  it('asks for what its conditions leave', async () => {
    const some = graph.compile('subscription S($title: Boolean!, $stock: Boolean!) { published { isbn ... @include(if: $stock) { inStock } title @skip(if: $title) } }');
    const askedFor = async (title: boolean, stock: boolean) => {
      const settled = await some.settle?.({ title, stock });
      return settled && 'run' in settled ? { query: settled.source?.query, variables: settled.source?.variables({ title, stock }), fetches: settled.fetches } : settled;
    };
    expect(await askedFor(true, false)).toEqual({ query: expect.not.stringMatching(/title|skip|include/) as string, variables: {}, fetches: 1 });
    expect(await askedFor(false, true)).toEqual({ query: expect.stringContaining('title') as string, variables: {}, fetches: 2 });
    expect(await askedFor(false, false)).toMatchObject({ fetches: 1 });
    expect(program.settle).toBeDefined();
    expect(graph.compile('subscription { published { isbn } }').settle).toBeUndefined();
  });
});
