export * from './backoff.ts';
export * from './deadline.ts';
export * from './env.ts';
export * from './errors.ts';
export * from './logger.ts';
export * from './metrics.ts';
export * from './ops-server.ts';
export * from './run-service.ts';
