export { ClientError, userErrorOf } from './graphql/client-error.ts';
export { createGraphqlClient } from './graphql/client.ts';
export type { GraphqlClient, GraphqlClientOptions, GraphqlResult } from './graphql/client.ts';
export { defaultToken, defaultUrl, fileAsGiven } from './session.ts';
export { runVisit } from './visit/run-visit.ts';
export type { VisitOptions } from './visit/run-visit.ts';
export type { VisitResult } from './visit/result.ts';
