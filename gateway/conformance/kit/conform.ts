import type { GraphQLFormattedError } from 'graphql';
import { createFederation } from './create-federation.ts';
import type { AskOptions, Asked } from './create-federation.ts';
import { randomQuery } from './random-query.ts';
import type { Resolvers } from './subgraph-server.ts';

export type Case = AskOptions & {
  name: string;
  query: string;
  /** Where it is not given: what one server that has everything would answer. */
  data?: unknown;
  /** Of each error that has to come, what has to be in it. None may come where none is given. */
  errors?: readonly Partial<GraphQLFormattedError>[];
  /** Which subgraphs are asked, each named once: siblings may go out together. */
  services?: readonly string[];
};

export type Theme = {
  /** SDL by subgraph name. */
  subgraphs: Readonly<Record<string, string>>;
  /** Resolvers in place of the universe's, by subgraph. */
  own?: Readonly<Record<string, Resolvers>>;
  cases: readonly Case[];
  /** How many random queries must be answered as by one server; 0 where resolvers of one's own know other values. */
  random?: number;
};

const everything = ['@key', '@shareable', '@external', '@requires', '@provides', '@override', '@interfaceObject', '@inaccessible', '@tag', '@extends', '@context', '@fromContext', '@authenticated', '@requiresScopes', '@policy'];

/** The SDL of a subgraph of Federation 2. */
export const fed2 = (sdl: string): string => `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ${JSON.stringify(everything)})\n${sdl}`;

/** Tests one supergraph: what is answered is exact to the order of keys, and no subgraph is asked what it cannot answer. */
export function conform(title: string, theme: Theme): void {
  describe(title, () => {
    const federation = createFederation(theme.subgraphs, theme.own);

    it.each(theme.cases)('$name', async ({ query, data, errors = [], services, ...options }) => {
      const asked = await federation.ask(query, options);
      expect(asked.errors).toEqual(errors.map((error) => expect.objectContaining(error)));
      if (errors.length === 0) expect(faultsOf(asked)).toEqual([]);
      expect(text(asked.data)).toBe(text(data === undefined ? (await federation.monolith(query, options.variables)).data : data));
      if (services) expect([...new Set(asked.fetches.map(({ service }) => service))].sort()).toEqual([...new Set(services)].sort());
    });

    if (theme.random !== 0) {
      it('answers any query as one server would', async () => {
        for (let seed = 1; seed <= (theme.random ?? 12); seed++) {
          const query = randomQuery(federation.planner.apiSchema, seed, 1 + (seed % 4));
          const whole = await federation.monolith(query);
          const asked = await federation.ask(query);
          const told = { query, data: text(asked.data), errors: asked.errors, faults: faultsOf(asked) };
          expect(told).toEqual({ query, data: text(whole.data), errors: whole.errors ?? [], faults: [] });
        }
      });
    }
  });
}

const faultsOf = (asked: Asked) => asked.fetches.filter(({ errors }) => errors !== undefined);
const text = (data: unknown) => JSON.stringify(data, null, 1);
