import { createPrivateKey, sign } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWK } from 'jose';
import { ServiceError } from '@dra/service';
import type { Actor } from './actor.ts';
import { isRole } from './roles.ts';
import type { Role } from './roles.ts';
import { allScopes, scopesOf } from './rights-table.ts';
import type { Scope } from './rights-table.ts';

/** The header by which the gateway tells subgraphs who asks. Whatever of `x-dra-*` a client sends is stripped. */
export const identityHeader = 'x-dra-identity';

const issuer = 'dra-gateway';
const audience = 'dra-subgraphs';

/** Seconds. Long enough for the longest request, short enough that a leaked one is soon worthless. */
export const identityLifetime = 60;

export type InternalIdentity = { userId: string; tenant: string; roles: readonly Role[]; scopes: readonly Scope[] };

export type IdentitySigner = (identity: InternalIdentity) => Promise<string>;

/**
 * @param privateKey Ed25519, with its `kid`
 *
 * Signs with node's own crypto in one synchronous step: a gateway signs for each of its callers twice a minute, and a third
 * of that cost was the way through the thread pool.
 *
 * Scopes are said only where they are not all that the roles hold: they were two thirds of a header that goes out with
 * every fetch. A subgraph of before that change reads no such identity, one of after reads both: the subgraphs go first.
 */
export function createIdentitySigner(privateKey: JWK): IdentitySigner {
  const key = createPrivateKey({ key: privateKey as JsonWebKey, format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('the key of the internal identity must be Ed25519');
  const header = base64url({ alg: 'EdDSA', ...(privateKey.kid ? { kid: privateKey.kid } : {}) });
  return async (identity) => {
    const now = Math.floor(Date.now() / 1_000);
    const scope = identity.scopes.join(' ');
    const claims = { tenant: identity.tenant, roles: identity.roles, ...(scope === scopeOf(identity.roles) ? {} : { scope }), sub: identity.userId, iss: issuer, aud: audience, iat: now, exp: now + identityLifetime };
    const signed = `${header}.${base64url(claims)}`;
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
  };
}

/** By roles, joined: they come in few combinations, and all of them are known ones. */
const ofRoles = new Map<string, string>();

function scopeOf(roles: readonly Role[]): string {
  const key = roles.join(' ');
  let scope = ofRoles.get(key);
  if (scope === undefined) {
    scope = scopesOf(roles).join(' ');
    if (ofRoles.size < mostCombinations) ofRoles.set(key, scope);
  }
  return scope;
}

const mostCombinations = 1_000;

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const incomplete = () => new ServiceError('UNAUTHENTICATED', 'The identity is not complete.');

export type IdentityVerifier = (token: string | undefined, requestId: string) => Promise<Actor>;

/** The verifier throws ServiceError UNAUTHENTICATED for everything that the gateway did not sign for now. */
export function createIdentityVerifier(publicKeys: JSONWebKeySet): IdentityVerifier {
  const keys = createLocalJWKSet(publicKeys);
  const known = new Set<string>(allScopes);
  return async (token, requestId) => {
    if (!token) throw new ServiceError('UNAUTHENTICATED', 'The request carries no identity.');
    const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['EdDSA'], requiredClaims: ['sub', 'exp'], clockTolerance: 5 }).catch(
      (error: unknown) => {
        throw new ServiceError('UNAUTHENTICATED', 'The identity is not valid.', { cause: error });
      },
    );
    const { sub, tenant, roles } = payload;
    if (typeof sub !== 'string' || typeof tenant !== 'string' || !Array.isArray(roles) || !roles.every(isRole)) throw incomplete();
    const scope = payload['scope'] === undefined ? scopeOf(roles) : payload['scope'];
    if (typeof scope !== 'string') throw incomplete();
    const scopes = new Set(scope.split(' ').filter((one): one is Scope => known.has(one)));
    return { userId: sub, tenant, roles, scopes, requestId };
  };
}
