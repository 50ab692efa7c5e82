import { GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, GraphQLString, graphqlSync } from 'graphql';
import { withoutValues } from './format-error.ts';
import { DateScalar } from './scalars.ts';

const input = new GraphQLInputObjectType({ name: 'Person', fields: { born: { type: DateScalar }, name: { type: GraphQLString } } });
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { of: { type: GraphQLString, args: { person: { type: input } }, resolve: () => 'ok' } } }),
});
const shown = (source: string, variableValues: Record<string, unknown> = {}) =>
  (graphqlSync({ schema, source, variableValues }).errors ?? []).map((error) => withoutValues(error.message));
const document = 'query ($person: Person) { of(person: $person) }';

test.each<[string, Record<string, unknown>]>([
  ['a text with a semicolon', { born: '1970; Marielle Quickwater' }],
  ['a text that looks like a path', { born: 'x at "a"; Quickwater' }],
  ['a thing where a text belongs', { name: { first: 'Quickwater' } }],
  ['a number where a text belongs', { name: 4711 }],
  ['a field that is not there', { Quickwater: 1, name: 'x; Quickwater' }],
])('%s stays out of the message', (_, person) => {
  const messages = shown(document, { person });
  expect(messages).toHaveLength(1);
  expect(messages.join()).not.toMatch(/Quickwater|4711/);
  expect(messages[0]).toContain('Variable "$person" got an invalid value');
});

test('where it stood and what was expected stay', () => {
  expect(shown(document, { person: { born: 'yesterday' } })).toEqual([expect.stringMatching(/^Variable "\$person" got an invalid value at "person.born"\. .*Date/)]);
});

test.each([
  ['String cannot represent a non string value: "Quickwater"', 'String cannot represent a non string value'],
  ['Float cannot represent non numeric value: "Quickwater"', 'Float cannot represent non numeric value'],
  ['Int cannot represent non-integer value: "Quickwater"', 'Int cannot represent non-integer value'],
  ['Value "x" does not exist "Quickwater" does not exist in "Role" enum.', 'The value does not exist in "Role" enum.'],
])('%s', (message, expected) => expect(withoutValues(message)).toBe(expected));
