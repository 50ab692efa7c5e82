import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signCallerToken } from '@dra/access';

/** Files of a made-up identity provider: its public keys, many callers' tokens, and a key with which a gateway names callers to services. */
export type Callers = { jwksFile: string; tokensFile: string; signingKeyFile: string; issuer: string; audience: string };

/** @param count tokens, each of another user; some hundred tenants */
export async function makeCallers(folder: string, count: number): Promise<Callers> {
  const pair = (kid: string) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return { privateKey: { ...privateKey.export({ format: 'jwk' }), kid }, publicKey: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' } };
  };
  const issuer = 'https://issuer.bench.invalid';
  const audience = 'bench';
  const provider = pair('bench');
  const tokens: string[] = [];
  for (let user = 0; user < count; user += 1) {
    tokens.push(await signCallerToken(provider.privateKey as never, { issuer, audience }, { userId: `dr.${user}`, tenant: `clinic-${user % 200}`, roles: ['PRESCRIBER'], ttlSeconds: 7_200 }));
  }
  const file = (name: string, content: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  return { jwksFile: file('jwks.json', { keys: [provider.publicKey] }), tokensFile: file('tokens.json', tokens), signingKeyFile: file('signing-key.json', pair('gateway').privateKey), issuer, audience };
}
