import { hash } from 'node:crypto';
import type { Metrics } from '@dra/service';
import type { Answer, Exchange, GatewayHook, KnownOperation } from '../../hooks/contract.ts';
import { answerFrom } from './answer-headers.ts';
import type { Shown } from './answer-headers.ts';
import type { AnswerPlan, AnswerPlans } from './answer-plan.ts';
import type { AnswerStore, Kept } from './answer-store.ts';
import { audienceOf } from './audience.ts';
import type { Audience } from './audience.ts';
import { addReply, noReplies } from './cache-control.ts';
import type { HeaderPolicy } from './cache-control.ts';
import type { CacheConfig } from './cache-config.ts';
import { tagsFor } from './change-tags.ts';
import type { ChangeTags } from './change-tags.ts';
import { decide } from './decide.ts';
import type { Decision } from './decide.ts';
import { addUse } from './entity-use.ts';
import { createFlights } from './flights.ts';
import type { Flight } from './flights.ts';
import { ownTag, standIn } from './stand-in.ts';

/** What this hook remembers of an exchange whose answer is being made. */
type Making = {
  plan: AnswerPlan;
  sharedKey: string | null;
  ownKey: string | null;
  public: boolean;
  /** Epoch milliseconds. */
  since: number;
  headers: HeaderPolicy;
  flight: Flight | null;
  stale: Kept | undefined;
  decision: Decision | null;
  clean: boolean;
};

/** Answers that somebody waits for and that come to nothing, one after another. */
const mostWaits = 3;

const making = Symbol('answer in the making');

export type ResponseCacheDeps = { plans: AnswerPlans; store: AnswerStore; changes: ChangeTags; metrics: Metrics; now?: () => number };

/**
 * Whole answers, remembered for as long and for those for whom they are meant (see decide.ts), and identical queries that
 * are under way at once answered together. An operation of which nothing can be remembered costs a look at its plan.
 */
export function useResponseCache(config: CacheConfig, deps: ResponseCacheDeps): GatewayHook {
  const { plans, store, changes, now = Date.now } = deps;
  const flights = createFlights();
  const trusted = new Set(config.trustedSubgraphs);
  const lookups = deps.metrics.counter('dra_gateway_cache_lookups_total', 'Answers and entities looked for, by what was found.', ['cache', 'result']);
  const count = (result: 'hit' | 'miss' | 'collapsed' | 'stale') => lookups.inc({ cache: 'response', result });

  const keyOf = (plan: AnswerPlan, audience: string, exchange: Exchange, { variables }: KnownOperation): string => {
    let text = `${plan.prefix}\n${audience}`;
    for (const name of config.varyHeaders) text += `\n${name}:${String(exchange.headers[name] ?? '')}`;
    if (exchange.overrideLabels.size > 0) text += `\n${[...exchange.overrideLabels].sort().join(' ')}`;
    for (const _ in variables) {
      text += `\n${JSON.stringify(variables)}`;
      break;
    }
    return hash('sha256', text, 'base64url');
  };
  const shownTo = (audience: Audience): Shown => ({ public: audience.own === null, varyHeaders: config.varyHeaders, now: now() });
  const isFresh = (kept: Kept | undefined): kept is Kept => kept !== undefined && kept.freshUntil > now();

  const lead = (exchange: Exchange, made: Omit<Making, 'since' | 'headers' | 'decision' | 'clean'>): void => {
    exchange.notes.set(making, { ...made, since: now(), headers: noReplies(), decision: null, clean: false } satisfies Making);
  };

  const find = (exchange: Exchange, operation: KnownOperation, waited = 0): Answer | undefined | Promise<Answer | undefined> => {
    if (operation.kind !== 'query') return undefined;
    const plan = plans(operation);
    if (!plan.worth && (config.collapse !== 'anonymous' || !plan.whole)) return undefined;
    const audience = audienceOf(exchange);
    const anonymous = audience.own === null;
    const together = config.collapse === 'anonymous' && anonymous && plan.whole;
    const sharedKey = audience.shared !== null && ((plan.worth && plan.mayShare) || together) ? keyOf(plan, audience.shared, exchange, operation) : null;
    const ownKey = plan.worth && config.privateAnswers && audience.own !== null ? keyOf(plan, audience.own, exchange, operation) : null;
    if (sharedKey === null && ownKey === null) return undefined;
    const tenant = exchange.caller?.tenant ?? null;
    const usable = (kept: Kept | undefined) => (kept && changes.watch(tenant, kept.tags) ? kept : undefined);
    const hit = (kept: Kept): Answer => {
      count('hit');
      return answerFrom(exchange, kept, `hit; ttl=${Math.max(0, Math.floor((kept.freshUntil - now()) / 1_000))}`, shownTo(audience));
    };

    const near = plan.worth ? (usable(sharedKey === null ? undefined : store.near(sharedKey)) ?? usable(ownKey === null ? undefined : store.near(ownKey))) : undefined;
    if (isFresh(near)) return hit(near);

    const mayCollapse = sharedKey !== null && config.collapse !== 'off' && (together || plan.mayShare);
    const joined = mayCollapse && waited < mostWaits ? flights.join(sharedKey) : undefined;
    if (joined) {
      return joined.landed.then((landed) => {
        // Whoever made it has left, or it was for nobody else: one of those who waited makes it, or each an own one.
        if (!landed) return find(exchange, operation, waited + 1);
        count('collapsed');
        return 'kept' in landed ? answerFrom(exchange, landed.kept, 'fwd=miss; collapsed', shownTo(audience)) : landed.plain;
      });
    }
    const flight = mayCollapse ? flights.begin(sharedKey) : null;
    const miss = (stale: Kept | undefined): undefined => {
      if (plan.worth) count('miss');
      lead(exchange, { plan, sharedKey, ownKey, public: anonymous, flight, stale });
    };
    const far = plan.worth ? store.far([sharedKey, ownKey].filter((key) => key !== null)) : null;
    if (!far) return miss(near);
    return far.then((found) => {
      const kept = found.map(usable).find(isFresh);
      if (!kept) return miss(near ?? found.map(usable).find((one) => one !== undefined));
      flight?.settle({ kept });
      return hit(kept);
    });
  };

  return {
    name: 'response-cache',
    onOperation: (exchange, operation) => find(exchange, operation),
    onFetch: (exchange, { service }) => {
      const made = exchange.notes.get(making) as Making | undefined;
      if (!made?.plan.worth) return undefined;
      const { headers } = made;
      return (end) => {
        if (end.kind === 'reply') addReply(headers, end.reply.headers, trusted.has(service));
        else headers.forbidden = true;
      };
    },
    onOutcome: (exchange, operation, outcome) => {
      if (operation.kind === 'mutation') {
        // Who has changed something must see it.
        if (config.privateAnswers && exchange.caller) changes.changed([ownTag(exchange.caller)]);
        return;
      }
      const made = exchange.notes.get(making) as Making | undefined;
      if (!made) return;
      if (outcome.errors.length > 0) {
        if (made.stale && config.staleIfError && standIn(outcome, made.stale, now())) {
          count('stale');
          exchange.responseHeaders['cache-status'] = 'dra-gateway; hit; fwd=stale; detail=error';
        }
        return;
      }
      made.clean = outcome.extensions === undefined && outcome.rest === undefined;
      if (!made.clean || !made.plan.worth) return;
      addUse(exchange, made.headers, now());
      const decision = decide(made.plan.policy, made.headers, made.plan.settings);
      made.decision = decision && (decision.scope === 'PUBLIC' ? made.sharedKey : made.ownKey) !== null ? decision : null;
    },
    onAnswer: (exchange, _operation, answer) => {
      const made = exchange.notes.get(making) as Making | undefined;
      if (!made?.clean || answer.status !== 200) return undefined;
      const { decision, flight, plan } = made;
      if (!decision) {
        // Made for one who is nobody in particular: the same for all who asked meanwhile.
        if (flight && made.public && config.collapse === 'anonymous') flight.settle({ plain: { status: 200, body: answer.body, bytes: Buffer.from(answer.body), headers: { 'cache-status': 'dra-gateway; fwd=miss; collapsed' } } });
        else flight?.settle(null, 'for nobody else');
        return undefined;
      }
      const at = now();
      const { caller } = exchange;
      const changing = tagsFor(caller?.tenant ?? null, plan.policy.types);
      const kept: Kept = {
        text: answer.body,
        bytes: Buffer.from(answer.body),
        storedAt: at,
        freshUntil: at + decision.freshSeconds * 1_000,
        staleUntil: at + (decision.freshSeconds + decision.staleSeconds) * 1_000,
        tags: decision.scope === 'PRIVATE' && caller ? [...changing, ownTag(caller)] : changing,
      };
      const shown: Shown = { public: made.public && decision.scope === 'PUBLIC', varyHeaders: config.varyHeaders, now: at };
      const key = decision.scope === 'PUBLIC' ? made.sharedKey : made.ownKey;
      const watched = changes.watch(caller?.tenant ?? null, changing);
      if (key !== null && watched) store.keep(key, kept, made.since);
      if (decision.scope === 'PUBLIC') flight?.settle({ kept });
      else flight?.settle(null, 'for nobody else');
      return answerFrom(exchange, kept, watched ? 'fwd=miss; stored' : 'fwd=miss', shown);
    },
    onEnd: (exchange) => {
      const made = exchange.notes.get(making) as Making | undefined;
      // Whose client has left, or whose answer has errors.
      made?.flight?.settle(null);
    },
  };
}
