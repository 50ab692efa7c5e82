import { startTestFront } from './testing/test-front.ts';
import type { TestFront } from './testing/test-front.ts';

let t: TestFront;
beforeAll(async () => {
  t = await startTestFront({
    rightsOf: ({ headers: { authorization } }) => ({ authenticated: authorization !== undefined, scopes: new Set(authorization === 'staff' ? ['staff'] : []), policies: new Set() }),
  });
});
afterAll(() => t.stop());

const query = '{ products(first: 1) { id } private staff }';
const ask = (authorization?: string, text = query) => t.post({ query: text }, authorization === undefined ? {} : { authorization });
const unauthorized = (...path: string[]) => ({ message: 'Unauthorized field or type', path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });

it('each caller gets what it may, whoever asked the same before', async () => {
  for (let times = 0; times < 2; times += 1) {
    expect((await ask('staff')).body).toEqual({ data: { products: [{ id: '1' }], private: 'for members', staff: 'for staff' } });
    // `staff` is never null: without it there is no answer at all, and it is told why.
    expect((await ask('member')).body).toEqual({ data: null, errors: [unauthorized('staff')] });
    expect((await ask()).body).toMatchObject({ data: null, errors: [{ path: ['private'] }, { path: ['staff'] }] });
  }
});

it('what is left out is asked of no subgraph', async () => {
  t.subgraphs.seen.length = 0;
  expect((await ask(undefined, '{ private products(first: 1) { id } }')).body).toEqual({ data: { private: null, products: [{ id: '1' }] }, errors: [unauthorized('private')] });
  expect(t.subgraphs.seen.map(({ query: asked }) => asked).join()).not.toContain('private');
  t.subgraphs.seen.length = 0;
  expect((await ask(undefined, '{ private }')).body).toEqual({ data: { private: null }, errors: [unauthorized('private')] });
  expect(t.subgraphs.seen).toEqual([]);
});

it('an operation that asks for no rights is one program for all', async () => {
  const text = '{ products(first: 1) { name } }';
  await ask('staff', text);
  const stored = t.graph.store.find(text, undefined, '');
  expect([stored?.rights, stored?.restricted]).toEqual([null, null]);
  expect((await ask(undefined, text)).body).toEqual({ data: { products: [{ name: 'Lamp' }] } });
});
