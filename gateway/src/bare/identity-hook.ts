import { readFile } from 'node:fs/promises';
import { createCallerVerifier, createIdentitySigner } from '@dra/access';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { GatewayHook } from '../hooks/contract.ts';
import { createIdentify } from '../identity/caller-identity.ts';
import type { Identified } from '../identity/caller-identity.ts';
import { nobody } from '../identity/nobody.ts';
import { recognise } from '../plugins/use-identity.ts';

/** Who asks, by the keys that the configuration names; and, where it names a key of our own, what tells the subgraphs. */
export async function identityHook(config: NonNullable<GatewayConfig['identity']>): Promise<{ hook: GatewayHook; identify(authorization: string | string[] | undefined): Promise<Identified> }> {
  const keys = /^https?:/.test(config.jwks) ? new URL(config.jwks) : (JSON.parse(await readFile(config.jwks, 'utf8')) as { keys: Record<string, unknown>[] });
  const verify = createCallerVerifier(keys, { issuer: config.issuer, audience: config.audience });
  const sign = config.signingKey === undefined ? async () => '' : createIdentitySigner(JSON.parse(await readFile(config.signingKey, 'utf8')) as never);
  const identify = createIdentify(verify, sign);
  const hook: GatewayHook = {
    name: 'identity',
    onRequest: (exchange) => (!config.required && exchange.headers.authorization === undefined ? undefined : recognise(exchange, identify)),
  };
  return { hook, identify: async (authorization) => (!config.required && authorization === undefined ? nobody : identify(authorization)) };
}
