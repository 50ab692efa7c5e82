import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { viewOf } from '../supergraph/supergraph-view.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import { staticPolicy } from './static-policy.ts';

const header = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective", "@shareable", "@authenticated"])
    @link(url: "https://dr-assistant.example/caching/v1.0", import: ["@cacheControl", "@staleIfError"])
    @composeDirective(name: "@cacheControl")
    @composeDirective(name: "@staleIfError")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  directive @staleIfError(seconds: Int!) on FIELD_DEFINITION
  enum CacheControlScope { PUBLIC PRIVATE }
`;

function composed(body: string): SupergraphView {
  const { supergraphSdl, errors } = composeServices([{ name: 'a', url: 'http://a.invalid', typeDefs: parse(header + body) }]);
  if (!supergraphSdl) throw new Error(errors?.map((error) => error.message).join());
  return viewOf({ version: '1', sdl: supergraphSdl });
}

const view = composed(`
  type Query {
    drugs: [Drug!]! @cacheControl(maxAge: 60, scope: PUBLIC) @staleIfError(seconds: 30)
    drug: Drug
    count: Int @cacheControl(maxAge: 5, scope: PUBLIC)
    plain: Int
    aged: Drug @cacheControl(maxAge: 600) @staleIfError(seconds: 300)
    thing: Thing @cacheControl(maxAge: 60, scope: PUBLIC)
    named: Named @cacheControl(maxAge: 60, scope: PUBLIC)
    mine: Int @cacheControl(maxAge: 60, scope: PRIVATE)
  }
  type Drug @cacheControl(maxAge: 120, scope: PUBLIC) {
    name: String
    price: Int @cacheControl(maxAge: 20)
    cost: Int @cacheControl(scope: PRIVATE)
    maker: Maker
    maker2: Maker @cacheControl(inheritMaxAge: true)
    takenBy: [Patient!] @cacheControl(maxAge: 60, scope: PUBLIC)
    prescriber: Doctor @cacheControl(maxAge: 60, scope: PUBLIC)
  }
  type Maker { name: String }
  type Patient { name: String }
  type Doctor @authenticated @cacheControl(maxAge: 10, scope: PUBLIC) { name: String }
  interface Named { name: String }
  type Public implements Named @cacheControl(maxAge: 60, scope: PUBLIC) { name: String }
  type Hidden implements Named @cacheControl(maxAge: 7, scope: PRIVATE) { name: String }
  union Thing = Public | Patient
`);

const policyOf = (query: string, neverShared: string[] = ['Patient']) => staticPolicy(view, parse(query), undefined, new Set(neverShared));

describe('what the schema says of an answer', () => {
  it('keeps @cacheControl and @staleIfError through composition', () => {
    expect(policyOf('{ drugs { name } }')).toMatchObject({ maxAge: 60, complete: true, scope: 'PUBLIC', sealed: false, guarded: false, staleIfErrorSeconds: 30 });
  });

  it.each([
    ['the least of all lifetimes', '{ drugs { name price } count }', 5],
    ['the field\'s before its type\'s', '{ aged { name } }', 600],
    ['the type\'s where the field has none', '{ drug { name } }', 120],
    ['the least of the types that may stand there', '{ named { name } }', 7],
  ])('lifetime: %s', (_, query, maxAge) => {
    expect(policyOf(query)).toMatchObject({ maxAge, complete: true });
  });

  it.each([
    ['a root field without a hint', '{ plain }'],
    ['an object without a hint, below one that has one', '{ drugs { maker { name } } }'],
    ['one of several root fields', '{ drugs { name } plain }'],
    ['introspection', '{ drugs { name } __schema { types { name } } }'],
  ])('lifetime: unknown with %s', (_, query) => {
    expect(policyOf(query).complete).toBe(false);
  });

  it('lets an object inherit its parent\'s lifetime where it says so, but not its scope', () => {
    expect(policyOf('{ drugs { maker2 { name } } }')).toMatchObject({ maxAge: 60, complete: true, scope: 'PRIVATE', sealed: false });
  });

  it.each([
    ['an object that does not say PUBLIC', '{ drugs { maker { name } } }'],
    ['a lifetime alone', '{ plain }'],
    ['a fragment', 'query { ...F } fragment F on Query { drugs { ...G } } fragment G on Drug { maker { name } }'],
  ])('scope: PRIVATE with %s', (_, query) => {
    expect(policyOf(query).scope).toBe('PRIVATE');
  });

  it.each([
    ['a field that says PRIVATE', '{ drugs { name cost } }'],
    ['a root field that says PRIVATE', '{ mine drugs { name } }'],
    ['a type that is never shared, though a directive says PUBLIC', '{ drugs { takenBy { name } } }'],
    ['a union that may hold such a type', '{ thing { ... on Public { name } } }'],
    ['an interface of which one type says PRIVATE', '{ named { name } }'],
    ['a fragment on such a type', '{ thing { ... on Patient { name } } }'],
  ])('scope: sealed with %s', (_, query) => {
    expect(policyOf(query)).toMatchObject({ scope: 'PRIVATE', sealed: true });
  });

  it('knows what depends on rights', () => {
    expect(policyOf('{ drugs { prescriber { name } } }')).toMatchObject({ guarded: true, scope: 'PUBLIC' });
  });

  it('names the types that the answer holds', () => {
    expect([...policyOf('{ drugs { maker { name } } thing { __typename } }').types].sort()).toEqual(['Drug', 'Maker', 'Patient', 'Public', 'Thing']);
  });

  it.each([
    ['every root field allows it: the shortest', '{ drugs { name } aged { name } }', 30],
    ['one does not', '{ drugs { name } plain }', null],
    ['none does', '{ plain }', null],
  ])('stale: %s', (_, query, seconds) => {
    expect(policyOf(query).staleIfErrorSeconds).toBe(seconds);
  });

  it('closes everything where there is no such operation', () => {
    expect(staticPolicy(view, parse('query A { drugs { name } }'), 'B', new Set())).toMatchObject({ complete: false, sealed: true });
  });
});
