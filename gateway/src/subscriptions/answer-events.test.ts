import { ServiceError } from '@dra/service';
import type { Outcome } from '../execution/contract.ts';
import { localGraph } from '../execution/testing/local-graph.ts';
import { answerEvents } from './answer-events.ts';
import type { EventAdmission } from './answer-events.ts';
import type { Upstream, UpstreamEvent, UpstreamRequest } from './upstream/contract.ts';

const graph = localGraph({
  feed: { typeDefs: 'type Query { a: Int } type Subscription { published(kind: String): Book } type Book @key(fields: "isbn") { isbn: ID! }', resolvers: {} },
  stock: {
    typeDefs: 'type Book @key(fields: "isbn") { isbn: ID! inStock: Int }',
    resolvers: { Book: { __resolveReference: ({ isbn }: { isbn: string }) => ({ isbn, inStock: isbn.length }) } },
  },
});
const program = graph.compile('subscription ($kind: String) { published(kind: $kind) { isbn inStock } }');
const book = (isbn: string): UpstreamEvent => ({ data: { published: { __typename: 'Book', isbn } } });

const upstreamOf = (events: () => AsyncGenerator<UpstreamEvent>, asked: UpstreamRequest[] = []): Upstream => ({
  events: (request) => {
    asked.push(request);
    return events();
  },
});

async function answers(upstream: Upstream | undefined, leaving = new AbortController(), admit: () => Promise<EventAdmission> = async () => ({ send: graph.send })): Promise<Outcome[]> {
  const list: Outcome[] = [];
  const stream = answerEvents({ program, variables: { kind: 'x' }, upstream, headers: { authorization: 'me' }, admit, signal: leaving.signal });
  for await (const outcome of stream) list.push(outcome);
  return list;
}

describe('answerEvents', () => {
  it('completes each event, in order, with what the other subgraphs know', async () => {
    const asked: UpstreamRequest[] = [];
    const outcomes = await answers(upstreamOf(async function* () {
      yield book('a');
      yield book('bcd');
    }, asked));
    expect(outcomes.map(({ data }) => data)).toEqual(['{"published":{"isbn":"a","inStock":1}}', '{"published":{"isbn":"bcd","inStock":3}}']);
    expect(asked).toMatchObject([{ variables: { kind: 'x' }, headers: { authorization: 'me' }, query: expect.stringContaining('published') as string }]);
  });

  it('says what broke, and ends', async () => {
    const outcomes = await answers(upstreamOf(async function* () {
      yield book('a');
      throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The feed service broke the subscription off.');
    }));
    expect(outcomes.at(-1)).toEqual({ data: 'null', errors: [{ message: 'The feed service broke the subscription off.', extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'feed' } }] });
    expect(outcomes).toHaveLength(2);
    expect(await answers(undefined)).toMatchObject([{ errors: [{ extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }] }]);
  });

  it('takes an event that is no result for a fault of the subgraph', async () => {
    const outcomes = await answers(upstreamOf(async function* () {
      yield { nonsense: true };
      yield book('a');
    }));
    expect(outcomes[0]).toMatchObject({ data: '{"published":null}', errors: [{ extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'feed' } }] });
    expect(outcomes[1]?.data).toBe('{"published":{"isbn":"a","inStock":1}}');
  });

  it('says why an event is kept back, and ends where nothing more may be shown', async () => {
    const verdicts: EventAdmission[] = [
      { send: graph.send },
      { errors: [{ message: 'too many', extensions: { code: 'RATE_LIMITED' } }], over: false },
      { errors: [{ message: 'expired', extensions: { code: 'UNAUTHENTICATED' } }], over: true },
    ];
    let asked = 0;
    const outcomes = await answers(upstreamOf(async function* () {
      for (;;) yield book('a');
    }), undefined, async () => verdicts[asked++] as EventAdmission);
    expect(outcomes.map(({ errors }) => errors.map(({ extensions }) => extensions?.['code']))).toEqual([[], ['RATE_LIMITED'], ['UNAUTHENTICATED']]);
    expect(asked).toBe(3);
  });

  it('reads no further once the subscriber has left', async () => {
    const leaving = new AbortController();
    let sent = 0;
    const outcomes = await answers(upstreamOf(async function* () {
      for (;;) {
        sent += 1;
        if (sent === 2) leaving.abort();
        yield book('a');
      }
    }), leaving);
    expect(outcomes.length).toBeLessThanOrEqual(2);
    expect(sent).toBe(2);
  });
});
