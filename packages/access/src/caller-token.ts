import { SignJWT, createLocalJWKSet, errors, importJWK, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWK, JWTPayload } from 'jose';
import { ServiceError } from '@dra/service';
import { isFetchFault, remoteKeys } from './remote-keys.ts';
import { isRole } from './roles.ts';
import type { Role } from './roles.ts';
import { scopesOf } from './rights-table.ts';
import type { Scope } from './rights-table.ts';

/** What a caller's token says, after it was verified. */
export type Caller = {
  userId: string;
  tenant: string;
  roles: Role[];
  /** Never more than the roles' rights: a token can narrow them, not widen them. */
  scopes: Scope[];
  /** Epoch seconds. */
  expiresAt: number;
};

export type CallerTokenSettings = { issuer: string; audience: string };

const algorithms = ['EdDSA', 'ES256', 'RS256', 'PS256'];

export type CallerVerifier = (token: string) => Promise<Caller>;

/**
 * Verifies tokens against a key set: a local one, or one fetched (and cached) from a URL.
 * The verifier throws ServiceError UNAUTHENTICATED with a reason that a developer can act on, or
 * DEPENDENCY_UNAVAILABLE when the key set cannot be had: a caller we cannot check is not a caller we refuse.
 */
export function createTokenVerifier(keys: JSONWebKeySet | URL, { issuer, audience }: CallerTokenSettings): (token: string) => Promise<JWTPayload> {
  const keySet = keys instanceof URL ? remoteKeys(keys) : createLocalJWKSet(keys);
  return (token) =>
    jwtVerify(token, keySet, { issuer, audience, algorithms, clockTolerance: 5, requiredClaims: ['sub', 'exp'] })
      .then((verified) => verified.payload)
      .catch((error: unknown) => {
        throw reasonOf(error);
      });
}

/** Verifies callers' tokens, as `createTokenVerifier` does, and reads who they are. */
export function createCallerVerifier(keys: JSONWebKeySet | URL, settings: CallerTokenSettings): CallerVerifier {
  const verify = createTokenVerifier(keys, settings);
  return async (token) => {
    const { sub, tenant, roles, scope, exp } = await verify(token);
    if (typeof sub !== 'string' || sub.length === 0 || sub.length > 128) throw unauthenticated('The token names no user.');
    if (typeof tenant !== 'string' || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(tenant)) throw unauthenticated('The token names no tenant.');
    if (!Array.isArray(roles) || roles.length === 0) throw unauthenticated('The token names no role.');
    if (!roles.every(isRole)) throw unauthenticated('The token names an unknown role.');
    return { userId: sub, tenant, ...rightsOf(roles, scope), expiresAt: exp as number };
  };
}

type Rights = Pick<Caller, 'roles' | 'scopes'>;

/** By what tokens say of them: ten thousand callers have a handful of combinations of rights, and are remembered for minutes. */
const knownRights = new Map<string, Rights>();
const mostCombinations = 1_000;

function rightsOf(roles: Role[], scope: unknown): Rights {
  const key = JSON.stringify([roles, scope]);
  let rights = knownRights.get(key);
  if (!rights) {
    const held = scopesOf(roles);
    const asked = scopesAsked(scope);
    rights = { roles, scopes: asked ? held.filter((one) => asked.has(one)) : held };
    if (knownRights.size < mostCombinations) knownRights.set(key, rights);
  }
  return rights;
}

/** Null where the token narrows nothing. A list is what some providers send; what cannot be read must not count as "no limit". */
function scopesAsked(scope: unknown): ReadonlySet<string> | null {
  if (scope === undefined) return null;
  if (typeof scope === 'string') return new Set(scope.split(' '));
  if (Array.isArray(scope) && scope.every((one) => typeof one === 'string')) return new Set(scope);
  throw unauthenticated('The token\'s scope is not readable.');
}

function unauthenticated(message: string): ServiceError {
  return new ServiceError('UNAUTHENTICATED', message);
}

function reasonOf(error: unknown): ServiceError {
  if (error instanceof errors.JWTExpired) return unauthenticated('The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) return unauthenticated(`The token's ${error.claim} is not accepted here.`);
  if (isFetchFault(error)) {
    return new ServiceError('DEPENDENCY_UNAVAILABLE', 'The identity provider\'s keys could not be fetched.', { cause: error });
  }
  return unauthenticated('The token is not valid.');
}

/** Signs a caller's token: for development's issuer and for tests. Production's tokens come from an identity provider. */
export async function signCallerToken(
  privateKey: JWK,
  settings: CallerTokenSettings,
  claims: { userId: string; tenant: string; roles: readonly Role[]; ttlSeconds: number; now?: number },
): Promise<string> {
  const now = claims.now ?? Math.floor(Date.now() / 1000);
  return new SignJWT({ tenant: claims.tenant, roles: [...claims.roles], scope: scopesOf(claims.roles).join(' ') })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', ...(privateKey.kid ? { kid: privateKey.kid } : {}) })
    .setSubject(claims.userId)
    .setIssuer(settings.issuer)
    .setAudience(settings.audience)
    .setIssuedAt(now)
    .setExpirationTime(now + claims.ttlSeconds)
    .setJti(crypto.randomUUID())
    .sign(await importJWK(privateKey, 'EdDSA'));
}

