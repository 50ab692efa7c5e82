import { parse } from 'graphql';
import { createAuthorization } from '../../src/planning/authorization/create-authorization.ts';
import type { AuthorizationOptions } from '../../src/planning/authorization/create-authorization.ts';
import { fed2 } from '../kit/conform.ts';
import { createFederation, run } from '../kit/create-federation.ts';

const { planner, servers, monolith } = createFederation({
  notes: fed2(`
    type Query {
      note: Note notes: [Note!]! open: String
      mine: User @authenticated
      strict: Strict!
      item: Item items: [Item!]! found: Found grade: Grade
      report: String @requiresScopes(scopes: [["report:read", "all"], ["admin"]])
      audit: String @policy(policies: [["auditor"]]) @authenticated
    }
    type Note @key(fields: "id") { id: ID! title: String text: String @requiresScopes(scopes: [["note:read"]]) must: String! @requiresScopes(scopes: [["note:must"]]) author: User }
    type User @key(fields: "id") @requiresScopes(scopes: [["user:read"]]) { id: ID! name: String }
    type Strict { open: String must: String! @authenticated inner: Strict }
    interface Item { id: ID! name: String }
    type Plain implements Item @key(fields: "id") { id: ID! name: String }
    type Secret implements Item @key(fields: "id") @requiresScopes(scopes: [["secret"]]) { id: ID! name: String code: String }
    union Found = Plain | Secret
    enum Grade @authenticated { A B }
  `),
  more: fed2('type Note @key(fields: "id") { id: ID! length: Int @policy(policies: [["counts"]]) tags: [String!] } type User @key(fields: "id") @requiresScopes(scopes: [["user:read"]]) { id: ID! mail: String }'),
});

type Rights = { authenticated?: boolean; scopes?: string[]; policies?: string[] };

async function ask(query: string, rights: Rights, options?: Partial<AuthorizationOptions>) {
  const document = parse(query);
  const authorization = createAuthorization(planner, { errors: 'errors', rejectUnauthorized: false, dryRun: false, ...options });
  const caller = { authenticated: rights.authenticated ?? false, scopes: new Set(rights.scopes), policies: new Set(rights.policies) };
  const decision = authorization.of(document, undefined)?.decide(caller);
  if (!decision) throw new Error('asks for no rights');
  if (!decision.document) return { ...shown(decision.finish({ data: '{}', errors: [] }, {})), decision, fetches: [] };
  const { outcome, fetches } = await run(planner, servers, decision.document);
  return { ...shown(decision.finish(outcome, {})), decision, fetches };
}

const shown = ({ data, errors, extensions }: { data: string; errors: readonly { path?: readonly (string | number)[] }[]; extensions?: unknown }) => ({ data: JSON.parse(data) as Record<string, unknown>, paths: errors.map(({ path }) => path), errors, extensions });

describe('@authenticated, @requiresScopes, @policy', () => {
  it('has nothing to decide where nothing is asked', () => {
    expect(createAuthorization(planner).of(parse('{ open note { title } }'), undefined)).toBeNull();
  });

  it('knows what an operation asks', () => {
    expect(createAuthorization(planner).of(parse('{ note { length text } report }'), undefined)).toMatchObject({ policies: ['counts'], scopes: ['note:read', 'report:read', 'all', 'admin'] });
  });

  it('leaves the document of somebody with all rights as it is', async () => {
    const query = '{ note { title text author { name mail } } mine { id } grade }';
    const asked = await ask(query, { authenticated: true, scopes: ['note:read', 'user:read'] });
    expect(asked).toMatchObject({ data: (await monolith(query)).data, errors: [], decision: { key: 'all' } });
  });

  it('leaves out a field and says so, asking nobody for it', async () => {
    const { data, errors, fetches } = await ask('{ notes { title text length } open }', { scopes: [] });
    expect(data).toEqual({ notes: [{ title: expect.any(String), text: null, length: null }, { title: expect.any(String), text: null, length: null }], open: expect.any(String) });
    expect(errors).toEqual([
      { message: 'Unauthorized field or type', path: ['notes', '@', 'text'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
      { message: 'Unauthorized field or type', path: ['notes', '@', 'length'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
    ]);
    expect(fetches.map(({ service, query }) => [service, query.includes('text')])).toEqual([['notes', false]]);
  });

  it('leaves out what is of a type that is not allowed', async () => {
    expect(await ask('{ note { author { name } title } }', {})).toMatchObject({ data: { note: { author: null, title: expect.any(String) } }, paths: [['note', 'author']] });
  });

  it('takes any one of the outer list, with all of the inner', async () => {
    expect(await ask('{ report }', { scopes: ['report:read'] })).toMatchObject({ data: { report: null } });
    expect(await ask('{ report }', { scopes: ['report:read', 'all'] })).toMatchObject({ data: { report: expect.any(String) }, errors: [] });
    expect(await ask('{ report }', { scopes: ['admin'] })).toMatchObject({ data: { report: expect.any(String) }, errors: [] });
  });

  it('takes every directive on a field', async () => {
    expect(await ask('{ audit }', { policies: ['auditor'] })).toMatchObject({ data: { audit: null } });
    expect(await ask('{ audit }', { policies: ['auditor'], authenticated: true })).toMatchObject({ data: { audit: expect.any(String) } });
  });

  it('goes by the type of a leaf', async () => {
    expect(await ask('{ open grade }', {})).toMatchObject({ data: { open: expect.any(String), grade: null }, paths: [['grade']] });
  });

  it('takes null up to where it may be', async () => {
    expect(await ask('{ note { title must } open }', {})).toMatchObject({ data: { note: null, open: expect.any(String) }, paths: [['note', 'must']] });
    expect(await ask('{ open strict { open must } }', {})).toMatchObject({ data: null, paths: [['strict', 'must']] });
    expect(await ask('{ strict { open inner { must } } }', {})).toMatchObject({ data: { strict: { open: expect.any(String), inner: null } } });
  });

  it('answers with null where nothing is left', async () => {
    expect(await ask('{ report mine { name } }', {})).toMatchObject({ data: { report: null, mine: null }, fetches: [], decision: { document: null } });
  });

  it('keeps names, order and conditions', async () => {
    const { data } = await ask('{ a: note { b: text c: title ...f @include(if: true) gone: title @skip(if: true) } } fragment f on Note { d: length e: id c: title }', {});
    expect(JSON.stringify(data)).toMatch(/^\{"a":\{"b":null,"c":"[^"]+","d":null,"e":"[^"]+"\}\}$/);
  });

  it('asks for an interface what composition says that its types ask', async () => {
    expect(await ask('{ items { id name } }', {})).toMatchObject({ data: null, paths: [['items', '@']] });
    expect(await ask('{ item { id } }', { scopes: ['secret'] })).toMatchObject({ data: { item: { id: expect.any(String) } }, errors: [] });
  });

  it('leaves out a fragment on a type that is not allowed', async () => {
    const some = await ask('{ found { __typename ... on Plain { name } ... on Secret { code } } }', {});
    expect(some.paths).toEqual([['found', '... on Secret']]);
    expect(await monolith('{ found { __typename ... on Plain { name } } }')).toMatchObject({ data: some.data });
  });

  it('tells in extensions, or not at all', async () => {
    const errors = [{ message: 'Unauthorized field or type', path: ['report'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }];
    expect(await ask('{ report open }', {}, { errors: 'extensions' })).toMatchObject({ data: { report: null }, errors: [], extensions: { authorizationErrors: errors } });
    expect(await ask('{ report open }', {}, { errors: 'disabled' })).toMatchObject({ data: { report: null }, errors: [], extensions: undefined });
  });

  it('can refuse the whole', async () => {
    expect(await ask('{ report open }', {}, { rejectUnauthorized: true })).toMatchObject({ decision: { refused: [{ path: ['report'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] } });
    expect(await ask('{ report open }', { scopes: ['admin'] }, { rejectUnauthorized: true })).toMatchObject({ decision: { refused: null } });
  });

  it('can only tell', async () => {
    expect(await ask('{ report open }', {}, { dryRun: true })).toMatchObject({ data: { report: expect.any(String) }, paths: [['report']] });
  });

  it('decides once for those with the same rights', () => {
    const rights = createAuthorization(planner).of(parse('{ note { text } report }'), undefined);
    const decide = (scopes: string[]) => rights?.decide({ authenticated: false, scopes: new Set(scopes), policies: new Set() });
    expect(decide(['note:read', 'x'])).toBe(decide(['note:read', 'y']));
    expect(decide(['note:read'])?.key).not.toBe(decide(['admin'])?.key);
  });
});
