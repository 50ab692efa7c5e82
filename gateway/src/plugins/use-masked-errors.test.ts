import { GraphQLError, buildSchema, getVariableValues, parse, validate } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { createLogger } from '@dra/service';
import { createErrorFormatter, formatPublicError } from './use-masked-errors.ts';

const schema = buildSchema(`
  input Name { given: String! family: String! }
  input CreatePatientInput { mrn: String! birthDate: Int name: Name kind: Kind }
  enum Kind { A B }
  type Query { createPatient(input: CreatePatientInput!): Int patient(age: Int, kind: Kind): Int }
`);

const format = (error: GraphQLError): GraphQLFormattedError => formatPublicError({ ...error.toJSON(), extensions: { code: 'BAD_USER_INPUT', ...error.extensions } }, error);

describe('formatPublicError', () => {
  it('cuts the value out of a wrong variable, and keeps where and what was expected', () => {
    const operation = parse('query($input: CreatePatientInput!) { createPatient(input: $input) }').definitions[0];
    if (operation?.kind !== 'OperationDefinition') throw new Error('no operation');
    const errorsFor = (input: unknown) => {
      const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], { input });
      return errors.map((error) => format(error).message);
    };
    expect(errorsFor({ mrn: 'MRN-Quillfeather', birthDate: 'born-Quillfeather' })).toEqual(['Variable "$input" has an invalid value at "input.birthDate".']);
    expect(errorsFor({ mrn: 'x', name: { given: 'Quillfeather' } })).toEqual([
      'Variable "$input" has an invalid value at "input.name". Field "family" of required type "String!" was not provided.',
    ]);
    expect(errorsFor({ mrn: 'x', kind: 'Quillfeather' }).join()).not.toContain('Quillfeather');
  });

  it('cuts literals out of validation errors', () => {
    for (const query of ['{ patient(age: "Quillfeather") }', '{ patient(kind: Quillfeather) }', '{ createPatient(input: { mrn: "Quillfeather" name: { given: "Quillfeather" } }) }']) {
      const [error] = validate(schema, parse(query));
      if (!error) throw new Error('expected an error');
      expect(JSON.stringify(format(error))).not.toContain('Quillfeather');
    }
  });

  it.each([
    ['an unknown code', { code: 'SOMETHING_ODD' }, 'INTERNAL_SERVER_ERROR'],
    ['no code at all from a subgraph', { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName: 'voice' }, 'INTERNAL_SERVER_ERROR'],
    ['a subgraph that refuses the gateway\'s own document', { code: 'GRAPHQL_VALIDATION_FAILED', serviceName: 'voice' }, 'INTERNAL_SERVER_ERROR'],
    ['a subgraph that refuses the gateway\'s identity', { code: 'UNAUTHENTICATED', serviceName: 'voice' }, 'INTERNAL_SERVER_ERROR'],
    ['a code of a subgraph\'s own', { code: 'CHUNK_CONFLICT', serviceName: 'voice' }, 'CHUNK_CONFLICT'],
    ['a code that looks like none', { code: 'a <b>code</b>', serviceName: 'voice' }, 'INTERNAL_SERVER_ERROR'],
    ['a missing operation', { code: 'OPERATION_RESOLUTION_FAILURE' }, 'BAD_REQUEST'],
  ])('%s', (_, extensions, code) => {
    const shown = formatPublicError({ message: 'at http://10.0.0.7:4102/graphql', extensions }, new Error('x'));
    expect(shown.extensions?.['code']).toBe(code);
    if (code === 'INTERNAL_SERVER_ERROR') expect(JSON.stringify(shown)).not.toContain('10.0.0.7');
  });

  it('lets only known extensions through, and says which service', () => {
    const shown = formatPublicError(
      { message: 'Gone.', path: ['note'], extensions: { code: 'NOT_FOUND', serviceName: 'clinical-note', stacktrace: ['at x'], exception: {}, response: { url: 'http://x' }, reason: 'r' } },
      new Error('x'),
    );
    expect(shown).toEqual({ message: 'Gone.', path: ['note'], extensions: { code: 'NOT_FOUND', service: 'clinical-note', reason: 'r' } });
  });
});

describe('createErrorFormatter', () => {
  it('gives what it masks the request id, and the log its cause without its message', () => {
    const lines: string[] = [];
    const logger = createLogger({ name: 'test', destination: { write: (line: string) => void lines.push(line) } });
    const formatter = createErrorFormatter(logger, () => 'request-1');
    const cause = new TypeError('Quillfeather has no allergies');
    const shown = formatter({ message: cause.message, extensions: { code: 'INTERNAL_SERVER_ERROR' } }, new GraphQLError('x', { originalError: cause }));
    expect(shown.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' });
    expect(JSON.stringify(shown) + lines.join()).not.toContain('Quillfeather');
    expect(lines.join()).toContain('TypeError');
    expect(lines.join()).toContain('request-1');
  });
});
