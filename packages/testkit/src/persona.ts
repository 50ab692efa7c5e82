import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createIdentitySigner, scopesOf, signCallerToken } from '@dra/access';
import type { Actor, Role } from '@dra/access';

export type Persona = {
  actor: Actor;
  /** What a client sends to the gateway: `Bearer` it. Accepted by the verifier of `testIdentity`. */
  callerToken(options?: { ttlSeconds?: number; now?: number }): Promise<string>;
  /** Headers of a request from the gateway to a subgraph. */
  subgraphHeaders(): Promise<Record<string, string>>;
};

/** The issuer and the keys of one test process. Nothing outside it accepts what they sign. */
export const testIdentity = (() => {
  const caller = keyPair('test-caller');
  const internal = keyPair('test-internal');
  return {
    issuer: 'https://issuer.test.invalid',
    audience: 'dr-assistant',
    callerPrivateKey: caller.privateKey,
    callerJwks: { keys: [caller.publicKey] },
    internalPrivateKey: internal.privateKey,
    internalJwks: { keys: [internal.publicKey] },
  };
})();

/** Somebody with one role or several in a tenant, e.g. `persona('PRESCRIBER', 'demo')`. */
export function persona(role: Role | readonly Role[], tenant: string, userId = `test.${String(role).toLowerCase()}`): Persona {
  const roles: readonly Role[] = typeof role === 'string' ? [role] : role;
  const scopes = scopesOf(roles);
  const actor: Actor = { userId, tenant, roles, scopes: new Set(scopes), requestId: randomUUID() };
  const { issuer, audience } = testIdentity;
  const sign = createIdentitySigner(testIdentity.internalPrivateKey);
  return {
    actor,
    callerToken: ({ ttlSeconds = 600, now } = {}) => signCallerToken(testIdentity.callerPrivateKey, { issuer, audience }, { userId, tenant, roles, ttlSeconds, ...(now === undefined ? {} : { now }) }),
    subgraphHeaders: async () => ({
      'x-dra-identity': await sign({ userId, tenant, roles, scopes }),
      'x-dra-deadline': String(Date.now() + 30_000),
      'x-request-id': actor.requestId,
    }),
  };
}

function keyPair(kid: string) {
  const pair = generateKeyPairSync('ed25519');
  return {
    privateKey: { ...pair.privateKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' },
    publicKey: { ...pair.publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' },
  };
}
