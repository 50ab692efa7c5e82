import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { variables } from './testing/compose.ts';
import { readText } from './testing/repository.ts';
import { makeEnv, operatorSettings } from './testing/secrets.ts';

describe('deploy/make-env.mjs', () => {
  const made = makeEnv({ times: 2 });

  it('makes every secret that docker-compose.yml asks for, and none that it does not', () => {
    const required = variables().filter((one) => one.required).map((one) => one.name);
    expect([...Object.keys(made.values), ...Object.keys(operatorSettings)].sort()).toEqual([...required].sort());
  });

  it('has every setting that is no secret of its own in .env.example', () => {
    const documented = new Set([...readText('.env.example').matchAll(/^(DRA_\w+)=/gm)].map(([, name]) => name!));
    const settings = variables().map((one) => one.name).filter((name) => !(name in made.values));
    expect(settings.filter((name) => !documented.has(name))).toEqual([]);
    // And no secret stands there to be copied.
    expect([...documented].filter((name) => name in made.values)).toEqual([]);
  });

  it('leaves what is there, when it is run again', () => {
    expect(made.texts[1]).toBe(made.texts[0]);
  });

  it('gives each installation its own, readable by its owner alone', () => {
    const other = makeEnv();
    for (const [name, value] of Object.entries(made.values)) expect(other.values[name]).not.toBe(value);
    expect(other.mode).toBe(0o600);
  });

  it('makes passwords that need no quoting anywhere', () => {
    for (const [name, value] of Object.entries(made.values)) {
      if (/PASSWORD|_SECRET_ACCESS_KEY|_ACCESS_KEY_ID/.test(name)) expect(value).toMatch(/^[a-z][0-9a-z]{15,}$/);
    }
    // mongod takes a key of 6 to 1024 characters of base64.
    expect(made.values['DRA_MONGODB_KEYFILE']).toMatch(/^[A-Za-z0-9+/=]{100,1024}$/);
  });

  it('makes a signing key whose public half the subgraphs get, and its private half not', () => {
    const key = JSON.parse(made.values['DRA_INTERNAL_SIGNING_KEY']!) as JsonWebKey & { kid: string };
    const { keys } = JSON.parse(made.values['DRA_INTERNAL_JWKS']!) as { keys: (JsonWebKey & { kid: string })[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]!.kid).toBe(key.kid);
    expect(keys[0]).not.toHaveProperty('d');
    const signature = sign(null, Buffer.from('x'), createPrivateKey({ key, format: 'jwk' }));
    expect(verify(null, Buffer.from('x'), createPublicKey({ key: keys[0]!, format: 'jwk' }), signature)).toBe(true);
  });
});
