import { createLocalJWKSet, createRemoteJWKSet, jwksCache } from 'jose';
import type { CryptoKey, FlattenedJWSInput, JWKSCacheInput, JWSHeaderParameters } from 'jose';

/** After these an identity provider that is away could not have told us of a key that it took back. */
const keptForMs = 60 * 60_000;
/** So long nobody waits for it again. */
const restMs = 10_000;

type KeyOf = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/**
 * An identity provider's keys, fetched and cached (10 min; sooner for a key id that is not among them). While it is away
 * those that it gave last go on for an hour: tokens that they signed can be checked, and a clinic goes on working.
 * @throws what the fetch threw, where the last keys cannot tell either
 */
export function remoteKeys(url: URL): KeyOf {
  // Written by each fetch, and by nothing else: the keys, and when they were given.
  const given: JWKSCacheInput = {};
  const remote = createRemoteJWKSet(url, { timeoutDuration: 3_000, cooldownDuration: 10_000, [jwksCache]: given });
  let last: { keyOf: KeyOf; at: number } | undefined;
  let fault: { error: unknown; until: number } | undefined;
  return async (header, token) => {
    try {
      if (fault && Date.now() < fault.until) throw fault.error;
      const key = await remote(header, token);
      if (given.jwks && given.uat !== undefined && given.uat !== last?.at) last = { keyOf: createLocalJWKSet(given.jwks), at: given.uat };
      fault = undefined;
      return key;
    } catch (error) {
      if (!isFetchFault(error) || !last || Date.now() - last.at > keptForMs) throw error;
      if (fault?.error !== error) fault = { error, until: Date.now() + restMs };
      return last.keyOf(header, token).catch(() => {
        // A key that is not among them may be new: that is not checked, and not refused.
        throw error;
      });
    }
  };
}

/** The key set's host is away, slow or answers with something else; told by shape, since `fetch` throws a plain TypeError. */
export function isFetchFault(error: unknown): boolean {
  if (!(error instanceof Error) && !(typeof error === 'object' && error !== null)) return false;
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: unknown };
  return code === 'ERR_JWKS_TIMEOUT' || code === 'ERR_JOSE_GENERIC' || (name === 'TypeError' && cause !== undefined);
}
