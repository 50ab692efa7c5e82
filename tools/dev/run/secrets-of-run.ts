import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../servers/failure.ts';
import { newServerSecrets } from '../servers/secrets.ts';
import type { ServerSecrets } from '../servers/backing-server.ts';

export type Jwk = { kty: string; crv?: string; x?: string; d?: string; kid: string; alg: string; use?: string };

/** Keys and passwords of one data folder. Made once, kept in it, readable by its owner only; never for production. */
export type RunSecrets = {
  servers: ServerSecrets;
  /** Of the services' own roles in PostgreSQL. */
  servicePassword: string;
  /** The development issuer that signs callers' tokens. */
  issuer: { privateKey: Jwk; publicKey: Jwk };
  /** With which the gateway tells subgraphs who asks. */
  internal: { privateKey: Jwk; publicKey: Jwk };
};

export const developmentIssuer = { issuer: 'https://issuer.dr-assistant.invalid', audience: 'dr-assistant' };

export function secretsOfRun(dataDir: string): RunSecrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as RunSecrets;
    } catch {
      throw new Failure(`${file} is damaged: \`npm start -- --reset\` begins anew, without the data`);
    }
  }
  const made: RunSecrets = { servers: newServerSecrets(), servicePassword: randomBytes(18).toString('hex'), issuer: keyPair('dev-issuer'), internal: keyPair('gateway') };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}

function keyPair(kid: string): { privateKey: Jwk; publicKey: Jwk } {
  const pair = generateKeyPairSync('ed25519');
  const jwk = (key: { export(options: { format: 'jwk' }): object }) => ({ ...key.export({ format: 'jwk' }), kid, alg: 'EdDSA' }) as Jwk;
  return { privateKey: jwk(pair.privateKey), publicKey: { ...jwk(pair.publicKey), use: 'sig' } };
}
