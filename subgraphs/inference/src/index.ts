export { createServer } from './server.ts';
export { resolvers } from './resolvers/index.ts';
export { migrations } from './migrations/index.ts';
