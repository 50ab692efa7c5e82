import { conform, fed2 } from '../kit/conform.ts';

conform('@override', {
  subgraphs: {
    old: fed2('type Query { account: Account balance: Int } type Account @key(fields: "id") { id: ID! owner: String @shareable total: Int limit: Int }'),
    next: fed2('type Query { balance: Int @override(from: "old") } type Account @key(fields: "id") { id: ID! total: Int @override(from: "old") extra: String @requires(fields: "limit") limit: Int @external }'),
  },
  cases: [
    { name: 'is asked of the new one', query: '{ account { total } }', services: ['old', 'next'] },
    { name: 'the rest of the old one', query: '{ account { limit owner } }', services: ['old'] },
    { name: 'at the root', query: '{ balance }', services: ['next'] },
    { name: 'beside a requirement of the old one', query: '{ account { extra total } }', services: ['old', 'next'] },
  ],
});

conform('@override step by step', {
  subgraphs: {
    old: fed2('type Query { account: Account rate: Int } type Account @key(fields: "id") { id: ID! total: Int due: Int }'),
    next: fed2('type Query { rate: Int @override(from: "old", label: "rate") } type Account @key(fields: "id") { id: ID! total: Int @override(from: "old", label: "percent(30)") due: Int @override(from: "old", label: "due") extra: Int }'),
  },
  cases: [
    { name: 'with no label on', query: '{ account { total due } rate }', services: ['old'] },
    { name: 'with one', query: '{ account { total due } }', overrideLabels: ['percent(30)'], services: ['old', 'next'] },
    { name: 'with all', query: '{ account { total due } rate }', overrideLabels: ['percent(30)', 'due', 'rate'], services: ['old', 'next', 'next'] },
    { name: 'at the root', query: '{ rate }', overrideLabels: ['rate'], services: ['next'] },
    { name: 'a label that is not there', query: '{ rate }', overrideLabels: ['else'], services: ['old'] },
  ],
});
