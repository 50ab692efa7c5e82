export { createGateway } from './server.ts';
export type { Gateway, GatewayDeps } from './server.ts';
export { createPersistedQueries } from './plugins/use-persisted-queries.ts';
export { createNatsFeed } from './subscriptions/nats-feed.ts';
export { createSilentFeed } from './subscriptions/change-feed.ts';
export type { ChangeFeed } from './subscriptions/change-feed.ts';
export { timeoutHeader } from './http/request-deadline.ts';
