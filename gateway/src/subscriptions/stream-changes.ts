import { print } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { ChangeFeed } from './change-feed.ts';
import { liveQuery } from './live-query.ts';
import type { LiveQueryTimings } from './live-query.ts';
import type { StreamOf } from './operations.ts';
import { rewriteSubscription } from './rewrite-subscription.ts';

/** The product's own subscriptions: a query with the subscriber's rights, asked again when a change notice names what it shows. */
export function streamChanges({ schema, feed, timings }: { schema(): GraphQLSchema; feed: ChangeFeed; timings?: Partial<LiveQueryTimings> | undefined }): StreamOf {
  return ({ request, document, operation }, subscriber, { caller }, { ask }) => {
    const current = schema();
    const { query, operationName, responseKey } = rewriteSubscription(document, operation, current.getSubscriptionType()?.name ?? 'Subscription', current.getQueryType()?.name ?? 'Query');
    const text = print(query);
    return liveQuery({
      ask: () => ask({ query: text, operationName, variables: request.variables }, subscriber),
      about: [JSON.stringify(request.variables ?? {}), text],
      responseKey,
      tenant: caller.tenant,
      feed,
      expiresAt: caller.expiresAt * 1000,
      signal: subscriber.signal,
      ...(timings ? { timings } : {}),
    });
  };
}
