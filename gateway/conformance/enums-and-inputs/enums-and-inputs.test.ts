import { conform, fed2 } from '../kit/conform.ts';

conform('enums that subgraphs know in part', {
  subgraphs: {
    a: fed2('type Query { job: Job jobs(state: State): [Job!]! } type Job @key(fields: "id") { id: ID! state: State @shareable } enum State { OPEN DONE }'),
    b: fed2('type Query { all(state: State): [State!] } type Job @key(fields: "id") { id: ID! last(of: State = DONE): Int state: State @shareable } enum State { OPEN DONE }'),
    c: fed2('type Job @key(fields: "id") { id: ID! colour: Colour } enum Colour { RED @inaccessible GREEN BLUE }'),
    d: fed2('type Query { colours: [Colour] } enum Colour { GREEN BLUE YELLOW }'),
  },
  own: { c: { Job: { colour: (job) => (job.n === 1 ? 'RED' : 'GREEN') } }, d: { Query: { colours: () => ['GREEN', 'YELLOW'] } } },
  random: 0,
  cases: [
    { name: 'in an argument', query: '{ jobs(state: OPEN) { id } all(state: DONE) }' },
    { name: 'a default', query: '{ job { last } }', services: ['a', 'b'] },
    { name: 'in a variable', query: 'query($s: State) { jobs(state: $s) { last(of: $s) } }', variables: { s: 'OPEN' } },
    { name: 'values of all subgraphs in an answer', query: '{ colours }', data: { colours: ['GREEN', 'YELLOW'] } },
  ],
});

conform('an enum that is only in answers, with values of its own', {
  subgraphs: {
    a: fed2('type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! kind: Kind } enum Kind { OLD NEW }'),
    b: fed2('type Thing @key(fields: "id") { id: ID! other: Kind } enum Kind { NEW HIDDEN @inaccessible }'),
  },
  own: { b: { Thing: { other: () => 'HIDDEN' } } },
  random: 0,
  cases: [
    { name: 'joined', query: '{ thing { kind } }' },
    { name: 'a value that clients may not see is null, and told', query: '{ thing { id other } }', data: { thing: { id: 'Thing3.id', other: null } }, errors: [{ path: ['thing', 'other'] }] },
  ],
});

conform('input objects that subgraphs know in part', {
  subgraphs: {
    a: fed2('type Query { find(by: By!): Thing } input By { id: ID! first: Int onlyA: String } type Thing @key(fields: "id") { id: ID! name: String }'),
    b: fed2('type Query { findB(by: By!, also: [By!]): Int } input By { id: ID! first: Int } type Thing @key(fields: "id") { id: ID! like(by: By): Int }'),
  },
  cases: [
    { name: 'what all know', query: '{ find(by: { id: "1", first: 2 }) { name like(by: { id: "2" }) } findB(by: { id: "3" }, also: [{ id: "4" }]) }' },
    { name: 'in variables', query: 'query($by: By!) { find(by: $by) { like(by: $by) } }', variables: { by: { id: '1', first: 2 } }, services: ['a', 'b'] },
    { name: 'what only one knows is nobody\'s', query: '{ find(by: { id: "1", onlyA: "x" }) { name } }', data: undefined, errors: [{ message: 'Field "onlyA" is not defined by type "By".' }] },
  ],
});

conform('arguments, fields of inputs and values that clients may not see', {
  subgraphs: {
    a: fed2(`type Query { find(by: By, secret: Int = 3 @inaccessible, mode: Mode = FAST): Thing }
      input By { id: ID hidden: Int = 4 @inaccessible mode: Mode = SLOW }
      enum Mode { FAST SLOW SECRET @inaccessible }
      interface Node { id: ID! hidden: String @inaccessible }
      type Thing implements Node @key(fields: "id") { id: ID! hidden: String @inaccessible name(of: Int @inaccessible): String }
      type Gone implements Node @inaccessible @key(fields: "id") { id: ID! hidden: String }`),
    b: fed2('type Thing @key(fields: "id") { id: ID! hidden: String @external shown: String @requires(fields: "hidden") }'),
  },
  cases: [
    { name: 'are required all the same', query: '{ find { shown } }' },
    { name: 'an argument', query: '{ find(secret: 1) { name } }', data: undefined, errors: [{ message: 'Unknown argument "secret" on field "Query.find".' }] },
    { name: 'a field of an input', query: '{ find(by: { hidden: 1 }) { name } }', data: undefined, errors: [{ message: 'Field "hidden" is not defined by type "By".' }] },
    { name: 'a value', query: '{ find(mode: SECRET) { name } }', data: undefined, errors: [{ message: 'Value "SECRET" does not exist in "Mode" enum.' }] },
    { name: 'a value in a variable', query: 'query ($m: Mode) { find(mode: $m) { name } }', variables: { m: 'SECRET' }, data: null, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ],
  random: 0,
});
