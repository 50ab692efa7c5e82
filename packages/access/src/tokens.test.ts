import { SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { JWK } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCallerVerifier, signCallerToken } from './caller-token.ts';
import { createIdentitySigner, createIdentityVerifier } from './internal-identity.ts';
import { scopesOf } from './rights-table.ts';

const settings = { issuer: 'https://issuer.test', audience: 'dr-assistant' };
let privateKey: JWK;
let publicKey: JWK;
let strangerKey: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  privateKey = { ...(await exportJWK(pair.privateKey)), kid: 'one' };
  publicKey = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'EdDSA' };
  strangerKey = { ...(await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey)), kid: 'one' };
});

const claims = { userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'] as const, ttlSeconds: 60 };
const verify = (token: string, over: Partial<typeof settings> = {}) => createCallerVerifier({ keys: [publicKey] }, { ...settings, ...over })(token);

const tokenWith = async (scope: unknown) =>
  new SignJWT({ tenant: 'demo', roles: ['PRESCRIBER'], scope })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'one' }).setSubject('dr.osei').setIssuer(settings.issuer).setAudience(settings.audience).setExpirationTime('1m')
    .sign(await importJWK(privateKey, 'EdDSA'));

test('a good token says who, where and what they may do', async () => {
  const caller = await verify(await signCallerToken(privateKey, settings, claims));
  expect(caller).toMatchObject({ userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'], scopes: scopesOf(['PRESCRIBER']) });
});

test.each([
  ['expired', async () => verify(await signCallerToken(privateKey, settings, { ...claims, ttlSeconds: -60 })), 'The token has expired.'],
  ['of another issuer', async () => verify(await signCallerToken(privateKey, { ...settings, issuer: 'https://other' }, claims)), 'The token\'s iss is not accepted here.'],
  ['for another audience', async () => verify(await signCallerToken(privateKey, { ...settings, audience: 'other' }, claims)), 'The token\'s aud is not accepted here.'],
  ['signed by a stranger', async () => verify(await signCallerToken(strangerKey, settings, claims)), 'The token is not valid.'],
  ['unsigned', async () => verify(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.`), 'The token is not valid.'],
  ['of an unknown role', async () => verify(await signCallerToken(privateKey, settings, { ...claims, roles: ['WIZARD' as never] })), 'The token names an unknown role.'],
  ['of no role', async () => verify(await signCallerToken(privateKey, settings, { ...claims, roles: [] })), 'The token names no role.'],
  ['of a tenant that is no name', async () => verify(await signCallerToken(privateKey, settings, { ...claims, tenant: '../demo' })), 'The token names no tenant.'],
])('a token %s is refused', async (_, attempt, message) => {
  await expect(attempt()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', message });
});

test.each<[string, unknown, string[]]>([
  ['in a string', 'note:read', ['note:read']],
  ['in a list', ['note:read', 'wizard:cast'], ['note:read']],
  ['to nothing', '', []],
])('a token narrows its roles %s', async (_, scope, expected) => {
  expect((await verify(await tokenWith(scope))).scopes).toEqual(expected);
});

test('a scope that cannot be read is not "everything"', async () => {
  for (const scope of [null, 7, { note: 'read' }, [1]]) await expect(verify(await tokenWith(scope))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('keys that cannot be fetched are our trouble, not the caller\'s', async () => {
  const server = createServer((_, response) => response.destroy()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const verifier = createCallerVerifier(new URL(`http://127.0.0.1:${port}/jwks`), settings);
  try {
    await expect(verifier(await signCallerToken(privateKey, settings, claims))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

test('the internal identity goes round, and only with the gateway\'s key', async () => {
  const identity = { userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'] as const, scopes: scopesOf(['PRESCRIBER']) };
  const verifyIdentity = createIdentityVerifier({ keys: [publicKey] });
  const actor = await verifyIdentity(await createIdentitySigner(privateKey)(identity), 'request-1');
  expect(actor).toMatchObject({ userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'], requestId: 'request-1' });
  expect([...actor.scopes]).toEqual(identity.scopes);
  await expect(verifyIdentity(await createIdentitySigner(strangerKey)(identity), 'r')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(verifyIdentity(undefined, 'r')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  // A caller's own token is not an identity, although the same key might have signed it.
  await expect(verifyIdentity(await signCallerToken(privateKey, settings, claims), 'r')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

test.each([
  ['all that the roles hold: not said', scopesOf(['PRESCRIBER']), undefined],
  ['fewer', ['note:read', 'patient:read'] as const, 'note:read patient:read'],
  ['none', [], ''],
])('an identity\'s scopes, %s', async (_, scopes, said) => {
  const token = await createIdentitySigner(privateKey)({ userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'], scopes });
  expect(claimsOf(token)['scope']).toBe(said);
  expect([...(await createIdentityVerifier({ keys: [publicKey] })(token, 'r')).scopes]).toEqual(expect.arrayContaining([...scopes]));
  expect((await createIdentityVerifier({ keys: [publicKey] })(token, 'r')).scopes.size).toBe(scopes.length);
});

test.each<[string, unknown, string[] | null]>([
  ['that says all of its scopes, as they all did once', scopesOf(['PRESCRIBER']).join(' '), scopesOf(['PRESCRIBER'])],
  ['of which the scope cannot be read', ['note:read'], null],
])('an identity %s', async (_, scope, expected) => {
  const token = await new SignJWT({ tenant: 'demo', roles: ['PRESCRIBER'], scope })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'one' }).setSubject('dr.osei').setIssuer('dra-gateway').setAudience('dra-subgraphs').setExpirationTime('1m')
    .sign(await importJWK(privateKey, 'EdDSA'));
  const verified = createIdentityVerifier({ keys: [publicKey] })(token, 'r');
  if (expected) expect([...(await verified).scopes]).toEqual(expected);
  else await expect(verified).rejects.toMatchObject({ code: 'UNAUTHENTICATED', message: 'The identity is not complete.' });
});
