import fc from 'fast-check';
import { buildSchema, getVariableValues, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { compileCoercion } from './coerce-variables.ts';

const schema = buildSchema(`
  scalar Any
  enum Color { RED GREEN }
  input Point { x: Int! y: Int = 7 color: Color = RED label: [String!] within: Box }
  input Box { from: Point to: [[Point]!] any: Any }
  input One @oneOf { a: Int b: String }
  type Query { a(f: Float, id: ID): Int }
`);

const definitionsOf = (text: string) => (parse(`query (${text}) { a }`).definitions[0] as OperationDefinitionNode).variableDefinitions ?? [];
const types = ['Int', 'Int!', 'Float', 'String', 'Boolean!', 'ID', 'Color', 'Color!', 'Any', '[Int]', '[Int!]!', '[[Color]]', 'Point', 'Point!', '[Point!]', 'Box', 'One', 'One!'];
const presets: Record<string, string> = { Int: '3', 'Int!': '4', String: '"s"', Color: 'GREEN', '[Int]': '5', Point: '{ x: 1 }' };

const leaf = fc.oneof(fc.constantFrom<unknown>(null, true, false, '', 'RED', 'BLUE', 0, -0, 1.5, 2 ** 31, -1, 1e300, '12'), fc.integer(), fc.string());
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(fc.constantFrom('x', 'y', 'color', 'label', 'within', 'from', 'to', 'any', 'a', 'b', '__proto__'), tie('value'), { maxKeys: 4 }),
}));

describe('variables', () => {
  it.each(types)('of type %s are coerced as graphql-js does', (type) => {
    fc.assert(
      fc.property(fc.option(anything, { nil: undefined }), fc.boolean(), (value, withPreset) => {
        const preset = presets[type];
        const definitions = definitionsOf(`$v: ${type}${withPreset && preset ? ` = ${preset}` : ''}`);
        const inputs = value === undefined ? {} : { v: value };
        const expected = getVariableValues(schema, definitions, inputs, { maxErrors: 50 });
        const coerced = compileCoercion(schema, definitions)(inputs);
        if (expected.errors) expect('errors' in coerced && coerced.errors.map(({ message }) => message)).toEqual(expected.errors.map(({ message }) => message));
        else expect('values' in coerced && JSON.stringify(coerced.values)).toBe(JSON.stringify(expected.coerced));
      }),
      { numRuns: 150 },
    );
  });

  it('may have any name, and are nothing where they were not given', () => {
    const coerce = compileCoercion(schema, definitionsOf('$__proto__: Int, $toString: Int, $constructor: Int = 1'));
    const none = coerce({});
    expect('values' in none && [none.values['__proto__'], none.values['toString'], none.values['constructor']]).toEqual([undefined, undefined, 1]);
    const given = coerce(JSON.parse('{"__proto__": 2, "toString": 3}'));
    expect('values' in given && [given.values['__proto__'], given.values['toString']]).toEqual([2, 3]);
  });

  it.each([['a list', []], ['text', 'v'], ['a number', 1]])('are an object, not %s', (_, variables) => {
    expect(compileCoercion(schema, definitionsOf('$v: Int'))(variables)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});
