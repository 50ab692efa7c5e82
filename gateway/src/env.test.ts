import { parseEnv } from '@dra/service';
import { gatewayEnv } from './env.ts';

const complete = {
  SUPERGRAPH_FILE: 'schema/supergraph.graphql',
  IDENTITY_JWKS_URL: 'file:///keys.json',
  IDENTITY_ISSUER: 'dev',
  IDENTITY_AUDIENCE: 'dr-assistant',
  INTERNAL_SIGNING_KEY: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' }),
};

describe('gatewayEnv', () => {
  it('has defaults for all that can have one', () => {
    expect(parseEnv(gatewayEnv, complete)).toMatchObject({ PORT: 4000, OPS_PORT: 4200, HOST: '127.0.0.1', REQUEST_DEADLINE_MS: 10_000 });
  });

  it.each([
    ['no signing key', { ...complete, INTERNAL_SIGNING_KEY: '' }, 'INTERNAL_SIGNING_KEY'],
    ['a public key for signing', { ...complete, INTERNAL_SIGNING_KEY: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'x' }) }, 'INTERNAL_SIGNING_KEY'],
    ['a key that is not JSON', { ...complete, INTERNAL_SIGNING_KEY: 'secret-material' }, 'INTERNAL_SIGNING_KEY'],
    ['keys from a file in production', { ...complete, NODE_ENV: 'production' }, 'IDENTITY_JWKS_URL'],
    ['keys over plain http in production', { ...complete, NODE_ENV: 'production', IDENTITY_JWKS_URL: 'http://idp/keys' }, 'IDENTITY_JWKS_URL'],
    ['a port that is none', { ...complete, PORT: '4000x' }, 'PORT'],
    ['an address that is none', { ...complete, VOICE_URL: 'voice:4102' }, 'VOICE_URL'],
  ])('refuses %s, naming the variable and never its value', (_, source, name) => {
    expect(() => parseEnv(gatewayEnv, source)).toThrow(name);
    expect(() => parseEnv(gatewayEnv, source)).not.toThrow('secret-material');
  });
});
