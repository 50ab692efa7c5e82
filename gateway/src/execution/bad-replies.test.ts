import { ServiceError } from '@dra/service';
import { bookshop } from './testing/bookshop.ts';
import { localGraph } from './testing/local-graph.ts';

/** What a subgraph may say, in place of what it should, when `{ books { title inStock } }` asks for the stock of two books. */
const noAnswers: [string, string, string][] = [
  ['not JSON', 'Bad gateway', 'NOT_JSON'],
  ['truncated', '{"data":{"_entities":[{"inStock":1},', 'NOT_JSON'],
  ['nothing', '', 'NOT_JSON'],
  ['a list', '[{"data":{}}]', 'WRONG_SHAPE'],
  ['null', 'null', 'WRONG_SHAPE'],
  ['a string', '"data"', 'WRONG_SHAPE'],
  ['data that is a list', '{"data":[]}', 'WRONG_SHAPE'],
  ['data that is a number', '{"data":7}', 'WRONG_SHAPE'],
  ['errors that are no list', '{"data":{"_entities":[{"inStock":1},{"inStock":2}]},"errors":{"message":"no"}}', 'WRONG_ERRORS'],
  ['errors that are strings', '{"data":null,"errors":["no"]}', 'WRONG_ERRORS'],
  ['neither data nor errors', '{"extensions":{}}', 'EMPTY'],
  ['no data and no errors', '{"data":null,"errors":[]}', 'EMPTY'],
  ['no entities', '{"data":{}}', 'WRONG_ENTITIES'],
  ['entities that are no list', '{"data":{"_entities":{"0":{"inStock":1}}}}', 'WRONG_ENTITIES'],
  ['too few entities', '{"data":{"_entities":[{"inStock":1}]}}', 'WRONG_ENTITIES'],
  ['too many entities', '{"data":{"_entities":[{},{},{}]}}', 'WRONG_ENTITIES'],
  ['entities that are strings', '{"data":{"_entities":["b1","b2"]}}', 'WRONG_ENTITIES'],
];

describe('a subgraph that answers', () => {
  const shop = bookshop();
  beforeEach(() => {
    shop.meddle.with = null;
  });
  const stockSays = (text: string) => {
    shop.meddle.with = ({ service }) => (service === 'stock' ? text : undefined);
  };
  const booksSay = (text: string) => {
    shop.meddle.with = ({ service }) => (service === 'books' ? text : undefined);
  };

  it.each(noAnswers)('%s gave no valid answer', async (_, text, reason) => {
    stockSays(text);
    const { data, errors } = await shop.run('{ books { title inStock } }');
    expect(data).toEqual({ books: [{ title: 'One', inStock: null }, { title: 'Two', inStock: null }] });
    const extensions = { code: 'DEPENDENCY_UNAVAILABLE', service: 'stock', reason };
    expect(errors).toEqual([0, 1].map((index) => ({ message: 'The stock service gave no valid answer.', path: ['books', index, 'inStock'], extensions })));
  });

  it.each(noAnswers.slice(0, 12))('%s about root fields gave no valid answer', async (_, text, reason) => {
    booksSay(text);
    const { data, errors } = await shop.run('{ b: book(isbn: "b1") { title } me { name } }');
    expect(data).toEqual({ b: null, me: { name: 'Cleo' } });
    expect(errors).toEqual([{ message: 'The books service gave no valid answer.', path: ['b'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'books', reason } }]);
  });

  it('with errors of null has none', async () => {
    stockSays('{"data":{"_entities":[{"inStock":1},{"inStock":2}]},"errors":null}');
    expect((await shop.run('{ books { inStock } }')).errors).toEqual([]);
  });

  it('with a failed HTTP status, but GraphQL, is heard', async () => {
    shop.meddle.with = ({ service }) => (service === 'stock' ? Promise.resolve({ status: 500, text: '{"errors":[{"message":"closed","extensions":{"code":"CLOSED","serviceName":"forged"}}]}', headers: {} }) : undefined);
    const { errors } = await shop.run('{ books { title inStock } }');
    expect(errors).toEqual([0, 1].map((index) => ({ message: 'closed', path: ['books', index, 'inStock'], extensions: { code: 'CLOSED', service: 'stock', serviceName: 'stock' } })));
  });

  it('with a failed HTTP status and nothing of GraphQL is told of with the status', async () => {
    shop.meddle.with = ({ service }) => (service === 'books' ? Promise.resolve({ status: 503, text: 'upstream connect error', headers: {} }) : undefined);
    const { errors } = await shop.run('{ book(isbn: "b1") { title } }');
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'DEPENDENCY_UNAVAILABLE', service: 'books', reason: 'NOT_JSON', http: { status: 503 } }]);
  });

  it('with an error at an entity has it wherever that entity stands', async () => {
    stockSays('{"data":{"_entities":[{"inStock":null},{"inStock":2}]},"errors":[{"message":"lost","path":["_entities",0,"inStock"]}]}');
    const { data, errors } = await shop.run('{ a: book(isbn: "b1") { inStock } books { inStock } }');
    expect(data).toEqual({ a: { inStock: null }, books: [{ inStock: null }, { inStock: 2 }] });
    expect(errors.map(({ path }) => path)).toEqual(expect.arrayContaining([['a', 'inStock'], ['books', 0, 'inStock']]));
  });

  it.each([
    ['no path', ''],
    ['an empty path', ',"path":[]'],
    ['a path that is a string', ',"path":"_entities"'],
    ['a path of objects', ',"path":["_entities",{"0":0},"inStock"]'],
    ['a path to no entity', ',"path":["_entities",7,"inStock"]'],
    ['a negative path', ',"path":["_entities",-1,"inStock"]'],
    ['a path to nowhere', ',"path":["nothing","of",3]'],
  ])('with an error with %s is heard once', async (_, path) => {
    stockSays(`{"data":{"_entities":[{"inStock":1},{"inStock":2}]},"errors":[{"message":"odd"${path}}]}`);
    const { data, errors } = await shop.run('{ books { inStock } }');
    expect(data).toEqual({ books: [{ inStock: 1 }, { inStock: 2 }] });
    expect(errors).toEqual([{ message: 'odd', extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'stock', serviceName: 'stock' } }]);
  });

  it('with an error that says nothing has words for it', async () => {
    stockSays('{"data":{"_entities":[{"inStock":1},{"inStock":2}]},"errors":[{"message":7,"extensions":"no"}]}');
    expect((await shop.run('{ books { inStock } }')).errors).toEqual([{ message: 'The stock service reported an error.', extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'stock', serviceName: 'stock' } }]);
  });

  it('with __proto__ and constructor keys changes no prototype', async () => {
    const evil = '"__proto__":{"polluted":true,"title":"evil"},"constructor":{"prototype":{"polluted":true}}';
    booksSay(`{"data":{${evil},"b":{${evil},"__typename":"Book","isbn":"b1","title":null,"meta":{${evil}}}},"errors":[{"message":"m","path":["b"],"extensions":{${evil}}}],${evil}}`);
    const { text, errors } = await shop.run('{ b: book(isbn: "b1") { toString: title meta } }');
    expect(Object.hasOwn(errors[0]?.extensions ?? {}, '__proto__')).toBe(false);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(text).toBe(`{"b":null}`);
  });

  it('may call fields as every object is called', async () => {
    const { text, errors } = await shop.run('{ __proto__: book(isbn: "b1") { constructor: title toString: inStock __proto__: postage hasOwnProperty: author { valueOf: name } } }');
    expect(errors).toEqual([]);
    expect(text).toBe('{"__proto__":{"constructor":"One","toString":3,"__proto__":1,"hasOwnProperty":{"valueOf":"Ada"}}}');
    const { text: missing } = await shop.run('{ book(isbn: "nope") { constructor: title } }');
    expect(missing).toBe('{"book":null}');
  });

  it.each([
    ['a type that there is not', '{"data":{"search":[{"__typename":"Ghost"}]}}', ['search', 0], { search: [null] }],
    ['a type that may not stand there', '{"data":{"search":[{"__typename":"Paper"}]}}', ['search', 0], { search: [null] }],
    ['no type', '{"data":{"search":[{"title":"One"}]}}', ['search', 0], { search: [null] }],
    ['an object for a list', '{"data":{"search":{"__typename":"Book"}}}', ['search'], { search: null }],
    ['a string for an object', '{"data":{"search":["Book"]}}', ['search', 0], { search: [null] }],
    ['a list for an object', '{"data":{"search":[[]]}}', ['search', 0], { search: [null] }],
    ['a number for a string', '{"data":{"search":[{"__typename":"Book","title":5,"pages":1}]}}', ['search', 0, 'title'], { search: [null] }],
    ['a string for a number', '{"data":{"search":[{"__typename":"Book","title":"t","pages":"1"}]}}', ['search', 0, 'pages'], { search: [{ title: 't', pages: null }] }],
    ['a fraction for an Int', '{"data":{"search":[{"__typename":"Book","title":"t","pages":1.5}]}}', ['search', 0, 'pages'], { search: [{ title: 't', pages: null }] }],
    ['a value that the enum has not', '{"data":{"search":[{"__typename":"Book","title":"t","pages":1,"kind":"SONG"}]}}', ['search', 0, 'kind'], { search: [{ title: 't', pages: 1, kind: null }] }],
    ['null in place of a list that must be', '{"data":{"search":[{"__typename":"Book","title":"t","pages":1,"kind":null,"author":null}]}}', ['search', 0, 'author'], { search: [null] }],
  ])('with %s is told so', async (_, text, path, data) => {
    booksSay(text);
    const field = text.includes('author') ? ' author { id }' : '';
    const result = await shop.run(`{ search { ... on Book { title ${text.includes('pages') ? 'pages' : ''} ${text.includes('kind') ? 'kind' : ''}${field} } } }`);
    expect(result.data).toEqual(data);
    expect(result.errors).toMatchObject([{ path, extensions: { code: 'INVALID_SUBGRAPH_REPLY' } }]);
  });

  it('without a field that it was asked for is told so', async () => {
    stockSays('{"data":{"_entities":[{},{"inStock":2}]}}');
    const { data, errors } = await shop.run('{ books { title inStock } }');
    expect(data).toEqual({ books: [{ title: 'One', inStock: null }, { title: 'Two', inStock: 2 }] });
    expect(errors).toMatchObject([{ path: ['books', 0, 'inStock'], extensions: { code: 'INVALID_SUBGRAPH_REPLY' } }]);
  });

  it('null for an entity that it does not know is no error', async () => {
    stockSays('{"data":{"_entities":[null,{"inStock":2}]}}');
    const { data, errors } = await shop.run('{ books { title inStock } }');
    expect(data).toEqual({ books: [{ title: 'One', inStock: null }, { title: 'Two', inStock: 2 }] });
    expect(errors).toEqual([]);
  });

  it('nothing at all costs its fields, at most 200 errors, and the rest is counted', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `{"__typename":"Book","isbn":"i${index}","title":"t"}`);
    shop.meddle.with = ({ service }) => {
      if (service === 'stock') throw new ServiceError('DEADLINE_EXCEEDED', 'The stock service did not answer in time.');
      return service === 'books' ? `{"data":{"books":[${many.join()}]}}` : undefined;
    };
    const { data, errors } = await shop.run('{ books { title inStock } }');
    expect((data as { books: unknown[] }).books).toHaveLength(300);
    expect(errors).toHaveLength(200);
    expect(errors[0]).toEqual({ message: 'The stock service did not answer in time.', path: ['books', 0, 'inStock'], extensions: { code: 'DEADLINE_EXCEEDED', service: 'stock' } });
    expect(errors.at(-1)?.extensions).toEqual({ code: 'DEADLINE_EXCEEDED', service: 'stock', omitted: 100 });
  });

  it('nothing about what another needs is told where that is missing', async () => {
    shop.meddle.with = ({ query }) => {
      if (query.includes('pages')) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The books service does not answer.');
      return undefined;
    };
    const { data, errors } = await shop.run('{ author(id: "a1") { name books { postage } } }');
    expect(data).toEqual({ author: null });
    expect(errors).toMatchObject([{ path: ['author', 'books'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'books' } }]);
  });

  it('a fault of our own says nothing of what it was', async () => {
    shop.meddle.with = ({ service }) => {
      if (service === 'stock') throw new TypeError('10.0.0.7 said Quillfeather');
      return undefined;
    };
    const { errors } = await shop.run('{ book(isbn: "b1") { inStock } }');
    expect(errors).toEqual([{ message: 'Something went wrong on our side.', path: ['book', 'inStock'], extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'stock' } }]);
  });

  it('starts no fetch for somebody who has gone', async () => {
    const controller = new AbortController();
    shop.sent.length = 0;
    shop.meddle.with = ({ service }) => {
      if (service === 'books') controller.abort();
      return undefined;
    };
    const { errors } = await shop.run('{ book(isbn: "b1") { inStock } }', {}, { signal: controller.signal });
    expect(shop.sent.map(({ service }) => service)).toEqual(['books']);
    expect(errors).toMatchObject([{ extensions: { code: 'CANCELLED' } }]);
  });
});

describe('an object that is known only by its interface', () => {
  const graph = localGraph({
    media: {
      typeDefs: 'type Query { none: Int } interface Media @key(fields: "id") { id: ID! title: String } type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }',
      resolvers: { Film: { __resolveReference: ({ id }: { id: string }) => ({ id, title: 'T', minutes: 90 }) }, Media: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Film', id, title: 'T', minutes: 90 }) } },
    },
    votes: {
      typeDefs: 'type Query { top: [Media!] } type Media @key(fields: "id") @interfaceObject { id: ID! votes: Int }',
      resolvers: { Query: { top: () => [{ id: 'm1', votes: 3 }] } },
    },
  });

  it('does without its type where nobody asks', async () => {
    graph.meddle.with = ({ service }) => (service === 'media' ? 'dead' : undefined);
    expect(await graph.run('{ top { id votes } }')).toMatchObject({ data: { top: [{ id: 'm1', votes: 3 }] }, errors: [] });
    expect(await graph.run('{ top { id votes title } }')).toMatchObject({ data: { top: [{ id: 'm1', votes: 3, title: null }] }, errors: [{ path: ['top', 0, 'title'] }] });
  });

  it('is none where its type is asked for and nobody can tell', async () => {
    graph.meddle.with = ({ service }) => (service === 'media' ? 'dead' : undefined);
    const { data, errors } = await graph.run('{ top { __typename id votes } }');
    expect(data).toEqual({ top: null });
    expect(errors).toMatchObject([{ path: ['top', 0, '__typename'] }]);
    graph.meddle.with = null;
    expect(await graph.run('{ top { __typename id votes ... on Film { minutes } } }')).toMatchObject({ data: { top: [{ __typename: 'Film', id: 'm1', votes: 3, minutes: 90 }] }, errors: [] });
  });
});
