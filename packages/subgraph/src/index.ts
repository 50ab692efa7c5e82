export * from './connection.ts';
export * from './create-server.ts';
export { withoutValues } from './format-error.ts';
export * from './cursor.ts';
export * from './global-id.ts';
export * from './loader.ts';
export * from './scalars.ts';
export * from './scope-guard.ts';
export * from './user-error.ts';
