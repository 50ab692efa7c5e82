import { errorsPerField } from './fields-at-fault.ts';

const gone = { message: 'gone', extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'voice' } };
const pathsOf = (query: string, variables?: Record<string, unknown>) => errorsPerField({ query, variables }, gone).map((error) => error.path);

describe('errorsPerField', () => {
  it('names each root field by its key in the response', () => {
    expect(pathsOf('query Q__voice__0($a: ID!) { recording(id: $a) { id } t: transcript(id: "x") { id } }')).toEqual([['recording'], ['t']]);
  });

  it('names each field of each entity, by type', () => {
    const query = '{ _entities(representations: $representations) { ... on Note { text s: sections { code } } ... on Recording { status } } }';
    const representations = [{ __typename: 'Note', id: '1' }, { __typename: 'Recording', id: '2' }];
    expect(pathsOf(query, { representations })).toEqual([['_entities', 0, 'text'], ['_entities', 0, 's'], ['_entities', 1, 'status']]);
  });

  it('counts what it leaves out', () => {
    const representations = Array.from({ length: 500 }, () => ({ __typename: 'Note', id: '1' }));
    const errors = errorsPerField({ query: '{ _entities(representations: $r) { ... on Note { text } } }', variables: { representations } }, gone);
    expect(errors).toHaveLength(200);
    expect(errors.at(-1)?.extensions).toEqual({ ...gone.extensions, omitted: 300 });
  });
});
