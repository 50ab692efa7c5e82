import { readFile } from 'node:fs/promises';
import { createCallerVerifier, createIdentitySigner, createTokenVerifier } from '@dra/access';
import type { Caller, CallerVerifier, Role, Scope } from '@dra/access';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { GatewayHook } from '../hooks/contract.ts';
import { createIdentify } from '../identity/caller-identity.ts';
import type { Identified } from '../identity/caller-identity.ts';
import { nobody } from '../identity/nobody.ts';
import { recognise } from '../plugins/use-identity.ts';

/** Who asks, by the keys that the configuration names; and, where it names a key of our own, what tells the subgraphs. */
export async function identityHook(config: NonNullable<GatewayConfig['identity']>): Promise<{ hook: GatewayHook; identify(authorization: string | string[] | undefined): Promise<Identified> }> {
  const keys = /^https?:/.test(config.jwks) ? new URL(config.jwks) : (JSON.parse(await readFile(config.jwks, 'utf8')) as { keys: Record<string, unknown>[] });
  const settings = { issuer: config.issuer, audience: config.audience };
  // Our own subgraphs ask for a tenant and for roles that they know.
  const verify = config.signingKey === undefined ? anyCaller(createTokenVerifier(keys, settings)) : createCallerVerifier(keys, settings);
  const sign = config.signingKey === undefined ? async () => '' : createIdentitySigner(JSON.parse(await readFile(config.signingKey, 'utf8')) as never);
  const identify = createIdentify(verify, sign);
  const hook: GatewayHook = {
    name: 'identity',
    onRequest: (exchange) => (!config.required && exchange.headers.authorization === undefined ? undefined : recognise(exchange, identify)),
  };
  return { hook, identify: async (authorization) => (!config.required && authorization === undefined ? nobody : identify(authorization)) };
}

/** Whoever signs the tokens names scopes and roles as its own supergraph has them: `scope` or `scp`, as text or as a list. */
function anyCaller(verify: ReturnType<typeof createTokenVerifier>): CallerVerifier {
  return async (token): Promise<Caller> => {
    const { sub = '', exp = 0, tenant, roles, scope, scp } = await verify(token);
    return { userId: sub, tenant: typeof tenant === 'string' ? tenant : '', roles: names(roles) as Role[], scopes: names(scope ?? scp) as Scope[], expiresAt: exp };
  };
}

function names(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((name) => name !== '');
  return Array.isArray(claim) ? claim.filter((name) => typeof name === 'string') : [];
}
