import { conform, fed2 } from '../kit/conform.ts';

conform('fields under the names of others that the planner needs', {
  subgraphs: {
    wards: fed2('type Query { ward: Ward wards: [Ward!]! } type Ward @key(fields: "id") { id: ID! name: String! beds: Int place: Place } type Place { id: ID! at: Place }'),
    staff: fed2('type Ward @key(fields: "id") { id: ID! nurses: [Nurse!]! beds: Int @external place: Place @external full: String @requires(fields: "beds") way: String @requires(fields: "place { id }") lead: Nurse } type Nurse @key(fields: "id") { id: ID! name: String ward: Ward } type Place { id: ID! @external }'),
    rota: fed2('type Nurse @key(fields: "id") { id: ID! nights(from: Int): [Int!]! } interface Thing { id: ID! } type Room implements Thing @key(fields: "id") { id: ID! name: String } type Bed implements Thing @key(fields: "id") { id: ID! code: String } type Query { thing: Thing }'),
    extra: fed2('type Room @key(fields: "id") { id: ID! size: Int } type Bed @key(fields: "id") { id: ID! size: Int }'),
  },
  random: 30,
  cases: [
    { name: 'a key', query: '{ ward { id: name lead { name } } }', services: ['wards', 'staff'] },
    { name: 'a key, and the key under another', query: '{ wards { id: name name: id lead { id: name nights } } }' },
    { name: 'what is required', query: '{ ward { beds: name full } }' },
    { name: 'from where the key is not', query: '{ ward { lead { id: nights(from: 2) name } } }' },
    { name: 'an object that is required', query: '{ ward { place: lead { id: name name: nights } way } }' },
    { name: 'another object of the same type', query: '{ ward { place { id: at { id } place: id } way } }' },
    { name: 'by type', query: '{ thing { ... on Room { id: name s: size } ... on Bed { t: size id: code } } }' },
    { name: 'in fragments and on conditions', query: 'query($y: Boolean!) { ward { ...f @include(if: $y) full } } fragment f on Ward { beds: name lead { id: name ...g } } fragment g on Nurse { nights }', variables: { y: true } },
  ],
});

it('refuses a field under the name of __typename', async () => {
  const { createFederation } = await import('../kit/create-federation.ts');
  const federation = createFederation({ a: fed2('type Query { user: User } type User { id: ID }') });
  await expect(federation.ask('{ user { __typename: id } }')).rejects.toThrow('No field can be asked for by the name of "__typename".');
});
