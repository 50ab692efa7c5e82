import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { identityLifetime } from '@dra/access';
import type { Caller, CallerVerifier, IdentitySigner } from '@dra/access';
import { ServiceError } from '@dra/service';

export type Identified = { caller: Caller; identity: string };

export type Identify = (authorization: string | string[] | undefined) => Promise<Identified>;

type Remembered = Identified & { renewAt: number };

/**
 * Who calls, and the short-lived identity that tells the subgraphs. Both are remembered per token until half the
 * identity's life is over: no identity is handed on with less than that left, and a key that was withdrawn is noticed soon.
 * The token itself is never kept, only its hash.
 */
export function createIdentify(verify: CallerVerifier, sign: IdentitySigner, now: () => number = Date.now): Identify {
  const known = new LRUCache<string, Remembered>({ max: 10_000 });
  const underway = new Map<string, Promise<Remembered>>();

  const identify = async (token: string): Promise<Remembered> => {
    const caller = await verify(token);
    const identity = await sign({ userId: caller.userId, tenant: caller.tenant, roles: caller.roles, scopes: caller.scopes });
    return { caller, identity, renewAt: now() + (identityLifetime * 1000) / 2 };
  };

  return async (authorization) => {
    const token = bearerToken(authorization);
    const key = createHash('sha256').update(token).digest('base64');
    const remembered = known.get(key);
    if (remembered && remembered.renewAt > now()) {
      if (remembered.caller.expiresAt * 1000 > now()) return remembered;
      known.delete(key);
    }
    let work = underway.get(key);
    if (!work) {
      work = identify(token).finally(() => underway.delete(key));
      underway.set(key, work);
    }
    const fresh = await work;
    known.set(key, fresh);
    return fresh;
  };
}

/** @throws ServiceError UNAUTHENTICATED */
function bearerToken(authorization: string | string[] | undefined): string {
  if (typeof authorization !== 'string' || authorization.trim() === '') {
    throw new ServiceError('UNAUTHENTICATED', 'No token: send `Authorization: Bearer …`.');
  }
  const token = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(authorization.trim())?.[1];
  if (!token || token.length > 8_192) throw new ServiceError('UNAUTHENTICATED', 'The Authorization header is not `Bearer` with a signed JWT.');
  return token;
}

const statusOf: Record<string, number> = { UNAUTHENTICATED: 401, DEPENDENCY_UNAVAILABLE: 503 };

/** As Apollo Server wants it, with the HTTP status and the challenge of RFC 6750. */
export function identityError(error: unknown): GraphQLError {
  if (!(error instanceof ServiceError)) throw error;
  return new GraphQLError(error.message, {
    extensions: {
      code: error.code,
      http: {
        status: statusOf[error.code] ?? 500,
        headers: new Map(error.code === 'UNAUTHENTICATED' ? [['www-authenticate', 'Bearer']] : []),
      },
    },
  });
}
