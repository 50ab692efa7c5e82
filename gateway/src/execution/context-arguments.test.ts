import { localGraph } from './testing/local-graph.ts';

const teams = [
  { id: 't1', lang: 'en', members: ['m1', 'm2'] },
  { id: 't2', lang: 'hu', members: ['m1'] },
  { id: 't3', lang: 'en', members: ['m3'] },
];

describe('@fromContext', () => {
  const graph = localGraph({
    teams: {
      typeDefs: `
        type Query { teams: [Team!]! }
        type Team @key(fields: "id") @context(name: "team") { id: ID! lang: String! members: [Member!]! }
        type Member @key(fields: "id") { id: ID! greeting(lang: String @fromContext(field: "$team { lang }"), loud: Boolean): String! }
      `,
      resolvers: {
        Query: { teams: () => teams },
        Team: { members: ({ members }: { members: string[] }) => members.map((id) => ({ id })) },
        Member: { greeting: ({ id }: { id: string }, { lang, loud }: { lang: string; loud?: boolean }) => `${lang} ${id}${loud ? '!' : ''}` },
      },
    },
    names: {
      typeDefs: `type Query { none: Int } type Member @key(fields: "id") { id: ID! name: String! }`,
      resolvers: { Member: { name: ({ id }: { id: string }) => `name of ${id}` } },
    },
  });

  it('gives each object what is above it, in one request', async () => {
    const { data, errors } = await graph.run('query ($loud: Boolean) { teams { members { a: greeting b: greeting(loud: $loud) name } } }', { loud: true });
    expect(errors).toEqual([]);
    const member = (lang: string, id: string) => ({ a: `${lang} ${id}`, b: `${lang} ${id}!`, name: `name of ${id}` });
    expect(data).toEqual({ teams: [{ members: [member('en', 'm1'), member('en', 'm2')] }, { members: [member('hu', 'm1')] }, { members: [member('en', 'm3')] }] });
    expect(graph.sent.map(({ service }) => service).sort()).toEqual(['names', 'teams', 'teams']);
  });

  it('needs one list where all have the same above them', async () => {
    graph.meddle.with = ({ query }) => (query.includes('teams{') ? JSON.stringify({ data: { teams: teams.filter(({ lang }) => lang === 'en').map(({ lang, members }) => ({ __typename: 'Team', lang, members: members.map((id) => ({ __typename: 'Member', id })) })) } }) : undefined);
    graph.sent.length = 0;
    const { data } = await graph.run('{ teams { members { greeting } } }');
    expect(data).toEqual({ teams: [{ members: [{ greeting: 'en m1' }, { greeting: 'en m2' }] }, { members: [{ greeting: 'en m3' }] }] });
    expect(Object.values(graph.sent[1]?.variables ?? {})).toContain('en');
  });
});
