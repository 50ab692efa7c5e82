import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestGateway } from './testing/test-gateway.ts';
import type { GraphqlReply, TestGateway } from './testing/test-gateway.ts';
import { patientIds } from './testing/test-subgraphs.ts';

let t: TestGateway;
beforeAll(async () => {
  t = await startTestGateway();
});
afterAll(() => t.stop());

const codeOf = ({ body }: GraphqlReply) => body.errors?.[0]?.extensions['code'];
const nested = (levels: number) => `${'{a'.repeat(levels)}${'}'.repeat(levels)}`;

describe('a request across subgraphs', () => {
  it('joins what they hold', async () => {
    const { status, body, headers } = await t.post({ query: `{ patient(id: "${patientIds[0]}") { name notes { text } } }` });
    expect(status).toBe(200);
    expect(body).toEqual({ data: { patient: { name: 'Patient 1', notes: [{ text: 'text' }] } } });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('answers GET for reads, with CSRF prevention, and never for changes', async () => {
    const get = (query: string, headers: Record<string, string> = {}) =>
      fetch(`${t.url}?query=${encodeURIComponent(query)}`, { headers: { authorization: `Bearer ${t.token}`, ...headers } });
    const plain = await get('{ patients { id } }');
    expect(plain.status).toBe(400);
    expect(await plain.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect((await get('{ patients { id } }', { 'apollo-require-preflight': '1' })).status).toBe(200);
    const change = await get(`mutation { rename(id: "${patientIds[0]}", name: "x") { id } }`, { 'apollo-require-preflight': '1' });
    expect(change.status).toBe(405);
  });
});

describe('bad input', () => {
  const cases: [name: string, body: unknown, headers: Record<string, string>, status: number, code: string][] = [
    ['malformed JSON', '{"query": "{ patients', {}, 400, 'BAD_REQUEST'],
    ['an empty body', '', {}, 400, 'BAD_REQUEST'],
    ['JSON that is no object', '"text"', {}, 400, 'BAD_REQUEST'],
    ['a batch', [{ query: '{ patients { id } }' }], {}, 400, 'BAD_REQUEST'],
    ['no document', {}, {}, 400, 'BAD_REQUEST'],
    ['a document that is no string', { query: { kind: 'Document' } }, {}, 400, 'BAD_REQUEST'],
    ['invalid UTF-8', Buffer.from([...Buffer.from('{"query":"{ patients { id } } # '), 0xc3, 0x28, ...Buffer.from('"}')]), {}, 400, 'BAD_REQUEST'],
    ['UTF-16', Buffer.from('{"query":"{ patients { id } }"}', 'utf16le'), { 'content-type': 'application/json; charset=utf-16' }, 415, 'BAD_REQUEST'],
    ['a key that reaches into prototypes', '{"query":"{ patients { id } }","variables":{"__proto__":{"x":1}}}', {}, 400, 'BAD_REQUEST'],
    ['another media type', '{ patients { id } }', { 'content-type': 'application/graphql' }, 415, 'BAD_REQUEST'],
    ['variables that are no object', { query: '{ patients { id } }', variables: 'x' }, {}, 400, 'BAD_REQUEST'],
    ['a body over 6 MiB', JSON.stringify({ query: `{ patients { id } } # ${'x'.repeat(6 * 1_048_576)}` }), {}, 413, 'REQUEST_TOO_LARGE'],
    ['what is not GraphQL', { query: '{ patients { id }' }, {}, 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ patients { birthday } }' }, {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['fragments in a circle', { query: '{ patients { ...A } } fragment A on Patient { ...B } fragment B on Patient { ...A }' }, {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation name', { query: 'query A { patients { id } }', operationName: 'B' }, {}, 400, 'BAD_REQUEST'],
    ['a wrong variable type', { query: 'query($ms: Int!) { slow(ms: $ms) }', variables: { ms: 'Quillfeather' } }, {}, 400, 'BAD_USER_INPUT'],
    ['a missing variable', { query: 'query($ms: Int!) { slow(ms: $ms) }' }, {}, 400, 'BAD_USER_INPUT'],
    ['ten thousand levels', { query: nested(10_000) }, {}, 400, 'QUERY_TOO_COMPLEX'],
    ['a hundred thousand levels', { query: nested(100_000) }, {}, 400, 'QUERY_TOO_COMPLEX'],
    ['a thousand aliases', { query: `{ ${Array.from({ length: 1_000 }, (_, index) => `a${index}: patients { id }`).join(' ')} }` }, {}, 400, 'QUERY_TOO_COMPLEX'],
    ['deep variables', `{"query":"{ patients { id } }","variables":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, {}, 400, 'BAD_REQUEST'],
    ['brackets in strings: no depth', JSON.stringify({ query: '{ patients { id } }', variables: { a: `\\"${'[{'.repeat(500)}` } }), {}, 200, ''],
    ['a subscription over plain HTTP', { query: `subscription { patient(id: "${patientIds[0]}") { id } }` }, {}, 400, 'BAD_REQUEST'],
    ['an answer in a form that we do not speak', { query: '{ patients { id } }' }, { accept: 'application/xml' }, 406, 'BAD_REQUEST'],
  ];
  it.each(cases)('%s', async (_, body, headers, status, code) => {
    const reply = await t.post(body, headers);
    expect([reply.status, codeOf(reply) ?? '']).toEqual([status, code]);
    expect(reply.text).not.toMatch(/\bat .*\.(?:ts|js):\d+|stacktrace|Quillfeather|127\.0\.0\.1/);
  });

  it('leaves no process dead and no text of it in the log', async () => {
    expect((await t.post({ query: '{ patients { id } }' })).status).toBe(200);
    expect(t.logged()).not.toContain('Quillfeather');
  });

  it('stops reading a body that announces too much', async () => {
    const { hostname, port } = new URL(t.url);
    const socket = connect(Number(port), hostname);
    socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${t.token}\r\ncontent-length: 104857600\r\n\r\n{`);
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(String(data)).toMatch(/^HTTP\/1\.1 413 [\s\S]*REQUEST_TOO_LARGE/);
    socket.destroy();
  });

  it.each([
    ['what is not HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 [\s\S]*BAD_REQUEST/],
    ['headers without end', `GET /graphql HTTP/1.1\r\nhost: x\r\nx-pad: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 [\s\S]*BAD_REQUEST/],
    ['an upgrade to nowhere', 'GET /elsewhere HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n', /^HTTP\/1\.1 404/],
  ])('answers %s in order', async (_, bytes, answer) => {
    const { hostname, port } = new URL(t.url);
    const socket = connect(Number(port), hostname);
    socket.write(bytes);
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(String(data)).toMatch(answer);
    socket.destroy();
  });

  it('says where nothing is', async () => {
    const response = await fetch(t.url.replace('/graphql', '/admin'));
    expect([response.status, await response.json()]).toMatchObject([404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
  });
});

describe('faults of ours', () => {
  it('are masked: no message, no address, no stack; the request id finds them in the log', async () => {
    const reply = await t.post({ query: '{ broken }' }, { 'x-request-id': 'request-broken' });
    expect(reply.body).toEqual({
      data: { broken: null },
      errors: [{ message: 'Something went wrong on our side.', path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'patient', requestId: 'request-broken' } }],
    });
    expect(t.logged()).toContain('request-broken');
    expect(t.logged()).not.toContain('Quillfeather');
  });

  it('never turn into a silent null: a subgraph that breaks its schema is an error with a path', async () => {
    t.subgraphs.tamper.with = (answer) => answer.replace('"Patient 1"', 'null');
    const { body } = await t.post({ query: '{ patients { name } }' });
    t.subgraphs.tamper.with = null;
    expect(body.data).toBeNull();
    expect(body.errors).toMatchObject([{ path: ['patients', 0, 'name'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });

  it('tells a refusal of the whole fetch at each field that it costs', async () => {
    t.subgraphs.tamper.with = () => '{"errors":[{"message":"The request came after its deadline.","extensions":{"code":"DEADLINE_EXCEEDED"}}]}';
    const { body } = await t.post({ query: `{ a: patient(id: "${patientIds[0]}") { name } b: patient(id: "${patientIds[1]}") { name } }` });
    t.subgraphs.tamper.with = null;
    expect(body.data).toEqual({ a: null, b: null });
    expect(body.errors?.map(({ path, extensions }) => [path, extensions['code'], extensions['service']])).toEqual([
      [['a'], 'DEADLINE_EXCEEDED', 'patient'],
      [['b'], 'DEADLINE_EXCEEDED', 'patient'],
    ]);
  });

  it.each([
    ['not JSON', () => '<html>502</html>'],
    ['cut short', (answer: string) => answer.slice(0, -5)],
    ['another shape', () => '[1]'],
    ['neither data nor errors', () => '{}'],
  ])('an answer that is %s is DEPENDENCY_UNAVAILABLE', async (_, tamper) => {
    t.subgraphs.tamper.with = tamper;
    const { body, text } = await t.post({ query: `{ patient(id: "${patientIds[0]}") { name } }` });
    t.subgraphs.tamper.with = null;
    expect(body.errors).toMatchObject([{ path: ['patient'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'patient' } }]);
    expect(text).not.toContain('502');
  });
});

describe('the deadline', () => {
  it('is handed down, and a client can only shorten it', async () => {
    const ask = async (headers: Record<string, string>) => {
      const { body } = await t.post({ query: '{ caller { msLeft } }' }, headers);
      return (body.data?.['caller'] as unknown as { msLeft: number }).msLeft;
    };
    expect(await ask({})).toBeGreaterThan(9_000);
    expect(await ask({ 'x-request-timeout-ms': '2000' })).toBeLessThanOrEqual(2_000);
    expect(await ask({ 'x-request-timeout-ms': '999999' })).toBeLessThanOrEqual(10_000);
    expect(await ask({ 'x-dra-deadline': '1' })).toBeGreaterThan(9_000);
  });

  it('is enforced: the late field is null with DEADLINE_EXCEEDED and its service', async () => {
    const started = performance.now();
    const { body } = await t.post({ query: '{ slow(ms: 5000) }' }, { 'x-request-timeout-ms': '200' });
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(body).toMatchObject({ data: { slow: null }, errors: [{ path: ['slow'], extensions: { code: 'DEADLINE_EXCEEDED', service: 'patient' } }] });
  });

  it('ends a read whose client has gone, and lets a change go on', async () => {
    const leave = async (query: string) => {
      const controller = new AbortController();
      const asked = fetch(t.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${t.token}` },
        body: JSON.stringify({ query }),
        signal: controller.signal,
      });
      setTimeout(() => controller.abort(), 100);
      await expect(asked).rejects.toThrow();
    };
    await leave('mutation { slowChange(ms: 400) }');
    await sleep(600);
    expect(t.subgraphs.finished).toEqual(['slowChange']);
    await leave('{ slow(ms: 4000) }');
    await sleep(100);
    expect(await t.metrics.registry.metrics()).toMatch(/dra_gateway_subgraph_fetches_total\{.*code="CANCELLED".*\} \d/);
  });
});

describe('a dead subgraph', () => {
  it('costs its own fields: null, with an error per field that names the service', async () => {
    await t.subgraphs.note.stop();
    const reply = await t.post({ query: '{ patients { name notes { text } } }' });
    expect(reply.status).toBe(200);
    expect(reply.body.data).toEqual({ patients: [{ name: 'Patient 1', notes: null }, { name: 'Patient 2', notes: null }] });
    expect(reply.body.errors).toEqual(
      [0, 1].map((index) => ({
        message: 'The clinical-note service does not answer.',
        path: ['patients', index, 'notes'],
        extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'clinical-note' },
      })),
    );
    expect(reply.text).not.toContain('127.0.0.1');
    const root = await t.post({ query: '{ note(id: "not_1") { text } patients { name } }' });
    expect(root.body.data).toMatchObject({ note: null, patients: [{ name: 'Patient 1' }, { name: 'Patient 2' }] });
    expect(root.body.errors?.map((error) => error.path)).toEqual([['note']]);
  });

  it('shows in the metrics, by service and code', async () => {
    const text = await t.metrics.registry.metrics();
    expect(text).toMatch(/dra_gateway_subgraph_fetches_total\{subgraph="clinical-note",code="DEPENDENCY_UNAVAILABLE"/);
    expect(text).toMatch(/dra_gateway_requests_total\{type="query",code="OK"/);
    expect(text).toMatch(/dra_gateway_requests_total\{type="refused",code="QUERY_TOO_COMPLEX"/);
    expect(text).toMatch(/dra_gateway_request_seconds_count\{.*type="query"/);
  });
});
