import { createHash } from 'node:crypto';
import { createMetrics } from '@dra/service';
import { codeOf, exchangeOf } from '../testing/exchange.ts';
import { createDocuments } from './create-documents.ts';
import { documentsConfig } from './documents-config.ts';
import { readTrustedDocuments, writeTrustedDocuments } from './trusted-documents.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const ours = 'query Sheet { patient { name } }';
const list = readTrustedDocuments(writeTrustedDocuments([
  { name: 'Sheet', type: 'query', text: ours },
  { name: 'Live', type: 'subscription', text: 'subscription Live { note { id } }' },
]));

function documentsOf(config: object, trusted: typeof list | null = list) {
  const metrics = createMetrics('test', { defaults: false });
  const documents = createDocuments(documentsConfig.parse(config), { redis: null, metrics, trusted });
  const refused = (text: string) => {
    for (const hook of documents.hooks) {
      const said = hook.onDocument?.(exchangeOf(), { text, hash: hashOf(text) });
      if (said && !(said instanceof Promise)) return codeOf(said);
    }
    return undefined;
  };
  return { ...documents, refused, metrics };
}

describe('trusted documents', () => {
  it('are the only ones answered', () => {
    const { refused } = documentsOf({ trusted: { manifest: 'x' } });
    expect(refused(ours)).toBeUndefined();
    expect(refused('{ patient { name } }')).toBe('PERSISTED_QUERY_NOT_IN_LIST');
    expect(refused(`${ours} `)).toBe('PERSISTED_QUERY_NOT_IN_LIST');
    expect(refused('{ __schema { types { name } } }')).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('are found by their hash, and clients can add none', () => {
    const { source } = documentsOf({ trusted: { manifest: 'x' }, persistedQueries: true });
    expect(source?.find(hashOf(ours))).toBe(ours);
    expect(source?.find(hashOf('{ other }'))).toBeUndefined();
    expect(source?.register).toBeUndefined();
  });

  it('are only counted where that is wanted', async () => {
    const { refused, source, metrics } = documentsOf({ trusted: { manifest: 'x', mode: 'report' }, persistedQueries: true });
    expect(refused('{ other }')).toBeUndefined();
    expect(await metrics.registry.metrics()).toContain('dra_gateway_untrusted_documents_total{outcome="answered",service="test"} 1');
    expect(source?.register).toBeDefined();
  });

  it('of subscriptions are also the queries by which they are answered', () => {
    const { refused } = documentsOf({ trusted: { manifest: 'x' } });
    expect(refused('query Live {\n  note {\n    id\n  }\n}')).toBeUndefined();
    expect(refused('query Live {\n  note {\n    text\n  }\n}')).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('are what is compiled before a start', () => {
    const { warm, names } = documentsOf({ trusted: { manifest: 'x' } });
    expect(warm).toEqual([{ text: ours, operationName: 'Sheet' }, { text: 'query Live {\n  note {\n    id\n  }\n}', operationName: 'Live' }]);
    expect(names).toEqual(['Live', 'Sheet']);
  });

  it('cannot be none by mistake', () => {
    expect(() => documentsOf({ trusted: { manifest: 'x' } }, null)).toThrow('there is no list of them');
    expect(documentsOf({}).refused('{ other }')).toBeUndefined();
  });
});

describe('the list of trusted documents', () => {
  it('is the same whatever the order of what is in it', () => {
    const [a, b] = [{ name: 'A', type: 'query', text: '{ a }' }, { name: 'B', type: 'query', text: '{ b }' }] as const;
    expect(writeTrustedDocuments([a, b])).toBe(writeTrustedDocuments([b, a]));
  });

  it.each([
    ['what is not JSON', '{', 'is not JSON'],
    ['another format', '{"format":"x","version":1,"operations":[]}', 'is not one: format'],
    ['no operations', '{"format":"apollo-persisted-query-manifest","version":1}', 'is not one: operations'],
    ['a text that was changed', writeTrustedDocuments([{ name: 'A', type: 'query', text: '{ a }' }]).replace('{ a }', '{ b }'), 'not the one that has this hash'],
  ])('is refused with %s', (_, text, reason) => {
    expect(() => readTrustedDocuments(text)).toThrow(reason);
  });
});

describe('persisted queries', () => {
  it('are kept when a client sends text and hash, and found by the hash', async () => {
    const { source, metrics } = documentsOf({ persistedQueries: true }, null);
    expect(await source?.find('a')).toBeUndefined();
    void source?.register?.('a', '{ a }');
    expect(await source?.find('a')).toBe('{ a }');
    expect(await metrics.registry.metrics()).toContain('dra_gateway_persisted_query_lookups_total{found="local",service="test"} 1');
  });

  it('are off by default', () => {
    expect(documentsOf({}, null).source).toBeUndefined();
  });
});

describe('limits', () => {
  it('measure what is new', () => {
    const { refused } = documentsOf({ limits: { rootFields: 2 } }, null);
    expect(refused('{ a b }')).toBeUndefined();
    expect(refused('{ a b c }')).toBe('QUERY_TOO_COMPLEX');
  });
});
