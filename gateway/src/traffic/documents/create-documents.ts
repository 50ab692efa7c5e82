import { createHash } from 'node:crypto';
import { Kind, getOperationAST, parse, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Metrics } from '@dra/service';
import type { DocumentSource, GatewayHook } from '../../hooks/contract.ts';
import { createQueryLimitCheck, useQueryLimits } from '../../plugins/use-query-limits.ts';
import { rewriteSubscription } from '../../subscriptions/rewrite-subscription.ts';
import { refusal } from '../refusal.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';
import type { DocumentsConfig } from './documents-config.ts';
import type { TrustedDocument } from './trusted-documents.ts';

export type Documents = {
  /** For the front: documents by hash. Undefined where clients have to send text. */
  source: DocumentSource | undefined;
  hooks: GatewayHook[];
  /** What to compile before a start, and before a new supergraph takes traffic. */
  warm: readonly { text: string; operationName: string | undefined }[];
  /** Of the trusted documents: bounded, so they may be labels. */
  names: readonly string[];
};

/** Redis is asked so that a client need not send its document: waiting longer than sending it is no gain. */
const redisDeadlineMs = 50;

/**
 * Automatic persisted queries and trusted documents. Where only trusted documents are answered, clients cannot add any, and
 * a document of the list may be asked for by its hash or in full.
 * @param trusted what the configured manifest holds
 */
export function createDocuments(config: DocumentsConfig, deps: { redis: SharedRedis | null; metrics: Metrics; trusted: ReadonlyMap<string, TrustedDocument> | null }): Documents {
  const trusted = config.trusted ? deps.trusted : null;
  if (config.trusted && !trusted) throw new Error('Trusted documents are configured, and there is no list of them.');
  const hooks: GatewayHook[] = [];
  const repeated = [...(trusted?.values() ?? [])].flatMap((document) => (document.type === 'subscription' ? [asRepeatedQuery(document)] : []));
  if (trusted && config.trusted) hooks.push(useTrustedDocuments(new Set([...trusted.keys(), ...repeated.map(({ hash }) => hash)]), config.trusted, deps.metrics));
  if (config.limits) hooks.push(useQueryLimits(createQueryLimitCheck(config.limits)));
  const adds = config.persistedQueries && config.trusted?.mode !== 'only';
  return {
    source: trusted || config.persistedQueries ? createSource(config, { ...deps, trusted }, adds) : undefined,
    hooks,
    warm: [...[...(trusted?.values() ?? [])].filter(({ type }) => type !== 'subscription'), ...repeated].map(({ text, name }) => ({ text, operationName: name || undefined })),
    names: [...new Set([...(trusted?.values() ?? [])].map(({ name }) => name))],
  };
}

/** A subscription of ours is answered by asking its selection as a query, again and again: whoever may subscribe may ask that. */
function asRepeatedQuery({ text, name }: TrustedDocument): Omit<TrustedDocument, 'type'> {
  const document = parse(text, { noLocation: true });
  const operation = getOperationAST(document, name || undefined) ?? document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error(`The trusted document ${name} holds no operation.`);
  const query = print(rewriteSubscription(document, operation, 'Subscription', 'Query').query);
  return { hash: createHash('sha256').update(query).digest('hex'), name, text: query };
}

function useTrustedDocuments(trusted: ReadonlySet<string>, { mode }: NonNullable<DocumentsConfig['trusted']>, metrics: Metrics): GatewayHook {
  const unknown = metrics.counter('dra_gateway_untrusted_documents_total', 'Documents that are not in the list of the trusted, by what became of them.', ['outcome']);
  const outcome = mode === 'only' ? 'refused' : 'answered';
  return {
    name: 'trusted-documents',
    onDocument: (_exchange, { hash }) => {
      if (trusted.has(hash)) return undefined;
      unknown.inc({ outcome });
      if (mode === 'report') return undefined;
      return refusal(400, 'PERSISTED_QUERY_NOT_IN_LIST', 'Only documents of the list are answered here.');
    },
  };
}

function createSource(config: DocumentsConfig, { redis, metrics, trusted }: { redis: SharedRedis | null; metrics: Metrics; trusted: ReadonlyMap<string, TrustedDocument> | null }, adds: boolean): DocumentSource {
  const local = new LRUCache<string, string>({ max: 5_000, maxSize: 32 * 1_048_576, sizeCalculation: (text, hash) => text.length + hash.length });
  const lookups = metrics.counter('dra_gateway_persisted_query_lookups_total', 'Documents asked for by hash, by where they were found.', ['found']);
  const keyOf = (hash: string) => `apq:${hash}`;
  const found = (where: 'trusted' | 'local' | 'redis' | 'nowhere', text?: string) => {
    lookups.inc({ found: where });
    return text;
  };
  const find: DocumentSource['find'] = (hash) => {
    const near = trusted?.get(hash)?.text;
    if (near !== undefined) return found('trusted', near);
    if (!adds) return found('nowhere');
    const seen = local.get(hash);
    if (seen !== undefined) return found('local', seen);
    if (!redis?.ready()) return found('nowhere');
    return redis
      .attempt((client) => client.getex(keyOf(hash), 'EX', config.persistedSeconds), redisDeadlineMs)
      .then((far) => {
        if (far === null) return found('nowhere');
        local.set(hash, far);
        return found('redis', far);
      });
  };
  if (!adds) return { find };
  return {
    find,
    register: (hash, text) => {
      local.set(hash, text);
      void redis?.attempt((client) => client.set(keyOf(hash), text, 'EX', config.persistedSeconds), redisDeadlineMs);
    },
  };
}
