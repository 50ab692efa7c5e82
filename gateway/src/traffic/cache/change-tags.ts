import type { ChangeNotice } from '@dra/events';
import type { ChangeFeed } from '../../subscriptions/change-feed.ts';
import type { AnswerStore } from './answer-store.ts';
import type { InvalidationLog } from './invalidation-log.ts';

/** Types that change notices speak of. */
const announced: ReadonlySet<string> = new Set<ChangeNotice['type']>(['Patient', 'Encounter', 'Recording', 'Transcript', 'Note', 'Prescription', 'InferenceJob']);

export const tagOf = (tenant: string, type: string) => `${tenant} ${type}`;

/** Tags of an answer: the types in it of which changes are announced, in the caller's tenant. */
export function tagsFor(tenant: string | null, types: ReadonlySet<string>): readonly string[] {
  if (tenant === null) return [];
  const tags: string[] = [];
  for (const type of types) if (announced.has(type)) tags.push(tagOf(tenant, type));
  return tags;
}

export type ChangeTags = {
  /** Whether what carries tags may be kept and given: only while somebody tells what changes. */
  watch(tenant: string | null, tags: readonly string[]): boolean;
  /** These changed, as somebody here knows. */
  changed(tags: readonly string[]): void;
};

/** Tenants listened to at once; of more, nothing that can change is remembered. */
const mostTenants = 2_000;

/**
 * Removes what change events make worthless: any announced change of a type in a tenant removes the tenant's answers that
 * hold the type, lists included. While the feed is away nothing that carries tags is given, and when it is back it is gone.
 */
export function createChangeTags(deps: { feed: ChangeFeed | null; stores: readonly AnswerStore[]; log: InvalidationLog }): ChangeTags {
  const { feed, stores, log } = deps;
  const tenants = new Set<string>();
  feed?.onConnectionChange(() => {
    log.addEverything();
    for (const store of stores) store.clearNear();
  });
  const changed = (tags: readonly string[]) => {
    log.add(tags);
    for (const store of stores) store.invalidate(tags);
  };
  const listen = (one: ChangeFeed, tenant: string) => {
    tenants.add(tenant);
    one.onChange(tenant, ({ type, encounterId }) => {
      // An encounter shows its recordings, notes and prescriptions: it changes with them.
      changed([tagOf(tenant, type), ...(encounterId === null ? [] : [tagOf(tenant, 'Encounter')])]);
    });
  };
  return {
    changed,
    watch: (tenant, tags) => {
      // Without a feed there is nothing but time: what the schema says of lifetimes was said with that in mind.
      if (!feed || tags.length === 0 || tenant === null) return true;
      if (!tenants.has(tenant)) {
        if (tenants.size >= mostTenants) return false;
        listen(feed, tenant);
        return false;
      }
      return feed.connected();
    },
  };
}
