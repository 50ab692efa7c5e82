import { bookshop } from './testing/bookshop.ts';

describe('a compiled operation', () => {
  const shop = bookshop();
  beforeEach(() => {
    shop.sent.length = 0;
    shop.meddle.with = null;
  });

  it('joins what several subgraphs know', async () => {
    const { data, errors } = await shop.run('{ books { title author { name } inStock postage } }');
    expect(errors).toEqual([]);
    expect(data).toEqual({
      books: [
        { title: 'One', author: { name: 'Ada' }, inStock: 3, postage: 1 },
        { title: 'Two', author: { name: 'Béla' }, inStock: 0, postage: 2 },
      ],
    });
  });

  it('asks for an entity once, however often it stands in the answer', async () => {
    await shop.run('{ books(first: 3) { author { name } } }');
    expect(shop.sent.map(({ service, variables }) => [service, (variables['representations'] as unknown[] | undefined)?.length])).toEqual([
      ['books', undefined],
      ['authors', 2],
    ]);
  });

  it('writes aliases, lists of lists, unions, enums, custom scalars and any string', async () => {
    const { data, errors } = await shop.run(
      `query ($yes: Boolean!, $no: Boolean = false) {
        all: books(first: 3) { n: title t: __typename tags kind meta format { ... on Paper { grams } ... on File { bytes } } author { pen } pages @include(if: $no) isbn @skip(if: $yes) }
        search { __typename ... on Book { title } ...A }
        me { __typename id ... on Clerk { since } ... on Author { pen } }
      }
      fragment A on Author { name books { title } }`,
      { yes: true },
    );
    expect(errors).toEqual([]);
    const pen = 'A "quoted" \\ name\n';
    const meta = (isbn: string) => ({ any: [isbn, 1.5, null], deep: { a: true } });
    expect(data).toEqual({
      all: [
        { n: 'One', t: 'Book', tags: [['x', 'y'], [], null], kind: 'NOVEL', meta: meta('b1'), format: { grams: 300 }, author: { pen } },
        { n: 'Two', t: 'Book', tags: [['z', null]], kind: 'POEMS', meta: meta('b2'), format: { bytes: 1_000_000 }, author: { pen: null } },
        { n: 'Three', t: 'Book', tags: null, kind: 'NOVEL', meta: meta('b3'), format: null, author: { pen } },
      ],
      search: [{ __typename: 'Book', title: 'One' }, { __typename: 'Author', name: 'Béla', books: [{ title: 'Two' }] }, null],
      me: { __typename: 'Clerk', id: 'c1', since: 2001 },
    });
  });

  it('coerces variables, and says what is wrong with them', () => {
    const program = shop.compile('query ($kind: Kind, $first: Int! = 1, $filter: Filter) { books(kind: $kind, first: $first, filter: $filter) { title } }');
    expect(program.coerce({ kind: 'NOVEL', filter: { kinds: 'POEMS', not: { minPages: 3 } } })).toEqual({ values: { kind: 'NOVEL', first: 1, filter: { minPages: 0, kinds: ['POEMS'], not: { minPages: 3 } } } });
    expect(program.coerce({ first: 1.5 })).toMatchObject({ errors: [{ message: expect.stringContaining('Int cannot represent non-integer value') as string, extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(program.coerce({ first: null })).toMatchObject({ errors: [{ message: expect.stringContaining('must not be null') as string }] });
    expect(program.coerce({ filter: { nope: 1 } })).toMatchObject({ errors: [{ message: expect.stringContaining('"nope"') as string }] });
    expect(program.coerce([])).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('answers what is asked about the schema itself, beside data', async () => {
    const { data } = await shop.run('query ($name: String!) { t: __type(name: $name) { name kind } ...S __typename books(first: 1) { title } } fragment S on Query { __schema { queryType { name } } }', { name: 'Book' });
    expect(data).toEqual({ t: { name: 'Book', kind: 'OBJECT' }, __schema: { queryType: { name: 'Query' } }, __typename: 'Query', books: [{ title: 'One' }] });
    expect(shop.sent).toHaveLength(1);
  });

  it('asks again for every field of a change', async () => {
    const { data } = await shop.run('mutation { x: nameAuthor(id: "a1", name: "X") { name books { title } } y: nameAuthor(id: "a1", name: "Y") { name books { title } } }');
    expect(data).toMatchObject({ x: { name: 'X', books: [{ title: 'One' }, { title: 'Three' }] }, y: { name: 'Y' } });
    expect(shop.sent.map(({ kind }) => kind)).toEqual(['mutation', 'query', 'query']);
  });
});

describe('when a subgraph fails', () => {
  const shop = bookshop();

  it('a dead one costs its own fields, each with an error', async () => {
    shop.meddle.with = ({ service }) => (service === 'stock' ? 'oops' : undefined);
    const { data, errors } = await shop.run('{ books { title inStock } }');
    expect(data).toEqual({ books: [{ title: 'One', inStock: null }, { title: 'Two', inStock: null }] });
    expect(errors).toEqual(
      [0, 1].map((index) => ({ message: 'The stock service gave no valid answer.', path: ['books', index, 'inStock'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'stock', reason: 'NOT_JSON' } })),
    );
  });

  it('a null that may not stand moves up', async () => {
    shop.meddle.with = ({ service }) => (service === 'stock' ? '{"data":{"_entities":[{"price":null},{"price":1}]}}' : undefined);
    const { data, errors } = await shop.run('{ search { ... on Book { similar { title price } } } }');
    expect(data).toEqual({ search: [{ similar: null }, {}, null] });
    expect(errors).toMatchObject([{ path: ['search', 0, 'similar', 0, 'price'], extensions: { code: 'INVALID_SUBGRAPH_REPLY' } }]);
  });
});
