export * from './persona.ts';
export * from './test-mongo.ts';
export * from './test-nats.ts';
export * from './test-postgres.ts';
export * from './test-redis.ts';
export * from './test-s3.ts';
export * from './supergraph.ts';
