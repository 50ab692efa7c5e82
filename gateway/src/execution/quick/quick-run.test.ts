import type { RunContext } from '../contract.ts';
import { bookshop } from '../testing/bookshop.ts';
import { localGraph } from '../testing/local-graph.ts';

const shop = bookshop();
const left: unknown[] = [];
const compile = (query: string) => shop.compile(query, undefined, { leftQuickWay: (reason) => left.push(reason) });
const asked: { service: string; keys: string[] }[] = [];

/** Books as the text of what a subgraph says of them; each has as many in stock as its name has characters. */
const selling = (books: string): RunContext['send'] => (service, body) => {
  const { variables } = JSON.parse(body) as { variables: { representations?: { isbn: string }[] } };
  const keys = (variables.representations ?? []).map(({ isbn }) => isbn);
  asked.push({ service, keys });
  const text = service === 'books' ? `{"data":{"books":[${books}]}}` : JSON.stringify({ data: { _entities: keys.map(({ length }) => ({ inStock: length })) } });
  return Promise.resolve({ status: 200, headers: {}, text });
};
const bookOf = (isbn: string) => `{"__typename":"Book","isbn":"${isbn}","title":"${isbn.toUpperCase()}"}`;

async function run(query: string, send: RunContext['send']) {
  const { data, errors } = await compile(query).run({ variables: {}, signal: null, send });
  return { text: data, data: JSON.parse(data) as { books: { title: string; inStock: number }[] }, errors };
}

beforeEach(() => {
  left.length = asked.length = 0;
});

it('asks for thousands of entities once each, and tells them wherever they stand', async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `isbn-${index}`);
  const { data, errors } = await run('{ books { title inStock } }', selling([...names, ...names.toReversed()].map(bookOf).join()));
  expect([errors, left]).toEqual([[], []]);
  expect(asked).toEqual([{ service: 'books', keys: [] }, { service: 'stock', keys: names }]);
  expect(data.books).toEqual([...names, ...names.toReversed()].map((name) => ({ title: name.toUpperCase(), inStock: name.length })));
});

it('leaves keys that were made to have one hash to the exact way, and asks nobody twice', async () => {
  let names = [''];
  for (let length = 0; length < 10; length += 1) names = names.flatMap((name) => [`${name}Aa`, `${name}BB`]);
  const { data } = await run('{ books { inStock } }', selling(names.map(bookOf).join()));
  expect(left).toHaveLength(1);
  expect(data.books).toHaveLength(1_024);
  expect(asked.map(({ service, keys }) => [service, keys.length])).toEqual([['books', 0], ['stock', 1_024]]);
});

it('takes what a subgraph says as it says it: order, white space, escapes and digits', async () => {
  const books = '{ "title" : "\\u00e9\\/\\ud83d\\ude00 \\"" ,\n"extra":[{"a":[1e5,-0.5,null]}], "isbn":"b\\u0031","__typename":"Book"},{"title":"é😀","isbn":"b1","__typename":"Book"}';
  const { text, data } = await run('{ books { title inStock } }', selling(books));
  expect(left).toEqual([]);
  expect(data.books.map(({ title }) => title)).toEqual(['é/😀 "', 'é😀']);
  expect(text).toContain('"\\u00e9\\/\\ud83d\\ude00 \\""');
});

it('tells of one entity what each fragment asks of it', async () => {
  const user = { id: 'u1', name: 'Ada', email: 'ada@example.org' };
  const graph = localGraph({
    things: {
      typeDefs: 'type Query { things: [Thing!]! } union Thing = Loan | Gift type Loan { owner: User! } type Gift { owner: User! } type User @key(fields: "id") { id: ID! }',
      resolvers: { Query: { things: () => ['Loan', 'Gift', 'Gift', 'Loan'].map((__typename) => ({ __typename, owner: { id: 'u1' } })) } },
    },
    users: { typeDefs: 'type User @key(fields: "id") { id: ID! name: String! email: String! }', resolvers: { User: { __resolveReference: () => user } } },
  });
  const program = graph.compile('{ things { ... on Loan { owner { name } } ... on Gift { owner { email } } } }', undefined, { leftQuickWay: (reason) => left.push(reason) });
  const { data, errors } = await program.run({ variables: {}, signal: null, send: graph.send });
  expect([errors, left]).toEqual([[], []]);
  const [loan, gift] = [{ owner: { name: user.name } }, { owner: { email: user.email } }];
  expect(JSON.parse(data)).toEqual({ things: [loan, gift, gift, loan] });
});

it('answers side by side what each was asked', async () => {
  const program = compile('{ books { title inStock } }');
  const names = Array.from({ length: 40 }, (_, index) => `n${'x'.repeat(index * 50)}`);
  const answers = await Promise.all(names.map((name) => program.run({ variables: {}, signal: null, send: selling(bookOf(name)) })));
  expect(answers.map(({ data }) => JSON.parse(data) as unknown)).toEqual(names.map((name) => ({ books: [{ title: name.toUpperCase(), inStock: name.length }] })));
  expect(left).toEqual([]);
});

it('lends its bytes once; then there is no text', async () => {
  const outcome = await compile('{ books { title } }').run({ variables: {}, signal: null, send: selling(bookOf('a')) });
  const lent = outcome.lend?.();
  expect(lent && lent.buffer.toString('utf8', lent.start, lent.end)).toBe('{"books":[{"title":"A"}]}');
  lent?.release();
  expect(() => outcome.data).toThrow('bytes had gone out');
  const other = await compile('{ books { title } }').run({ variables: {}, signal: null, send: selling(bookOf('b')) });
  expect([other.data, other.lend?.()]).toEqual(['{"books":[{"title":"B"}]}', null]);
});

it('stops trying where it is left each time, and tries again', async () => {
  const program = compile('{ books { title } }');
  const ask = (title: string) => program.run({ variables: {}, signal: null, send: selling(`{"title":${title}}`) });
  for (let time = 0; time < 100; time += 1) await ask('null');
  expect(left.length).toBeGreaterThan(3);
  expect(left.length).toBeLessThan(12);
  left.length = 0;
  for (let time = 0; time < 300; time += 1) await ask('"t"');
  await ask('null');
  expect(left).toHaveLength(1);
});
