import { serverAudits } from 'graphql-http';
import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';
import { startTestFront } from './testing/test-front.ts';
import type { Reply, TestFront } from './testing/test-front.ts';

let t: TestFront;
beforeAll(async () => {
  t = await startTestFront();
});
afterAll(() => t.stop());

const codeOf = ({ body }: Reply) => body.errors?.[0]?.extensions['code'];

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => t.url });

  it('has 61 audits', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
    const result = await audit.fn();
    // Twice: what the first time came through Apollo Server is known the second time.
    const again = await audit.fn();
    expect([result.status, again.status, 'reason' in result ? result.reason : '', 'reason' in again ? again.reason : '']).toEqual(['ok', 'ok', '', '']);
  });
});

describe('an answer', () => {
  it('joins what the subgraphs hold, the same the second time', async () => {
    const query = '{ products { name reviews { stars } } }';
    const first = await t.post({ query });
    expect(first.body).toEqual({ data: { products: [{ name: 'Lamp', reviews: [{ stars: 1 }] }, { name: 'Chair', reviews: [{ stars: 2 }] }] } });
    const second = await t.post({ query });
    expect(second.text).toBe(first.text);
  });

  it('is as long as it says, whatever is in it', async () => {
    const { text, headers, body } = await t.post({ query: '{ product(id: "3") { name } }' });
    expect(body.data).toEqual({ product: { name: 'Desk – ✓' } });
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  });

  it('has the variables of each request', async () => {
    const query = 'query($id: ID!) { product(id: $id) { id } }';
    for (const id of ['1', '2', '1']) expect((await t.post({ query, variables: { id } })).body.data).toEqual({ product: { id } });
    expect(await t.post({ query, variables: {} })).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
  });

  it('is of the operation that is named', async () => {
    const query = 'query A { a: product(id: "1") { id } } query B { b: product(id: "2") { id } }';
    expect((await t.post({ query, operationName: 'B' })).body.data).toEqual({ b: { id: '2' } });
    expect((await t.post({ query, operationName: 'A' })).body.data).toEqual({ a: { id: '1' } });
    for (const operationName of ['C', undefined]) {
      const reply = await t.post({ query, operationName });
      expect([reply.status, codeOf(reply)]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
    }
  });

  it('is compressed as the client likes it, when it is long', async () => {
    const query = '{ long(characters: 5000) }';
    for (const encoding of ['br', 'gzip']) {
      const { headers, body } = await t.post({ query }, { 'accept-encoding': encoding });
      expect([headers.get('content-encoding'), headers.get('vary'), Number(headers.get('content-length')) < 500]).toEqual([encoding, 'accept-encoding', true]);
      expect(body.data).toEqual({ long: 'x'.repeat(5_000) });
    }
    expect((await t.post({ query }, { 'accept-encoding': 'gzip;q=0, br;q=0' })).headers.get('content-encoding')).toBeNull();
    expect((await t.post({ query: '{ long(characters: 5) }' }, { 'accept-encoding': 'br' })).headers.get('content-encoding')).toBeNull();
  });
});

describe('a body', () => {
  const query = '{ product(id: "1") { id } }';
  const text = JSON.stringify({ query });

  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['identity', Buffer.from(text)],
  ])('may come as %s', async (encoding, body) => {
    expect((await t.post(body, { 'content-encoding': encoding })).body.data).toEqual({ product: { id: '1' } });
  });

  const bomb = gzipSync(JSON.stringify({ query: `{ products { id } } # ${'x'.repeat(20 * 1_048_576)}` }));
  const cases: [name: string, body: unknown, headers: Record<string, string>, status: number, code: string][] = [
    ['malformed JSON', '{"query": "{ products', {}, 400, 'BAD_REQUEST'],
    ['an empty body', '', {}, 400, 'BAD_REQUEST'],
    ['white space', '  \n', {}, 400, 'BAD_REQUEST'],
    ['JSON that is no object', '"text"', {}, 400, 'BAD_REQUEST'],
    ['null', 'null', {}, 400, 'BAD_REQUEST'],
    ['a batch', [{ query }], {}, 400, 'BAD_REQUEST'],
    ['no document', {}, {}, 400, 'BAD_REQUEST'],
    ['an empty document', { query: '' }, {}, 400, 'BAD_REQUEST'],
    ['a document that is no string', { query: { kind: 'Document' } }, {}, 400, 'BAD_REQUEST'],
    ['invalid UTF-8', Buffer.from([...Buffer.from('{"query":"{ products { id } } # '), 0xc3, 0x28, ...Buffer.from('"}')]), {}, 400, 'BAD_REQUEST'],
    ['UTF-16', Buffer.from(text, 'utf16le'), { 'content-type': 'application/json; charset=utf-16' }, 415, 'BAD_REQUEST'],
    ['another media type', '{ products { id } }', { 'content-type': 'application/graphql' }, 415, 'BAD_REQUEST'],
    ['a form', 'query=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'BAD_REQUEST'],
    ['an encoding that we do not read', text, { 'content-encoding': 'compress' }, 415, 'BAD_REQUEST'],
    ['gzip that is none', text, { 'content-encoding': 'gzip' }, 400, 'BAD_REQUEST'],
    ['a bomb', bomb, { 'content-encoding': 'gzip' }, 413, 'REQUEST_TOO_LARGE'],
    ['huge variables', { query, variables: { x: 'x'.repeat(7 * 1_048_576) } }, {}, 413, 'REQUEST_TOO_LARGE'],
    ['__proto__ among variables', '{"query":"{ products { id } }","variables":{"__proto__":{"x":1}}}', {}, 400, 'BAD_REQUEST'],
    ['__proto__, escaped', '{"query":"{ products { id } }","variables":{"\\u005f_proto__":{"x":1}}}', {}, 400, 'BAD_REQUEST'],
    ['__proto__ at the top', '{"query":"{ products { id } }","__proto__":{"x":1}}', {}, 400, 'BAD_REQUEST'],
    ['constructor.prototype', '{"query":"{ products { id } }","variables":{"constructor":{"prototype":{}}}}', {}, 400, 'BAD_REQUEST'],
    ['a key twice at the top', '{"query":"{ a }","query":"{ products { id } }"}', {}, 400, 'BAD_REQUEST'],
    ['a key twice, once escaped', '{"query":"{ products { id } }","variables":{"a":1,"\\u0061":2}}', {}, 400, 'BAD_REQUEST'],
    ['a key twice among variables', '{"query":"{ products { id } }","variables":{"a":1,"a":2}}', {}, 400, 'BAD_REQUEST'],
    ['deep variables', `{"query":"{ products { id } }","variables":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, {}, 400, 'BAD_REQUEST'],
    ['variables that are no object', { query, variables: 'x' }, {}, 400, 'BAD_REQUEST'],
    ['what is not GraphQL', { query: '{ products { id }' }, {}, 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ products { weight } }' }, {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['fragments in a circle', { query: '{ products { ...A } } fragment A on Product { ...B } fragment B on Product { ...A }' }, {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a document by an unknown way', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }, {}, 400, 'PERSISTED_QUERY_NOT_SUPPORTED'],
    ['an answer in a form that we do not speak', { query }, { accept: 'application/xml' }, 406, 'BAD_REQUEST'],
  ];
  it.each(cases)('%s is refused, the second time too', async (_, body, headers, status, code) => {
    for (let times = 0; times < 2; times += 1) {
      const reply = await t.post(body, headers);
      expect([reply.status, codeOf(reply)]).toEqual([status, code]);
      expect(reply.headers.get('content-type')).toContain('json');
      expect(reply.text).not.toMatch(/\bat .*\.(?:ts|js):\d+|stacktrace|127\.0\.0\.1/);
    }
  });

  it('may hold colons and quotes wherever JSON has them', async () => {
    const variables = { text: '{"a":1,"a":2} \\" "b" : \\\\', list: [1, 2] };
    const body = `{"query":"query($text: String, $list: [Int!]) { echo(text: $text, list: $list) }" , "variables"\n:${JSON.stringify(variables)}}`;
    expect(JSON.parse(((await t.post(body)).body.data as { echo: string }).echo)).toEqual(variables);
  });
});

describe('GET', () => {
  it('reads, with variables in JSON', async () => {
    const search = new URLSearchParams({ query: 'query($id: ID!) { product(id: $id) { id } }', variables: '{"id":"2"}' });
    expect((await t.get(search.toString())).body.data).toEqual({ product: { id: '2' } });
  });

  it('changes nothing, the second time neither', async () => {
    const query = 'mutation { rename(id: "1", name: "Broken") { id } }';
    for (let times = 0; times < 2; times += 1) {
      const reply = await t.get(new URLSearchParams({ query }).toString());
      expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST']);
      await t.post({ query: 'mutation { rename(id: "1", name: "Lamp") { id } }' });
    }
    await t.post({ query });
    expect((await t.get(new URLSearchParams({ query }).toString())).status).toBe(405);
    await t.post({ query: 'mutation { rename(id: "1", name: "Lamp") { id } }' });
  });

  it.each([
    ['a parameter twice', 'query=%7Ba%7D&query=%7Bb%7D'],
    ['variables that are no JSON', 'query=%7Ba%7D&variables=%7B'],
    ['variables that are a list', 'query=%7Ba%7D&variables=%5B%5D'],
    ['no document', 'variables=%7B%7D'],
  ])('refuses %s', async (_, search) => {
    const reply = await t.get(search);
    expect([reply.status, codeOf(reply)]).toEqual([400, 'BAD_REQUEST']);
  });

  it('is refused with a cookie, unless the browser had to ask first', async () => {
    const search = 'query=%7Bproducts%7Bid%7D%7D';
    expect((await t.get(search, { cookie: 'session=1' })).status).toBe(400);
    expect((await t.get(search, { cookie: 'session=1', 'apollo-require-preflight': 'true' })).status).toBe(200);
    expect((await t.get(search)).status).toBe(200);
  });
});

it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is not allowed', async (method) => {
  const response = await fetch(t.url, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
});

it('knows no other path', async () => {
  const response = await fetch(t.url.replace('/graphql', '/elsewhere'));
  expect([response.status, await response.json()]).toMatchObject([404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
});
