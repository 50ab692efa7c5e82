import { getIntrospectionQuery } from 'graphql';
import { isIntrospectionOnly } from './use-open-introspection.ts';

describe('isIntrospectionOnly', () => {
  it.each([
    [getIntrospectionQuery(), undefined, true],
    ['{ __type(name: "Note") { name } }', undefined, true],
    ['query A { __schema { types { name } } } query B { viewer { userId } }', 'A', true],
    ['query A { __schema { types { name } } } query B { viewer { userId } }', 'B', false],
    ['query A { __schema { types { name } } } query B { viewer { userId } }', undefined, false],
    ['{ __schema { types { name } } viewer { userId } }', undefined, false],
    ['{ ...F } fragment F on Query { __schema { types { name } } viewer { userId } }', undefined, false],
    ['{ __typename }', undefined, false],
    ['mutation { __schema { types { name } } }', undefined, false],
    ['{ __schema ', undefined, false],
    [['{ __schema { types { name } } }'], undefined, false],
  ])('%.70j (%s): %p', (query, operationName, expected) => {
    expect(isIntrospectionOnly(query, operationName)).toBe(expected);
  });
});
