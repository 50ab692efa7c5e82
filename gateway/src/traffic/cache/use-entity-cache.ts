import { hash } from 'node:crypto';
import { GraphQLError, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Metrics } from '@dra/service';
import type { EntityStore } from '../../execution/contract.ts';
import type { Exchange, GatewayHook, KnownOperation, SupergraphText } from '../../hooks/contract.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import type { AnswerStore, Kept } from './answer-store.ts';
import { audienceOf } from './audience.ts';
import { addReply, noReplies } from './cache-control.ts';
import type { CacheConfig } from './cache-config.ts';
import { tagsFor } from './change-tags.ts';
import type { ChangeTags } from './change-tags.ts';
import { decide, mayBeRemembered } from './decide.ts';
import type { DecisionSettings } from './decide.ts';
import { noteUse } from './entity-use.ts';
import { ownPrefix, ownTag } from './stand-in.ts';
import { entityPolicy } from './static-policy.ts';
import type { StaticPolicy } from './static-policy.ts';

export type EntityCacheDeps = {
  store: AnswerStore;
  changes: ChangeTags;
  supergraph: () => SupergraphText;
  viewOf: (text: SupergraphText) => SupergraphView;
  metrics: Metrics;
  now?: () => number;
};

type EntityPlan = { policy: StaticPolicy; service: string; mayShare: boolean };

const nothing: readonly undefined[] = [];

/**
 * Entities of subgraphs, remembered by the same rules as whole answers: for as long and for those for whom the schema and
 * the subgraph's headers allow it (see decide.ts). Useful where an answer as a whole is one person's, and parts are not.
 */
export function useEntityCache(config: CacheConfig, deps: EntityCacheDeps): GatewayHook {
  const { store, changes, now = Date.now } = deps;
  const trusted = new Set(config.trustedSubgraphs);
  const neverShared = new Set(config.neverShared);
  const settings: DecisionSettings = { ttlSeconds: undefined, maxTtlSeconds: config.maxTtlSeconds, privateAnswers: config.privateAnswers, staleIfError: false };
  // By supergraph, fetch and type; null where nothing can be remembered.
  const plans = new LRUCache<string, { plan: EntityPlan | null }>({ max: 10_000 });
  const lookups = deps.metrics.counter('dra_gateway_entity_lookups_total', 'Entities looked for, by what was found.', ['result']);

  const planOf = (supergraph: SupergraphText, fetchKey: string, typename: string): EntityPlan | null => {
    // What is asked, without the variables at its end: those are part of the entity's key alone.
    const asked = fetchKey.slice(0, fetchKey.lastIndexOf('\n'));
    const key = `${supergraph.version}\n${typename}\n${asked}`;
    let known = plans.get(key);
    if (!known) plans.set(key, (known = { plan: makePlan(supergraph, asked, typename) }));
    return known.plan;
  };

  const makePlan = (supergraph: SupergraphText, asked: string, typename: string): EntityPlan | null => {
    const lines = asked.split('\n');
    const service = lines[0] ?? '';
    try {
      const policy = entityPolicy(deps.viewOf(supergraph), parse(lines.slice(1, -1).join('\n'), { noLocation: true }), typename, neverShared);
      const trusts = trusted.has(service);
      return mayBeRemembered(policy, settings, trusts) ? { policy, service, mayShare: !policy.sealed && (policy.scope === 'PUBLIC' || trusts) } : null;
    } catch (error) {
      // A fetch that is no document this file understands is not remembered.
      if (error instanceof GraphQLError) return null;
      throw error;
    }
  };

  const storeFor = (exchange: Exchange, supergraph: SupergraphText): EntityStore => {
    const since = now();
    const audience = audienceOf(exchange);
    const tenant = exchange.caller?.tenant ?? null;
    const keyOf = (who: string, fetchKey: string, typename: string, representation: string) => hash('sha256', `${supergraph.version}\n${who}\n${typename}\n${representation}\n${fetchKey}`, 'base64url');
    const usable = (kept: Kept | undefined): kept is Kept => kept !== undefined && kept.freshUntil > now() && changes.watch(tenant, kept.tags.filter((tag) => !tag.startsWith(ownPrefix)));
    const isOwn = (kept: Kept) => kept.tags.some((tag) => tag.startsWith(ownPrefix));

    return {
      read: (fetchKey, typename, representations) => {
        const plan = planOf(supergraph, fetchKey, typename);
        if (!plan) return nothing;
        const audiences = [plan.mayShare ? audience.shared : null, config.privateAnswers ? audience.own : null].filter((who) => who !== null);
        if (audiences.length === 0) return nothing;
        const keys = representations.map((representation) => audiences.map((who) => keyOf(who, fetchKey, typename, representation)));
        const found = keys.map((ofOne) => ofOne.map((key) => store.near(key)).find(usable));
        const give = () => {
          const hits = found.filter((kept) => kept !== undefined);
          lookups.inc({ result: 'hit' }, hits.length);
          lookups.inc({ result: 'miss' }, found.length - hits.length);
          for (const kept of hits) noteUse(exchange, kept, isOwn(kept));
          return found.map((kept) => kept?.text);
        };
        const missing = keys.flatMap((ofOne, index) => (found[index] ? [] : ofOne.map((key) => ({ key, index }))));
        const far = missing.length > 0 ? store.far(missing.map(({ key }) => key)) : null;
        if (!far) return give();
        return far.then((kept) => {
          for (const [at, { index }] of missing.entries()) if (!found[index] && usable(kept[at])) found[index] = kept[at];
          return give();
        });
      },
      write: (fetchKey, typename, entries, reply) => {
        const plan = planOf(supergraph, fetchKey, typename);
        if (!plan) return;
        const headers = noReplies();
        addReply(headers, reply.headers, trusted.has(plan.service));
        const decision = decide(plan.policy, headers, settings);
        const who = decision && (decision.scope === 'PUBLIC' ? audience.shared : audience.own);
        if (!decision || who === null) return;
        const changing = tagsFor(tenant, plan.policy.types);
        if (!changes.watch(tenant, changing)) return;
        const at = now();
        const freshUntil = at + decision.freshSeconds * 1_000;
        const tags = decision.scope === 'PRIVATE' ? [...changing, exchange.caller ? ownTag(exchange.caller) : ownPrefix] : changing;
        for (const { representation, entity } of entries) {
          store.keep(keyOf(who, fetchKey, typename, representation), { text: entity, bytes: Buffer.from(entity), storedAt: at, freshUntil, staleUntil: freshUntil, tags }, since);
        }
      },
    };
  };

  return {
    name: 'entity-cache',
    entities: (exchange, operation: KnownOperation) => (operation.kind === 'query' ? storeFor(exchange, operation.supergraph ?? deps.supergraph()) : undefined),
  };
}
