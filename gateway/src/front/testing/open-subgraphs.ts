import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override", "@shareable", "@authenticated", "@requiresScopes", "@policy"])\n`;

const shopSdl = `${link}
type Query { products(first: Int = 2): [Product!]! product(id: ID!): Product slow(ms: Int!): String long(characters: Int!): String echo(text: String, list: [Int!]): String private: String @authenticated staff: String! @requiresScopes(scopes: [["staff"]]) guarded: String @policy(policies: [["open-hours"], ["invited"]]) }
type Mutation { rename(id: ID!, name: String!): Product }
type Product @key(fields: "id") { id: ID! name: String! price: Int @shareable }
`;

const reviewSdl = `${link}
type Product @key(fields: "id") { id: ID! reviews: [Review!] price: Int @shareable @override(from: "shop", label: "percent(10)") }
type Review { stars: Int! text: String }
`;

export type OpenSubgraphs = {
  supergraphSdl: string;
  /** What each request to a subgraph carried, in order. */
  seen: { service: string; headers: IncomingHttpHeaders; query: string }[];
  /** Slow calls that were broken off by the gateway. */
  cancelled: { count: number };
  stop(): Promise<void>;
};

/** Two subgraphs over real HTTP that ask nobody who they are: products, and reviews of them. */
export async function startOpenSubgraphs(): Promise<OpenSubgraphs> {
  const seen: OpenSubgraphs['seen'] = [];
  const cancelled = { count: 0 };
  const names = new Map([['1', 'Lamp'], ['2', 'Chair'], ['3', 'Desk – ✓']]);
  const productOf = (id: string) => (names.has(id) ? { id, name: names.get(id), price: Number(id) * 10 } : null);
  const shop = buildSubgraphSchema([{
    typeDefs: parse(shopSdl),
    resolvers: {
      Query: {
        products: (_: unknown, { first }: { first: number }) => [...names.keys()].slice(0, first).map(productOf),
        product: (_: unknown, { id }: { id: string }) => productOf(id),
        slow: (_: unknown, { ms }: { ms: number }) => sleep(ms, 'done', { ref: false }),
        long: (_: unknown, { characters }: { characters: number }) => 'x'.repeat(characters),
        private: () => 'for members',
        staff: () => 'for staff',
        guarded: () => 'for guests',
        echo: (_: unknown, given: { text?: string; list?: number[] }) => JSON.stringify(given),
      },
      Mutation: {
        rename: (_: unknown, { id, name }: { id: string; name: string }) => {
          names.set(id, name);
          return productOf(id);
        },
      },
      Product: { __resolveReference: ({ id }: { id: string }) => productOf(id) },
    } as never,
  }]);
  const reviews = buildSubgraphSchema([{
    typeDefs: parse(reviewSdl),
    resolvers: {
      Product: {
        __resolveReference: ({ id }: { id: string }) => ({ id, price: Number(id) * 11 }),
        reviews: ({ id }: { id: string }) => sleep(5, [{ stars: Number(id), text: 'fine' }]),
      },
    } as never,
  }]);

  const serve = async (service: string, schema: typeof shop): Promise<Server> => {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { query, variables } = JSON.parse(Buffer.concat(parts).toString()) as { query: string; variables?: Record<string, unknown> };
        seen.push({ service, headers: request.headers, query });
        response.on('close', () => {
          if (!response.writableFinished) cancelled.count += 1;
        });
        void graphql({ schema, source: query, variableValues: variables ?? {} }).then((result) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };
  const servers = [await serve('shop', shop), await serve('reviews', reviews)];
  const urlOf = (server: Server | undefined) => `http://127.0.0.1:${(server?.address() as AddressInfo).port}/graphql`;
  const composed = composeServices([
    { name: 'shop', url: urlOf(servers[0]), typeDefs: parse(shopSdl) },
    { name: 'reviews', url: urlOf(servers[1]), typeDefs: parse(reviewSdl) },
  ]);
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map(({ message }) => message).join('\n'));
  return {
    supergraphSdl: composed.supergraphSdl,
    seen,
    cancelled,
    stop: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
