import { buildSchema, parse } from 'graphql';
import { clientOperation } from './client-operation.ts';
import { compileWriter } from './compile-writer.ts';

const types = Array.from({ length: 40 }, (_, index) => `T${index}`);
const schema = buildSchema(`
  interface Node { id: ID! up: Node! ups: [Node] }
  ${types.map((name) => `type ${name} implements Node { id: ID! up: Node! ups: [Node] own${name}: Int }`).join('\n')}
  type Query { node: Node a: Int b(x: Int): Int c: String d: [[Float!]] }
`);
const writerOf = (query: string) => {
  const { definition, fragments } = clientOperation(parse(query), undefined);
  const type = schema.getQueryType();
  if (!type) throw new Error('no queries');
  return compileWriter(schema, { fragments, selectionSet: definition.selectionSet, type, position: '' }, new Set());
};

describe('the response writer', () => {
  it('is made in no time for interfaces of many types within each other', () => {
    const started = performance.now();
    const write = writerOf(`{ node { id ${'up { id ups { id ...F '.repeat(4)} ${'} }'.repeat(4)} } } fragment F on T7 { ownT7 }`);
    const node = (depth: number): Record<string, unknown> => ({ __typename: `T${depth}`, id: String(depth), ownT7: 7, up: depth < 9 ? node(depth + 1) : null, ups: depth < 9 ? [node(depth + 1), null] : [] });
    expect(JSON.parse(write({ node: node(0) }, {})?.text ?? 'null')).toMatchObject({ node: { id: '0', up: { id: '1', ups: [{ id: '2' }, null] } } });
    // 40 types, eight levels: one way to each would be 40 to the eighth.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('writes under conditions, and the union of what was asked twice', () => {
    const write = writerOf('query ($x: Boolean!, $y: Boolean!) { a @include(if: $x) ... on Query @skip(if: $y) { a c } node @include(if: $x) { id } node @skip(if: $y) { up { id } } d @include(if: true) b @skip(if: true) }');
    const data = { a: 1, c: 'c', d: [[0.5], null], node: { __typename: 'T1', id: '1', up: { __typename: 'T2', id: '2' } } };
    const written = (x: boolean, y: boolean): unknown => JSON.parse(write(data, { x, y })?.text ?? 'null');
    expect(written(true, true)).toEqual({ a: 1, node: { id: '1' }, d: [[0.5], null] });
    expect(written(false, false)).toEqual({ a: 1, c: 'c', node: { up: { id: '2' } }, d: [[0.5], null] });
    expect(written(true, false)).toEqual({ a: 1, c: 'c', node: { id: '1', up: { id: '2' } }, d: [[0.5], null] });
    expect(written(false, true)).toEqual({ d: [[0.5], null] });
  });

  it('gives up where the data is not as the schema says, and tells what is missing', () => {
    const write = writerOf('{ a d node { id } }');
    expect(write({ a: 1, d: null, node: null }, {})).toEqual({ text: '{"a":1,"d":null,"node":null}', missing: false });
    expect(write({ a: 1, node: null }, {})).toEqual({ text: '{"a":1,"d":null,"node":null}', missing: true });
    for (const data of [{ a: 1.5 }, { a: '1' }, { a: 2 ** 31 }, { d: 1 }, { d: [[null]] }, { d: [['1']] }, { node: {} }, { node: { __typename: 'Query', id: '1' } }, { node: { __typename: 'T1', id: null } }]) {
      expect(write({ a: null, d: null, node: null, ...data }, {})).toBeNull();
    }
  });

  it('escapes whatever JSON has to', () => {
    const write = writerOf('{ c }');
    for (const c of ['', 'plain', '"', '\\', '\u0000', '\n', '\u2028', 'é😀', '\ud800', '</script>']) expect(JSON.parse(write({ c }, {})?.text ?? '')).toEqual({ c });
  });
});
