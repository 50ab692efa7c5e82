export * from './actor.ts';
export * from './caller-token.ts';
export * from './internal-identity.ts';
export * from './rights-of-schema.ts';
export * from './rights-table.ts';
export * from './roles.ts';
