export { trafficConfig } from './traffic-config.ts';
export type { TrafficConfig } from './traffic-config.ts';
export { createTraffic, createTrafficHooks } from './create-traffic-hooks.ts';
export type { Traffic, TrafficDeps } from './create-traffic-hooks.ts';
export { createSharedRedis } from './redis/shared-redis.ts';
export type { SharedRedis } from './redis/shared-redis.ts';
