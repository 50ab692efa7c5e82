import type { GraphQLFormattedError } from 'graphql';
import { ServiceError } from '@dra/service';
import type { Fetch } from './compile-fetch.ts';
import { isTree } from './generated-code.ts';
import type { Tree } from './generated-code.ts';

/** A fetch that brought nothing: each field that it leaves null gets this error, once it is known which those are. */
export type Failure = {
  message: string;
  extensions: Record<string, unknown>;
  /** The fetches of the plan that it concerns. */
  fetches: Set<Fetch>;
};

/** How an answer was no GraphQL answer. */
export type Reason = 'NOT_JSON' | 'WRONG_SHAPE' | 'WRONG_ERRORS' | 'WRONG_ENTITIES' | 'EMPTY';

export function invalidReply(service: string, reason: Reason, status: number): ServiceError {
  return new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${service} service gave no valid answer.`, { details: { reason, status } });
}

export const ourFault = { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };

/** What a client may know of a failed fetch. Anything but a ServiceError is a fault of ours. */
export function failureOf(service: string, error: unknown): Pick<Failure, 'message' | 'extensions'> {
  if (!(error instanceof ServiceError)) return { message: ourFault.message, extensions: { ...ourFault.extensions, service } };
  const { reason, status } = error.details ?? {};
  // As Apollo's router tells it: what a proxy or the subgraph's server said in place of an answer.
  const http = typeof status === 'number' && (status < 200 || status > 299) ? { http: { status } } : {};
  return { message: error.message, extensions: { code: error.code, service, ...(typeof reason === 'string' ? { reason } : {}), ...http } };
}

/** What a subgraph says of an error, with its name. `serviceName` is what Apollo's gateway calls it. */
export function subgraphError(service: string, error: Tree, path?: readonly (string | number)[]): GraphQLFormattedError & Pick<Failure, 'extensions'> {
  const { message, extensions } = error as { message?: unknown; extensions?: unknown };
  const { ['__proto__']: _, ...given } = isTree(extensions) ? extensions : {};
  return {
    message: typeof message === 'string' && message !== '' ? message : `The ${service} service reported an error.`,
    ...(path ? { path } : {}),
    extensions: { ...given, code: typeof given['code'] === 'string' ? given['code'] : 'DOWNSTREAM_SERVICE_ERROR', service, serviceName: service },
  };
}
