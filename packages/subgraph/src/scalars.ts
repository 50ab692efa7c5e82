import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

function stringScalar(name: string, check: (text: string) => boolean, expected: string, serialize: (value: unknown) => unknown): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string' || !check(value)) {
      // The value itself stays out of the message: it may be about a patient.
      throw new GraphQLError(`${name} expects ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } });
    }
    return value;
  };
  return new GraphQLScalarType({
    name,
    serialize,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

const isRealDate = (text: string): boolean => {
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text.slice(0, 10);
};

/** `2026-11-24`, kept as text: a birth date has no time zone. */
export const DateScalar = stringScalar('Date', (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDate(text), 'a calendar date such as 2026-11-24', (value) =>
  value instanceof Date ? value.toISOString().slice(0, 10) : value,
);

/** ISO 8601 with a zone; given out in UTC. */
export const DateTimeScalar = stringScalar(
  'DateTime',
  (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text) && isRealDate(text) && !Number.isNaN(Date.parse(text)),
  'an instant such as 2026-11-24T08:45:00Z',
  (value) => (value instanceof Date ? value.toISOString() : new Date(String(value)).toISOString()),
);

/** A decimal as text. */
export const DecimalScalar = stringScalar('Decimal', (text) => /^-?\d{1,12}(\.\d{1,9})?$/.test(text), 'a decimal as a string such as "0.125"', (value) => String(value));

export const FhirResourceScalar = new GraphQLScalarType({
  name: 'FhirResource',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new GraphQLError('FhirResource expects a JSON object.', { extensions: { code: 'BAD_USER_INPUT' } });
    }
    return value;
  },
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
