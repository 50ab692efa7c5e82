import { conform, fed2 } from '../kit/conform.ts';

conform('entities found by one key', {
  subgraphs: {
    wards: fed2(`type Query { ward: Ward wards: [Ward!]! nobody: Ward } type Ward @key(fields: "id") { id: ID! name: String! beds: Int }`),
    staff: fed2(`type Query { nurse: Nurse } type Ward @key(fields: "id") { id: ID! nurses: [Nurse!]! lead: Nurse } type Nurse @key(fields: "id") { id: ID! name: String ward: Ward }`),
    rota: fed2(`type Nurse @key(fields: "id") { id: ID! nights(from: Int, to: Int = 7): [Int!]! }`),
  },
  cases: [
    { name: 'from one subgraph', query: '{ ward { id name beds } }', services: ['wards'] },
    { name: 'from two', query: '{ ward { name lead { name } } }', services: ['wards', 'staff'] },
    { name: 'key only asks nobody else', query: '{ nurse { ward { id } } }', services: ['staff'] },
    { name: 'there and back', query: '{ wards { nurses { ward { name beds } nights(to: 3) } } }', services: ['wards', 'staff', 'wards', 'rota'] },
    { name: 'with variables', query: 'query($from: Int) { nurse { nights(from: $from) } }', variables: { from: 2 }, services: ['staff', 'rota'] },
    { name: 'with fragments', query: '{ ward { ...a ...b } } fragment a on Ward { lead { ...n } } fragment b on Ward { name nurses { ...n } } fragment n on Nurse { id nights }' },
  ],
});

conform('an entity that is not there', {
  subgraphs: {
    wards: fed2('type Query { ward: Ward wards: [Ward]! } type Ward @key(fields: "id") { id: ID! name: String }'),
    beds: fed2('type Ward @key(fields: "id") { id: ID! free: Int total: Int! }'),
  },
  own: {
    wards: { Query: { ward: () => ({ id: 'w9', name: 'North' }), wards: () => [{ id: 'w9', name: 'North' }, null, { id: 'w1', name: 'South' }] }, Ward: { id: (ward) => (ward as unknown as { id: string }).id, name: (ward) => (ward as unknown as { name: string }).name } },
    beds: { Ward: { __resolveReference: (ward) => (ward.representation?.['id'] === 'w1' ? ward : null), free: () => 3, total: () => 10 } },
  },
  random: 0,
  cases: [
    { name: 'leaves its fields null', query: '{ ward { name free } }', data: { ward: { name: 'North', free: null } } },
    { name: 'one of a list', query: '{ wards { name free } }', data: { wards: [{ name: 'North', free: null }, null, { name: 'South', free: 3 }] } },
  ],
});
