import { localGraph } from './local-graph.ts';
import type { LocalGraph } from './local-graph.ts';

const authors = new Map([
  ['a1', { id: 'a1', name: 'Ada', pen: 'A "quoted" \\ name\n', country: 'UK' }],
  ['a2', { id: 'a2', name: 'Béla', pen: null, country: 'HU' }],
]);

const books = [
  { isbn: 'b1', title: 'One', author: 'a1', pages: 100, tags: [['x', 'y'], [], null], kind: 'NOVEL', format: { __typename: 'Paper', grams: 300 } },
  { isbn: 'b2', title: 'Two', author: 'a2', pages: 200, tags: [['z', null]], kind: 'POEMS', format: { __typename: 'File', bytes: 1e6 } },
  { isbn: 'b3', title: 'Three', author: 'a1', pages: 300, tags: null, kind: 'NOVEL', format: null },
];
const book = (isbn: string) => books.find((one) => one.isbn === isbn) ?? null;

const stock = new Map([
  ['b1', { isbn: 'b1', inStock: 3, price: 10 }],
  ['b2', { isbn: 'b2', inStock: 0, price: 20.5 }],
  ['b3', { isbn: 'b3', inStock: 7, price: 30 }],
]);

/** Three subgraphs with most of what federation has: keys, @requires, abstract types, lists of lists, changes. */
export function bookshop(): LocalGraph {
  const changes: string[] = [];
  return localGraph({
    authors: {
      typeDefs: `
        type Query { authors: [Author!]! author(id: ID!): Author me: Person }
        interface Person { id: ID! name: String! }
        type Author implements Person @key(fields: "id") { id: ID! name: String! pen: String country: String }
        type Clerk implements Person @key(fields: "id") { id: ID! name: String! since: Int! }
        type Mutation { nameAuthor(id: ID!, name: String!): Author }
      `,
      resolvers: {
        Query: {
          authors: () => [...authors.values()],
          author: (_: unknown, { id }: { id: string }) => authors.get(id) ?? null,
          me: () => ({ __typename: 'Clerk', id: 'c1', name: 'Cleo', since: 2001 }),
        },
        Mutation: {
          nameAuthor: (_: unknown, { id, name }: { id: string; name: string }) => {
            changes.push(name);
            return { ...authors.get(id), name };
          },
        },
        Author: { __resolveReference: ({ id }: { id: string }) => authors.get(id) ?? null },
      },
    },
    books: {
      typeDefs: `
        type Query { books(kind: Kind, first: Int = 2, filter: Filter): [Book!]! book(isbn: ID!): Book search: [Found] echo(text: String, n: Float): String }
        input Filter { minPages: Int = 0, kinds: [Kind!], not: Filter }
        enum Kind { NOVEL POEMS }
        union Found = Book | Author
        union Format = Paper | File
        type Paper { grams: Int! }
        type File { bytes: Int! }
        scalar Meta
        type Author @key(fields: "id") { id: ID! books: [Book!]! }
        type Book @key(fields: "isbn") { isbn: ID! title: String! pages: Int author: Author! tags: [[String]] kind: Kind format: Format meta: Meta similar(first: Int): [Book!] }
      `,
      resolvers: {
        Query: {
          books: (_: unknown, { first, kind, filter }: { first: number; kind?: string; filter?: { minPages: number; kinds?: string[] } }) =>
            books.filter((one) => (!kind || one.kind === kind) && (!filter || one.pages >= filter.minPages)).slice(0, first),
          book: (_: unknown, { isbn }: { isbn: string }) => book(isbn),
          search: () => [{ __typename: 'Book', ...book('b1') }, { __typename: 'Author', id: 'a2' }, null],
          echo: (_: unknown, { text, n }: { text?: string; n?: number }) => `${text ?? ''}${n ?? ''}`,
        },
        Author: { books: ({ id }: { id: string }) => books.filter((one) => one.author === id) },
        Book: {
          __resolveReference: ({ isbn }: { isbn: string }) => book(isbn),
          author: ({ author }: { author: string }) => ({ id: author }),
          meta: ({ isbn }: { isbn: string }) => ({ any: [isbn, 1.5, null], deep: { a: true } }),
          similar: ({ isbn }: { isbn: string }, { first }: { first?: number }) => books.filter((one) => one.isbn !== isbn).slice(0, first ?? 9),
        },
      },
    },
    stock: {
      typeDefs: `
        type Book @key(fields: "isbn") { isbn: ID! pages: Int @external inStock: Int price: Float! postage: Float @requires(fields: "pages") }
      `,
      resolvers: {
        Book: {
          __resolveReference: (reference: { isbn: string; pages?: number }) => (stock.has(reference.isbn) ? { ...stock.get(reference.isbn), pages: reference.pages } : null),
          postage: ({ pages }: { pages?: number }) => (pages === undefined ? null : pages / 100),
        },
      },
    },
  });
}
