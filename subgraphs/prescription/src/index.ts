export { createServer } from './server.ts';
export type { ServerOptions } from './server.ts';
export { grants, migrations } from './migrations/index.ts';
export { entities } from './store/entities/index.ts';
