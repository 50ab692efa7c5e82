import { Kind, parse, print, visit } from 'graphql';
import type { ExecutionResult, InlineFragmentNode, FragmentSpreadNode } from 'graphql';
import { createFederation, run } from '../kit/create-federation.ts';
import type { Federation } from '../kit/create-federation.ts';
import { randomOperation } from '../kit/random-operation.ts';
import { randomSubgraphs } from '../kit/random-subgraphs.ts';
import { fed2 } from '../kit/conform.ts';

type Json = Record<string, unknown>;

describe('many parts in one operation', () => {
  const federation = createFederation({
    a: fed2('interface Item @key(fields: "id") { id: ID! } type Query { items: [Item!]! item: Item } type Book implements Item @key(fields: "id") { id: ID! title: String author: Author } type Film implements Item @key(fields: "id") { id: ID! length: Int } type Author @key(fields: "id") { id: ID! name: String }'),
    b: fed2('type Book @key(fields: "id") { id: ID! stock: Int sequel: Book } type Film @key(fields: "id") { id: ID! stock: Int } type Author @key(fields: "id") { id: ID! born: Int }'),
  });

  /** Every part put where it belongs: in an object that has been told before. */
  async function told({ planner, servers }: Federation, query: string, variables = {}): Promise<Json> {
    const { outcome } = await run(planner, servers, parse(query), { variables });
    expect(outcome.errors).toEqual([]);
    const data = JSON.parse(outcome.data) as Json;
    for await (const part of outcome.rest ?? []) {
      expect(part.errors).toEqual([]);
      let at: unknown = data;
      for (const step of part.path) at = (at as Json | undefined)?.[step];
      expect({ path: part.path, at }).toMatchObject({ at: expect.any(Object) as object });
      put(at as Json, JSON.parse(part.data) as Json);
    }
    return data;
  }

  function put(into: Json, from: Json): void {
    for (const [name, value] of Object.entries(from)) {
      const there = into[name];
      if (typeof there === 'object' && there !== null && typeof value === 'object' && value !== null) put(there as Json, value as Json);
      else into[name] = value;
    }
  }

  it.each([
    ['of one type, beside the same type at once', '{ item { id ... on Book @defer(label: "a") { stock author { name ... @defer(label: "b") { born } } } ... on Book { title } } }'],
    ['of one field that stands twice', '{ items { id ... @defer(label: "a") { n: id ... on Book { title } } } items { ... on Book @defer(label: "b") { author { id name born } } } }'],
    ['of several types, the same field', '{ items { ... on Book @defer(label: "a") { stock } ... on Film @defer(label: "b") { stock length } ... on Book { author { ... @defer(label: "c") { born } } } } }'],
    ['within each other', '{ items { ... on Book { ... @defer(label: "a") { sequel { id ... @defer(label: "b") { author { ... @defer(label: "c") { name born } } } } } sequel { ... @defer(label: "d") { stock title } } } } }'],
  ])('%s', async (_name, query) => {
    const whole: ExecutionResult = await federation.monolith(query);
    expect(await told(federation, query)).toEqual(JSON.parse(JSON.stringify(whole.data)));
  });

  // Operations of which the planner defers less than it is asked, or forgets some for one of the types.
  it.each([[13, 5], [28, 1], [10, 5], [28, 0]])('of a random graph (seed %i, operation %i)', async (seed, n) => {
    const random = createFederation(randomSubgraphs(seed).sources, {}, { nulls: seed % 2 === 1 });
    const operation = randomOperation(random.planner.apiSchema, seed * 1_000 + n, 1 + (n % 4));
    if (!operation) throw new Error('no operation');
    let fragments = 0;
    const defer = <T extends InlineFragmentNode | FragmentSpreadNode>(node: T): T | undefined => {
      fragments += 1;
      return (fragments - 1 + seed + n) % 2 === 0 ? { ...node, directives: [...(node.directives ?? []), { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'defer' } }] } : undefined;
    };
    const query = print(visit(parse(operation.query), { InlineFragment: defer, FragmentSpread: defer }));
    const whole = await random.monolith(operation.query, operation.variables);
    expect(await told(random, query, operation.variables)).toEqual(JSON.parse(JSON.stringify(whole.data)));
  });
});
