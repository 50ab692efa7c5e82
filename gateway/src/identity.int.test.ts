import { signCallerToken } from '@dra/access';
import type { Role } from '@dra/access';
import { persona, testIdentity } from '@dra/testkit';
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, importJWK } from 'jose';
import { startTestGateway } from './testing/test-gateway.ts';
import type { TestGateway } from './testing/test-gateway.ts';

let t: TestGateway;
beforeAll(async () => {
  t = await startTestGateway();
});
afterAll(() => t.stop());

const callerQuery = '{ caller { userId tenant scopes msLeft } }';
const { issuer, audience } = testIdentity;
const claims = { userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'] as Role[], ttlSeconds: 600 };
const sign = async (payload: Record<string, unknown>) =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', kid: 'test-caller' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject('dr.osei')
    .setExpirationTime('10m')
    .sign(await importJWK(testIdentity.callerPrivateKey, 'EdDSA'));

describe('who calls', () => {
  it('reaches the subgraph as a signed internal identity, and the token does not', async () => {
    const { body } = await t.post({ query: callerQuery });
    expect(body.data).toMatchObject({ caller: { userId: 'dr.osei', tenant: 'demo' } });
    const headers = t.subgraphs.seen.at(-1)?.headers ?? {};
    expect(headers['authorization']).toBeUndefined();
    expect(JSON.stringify(headers)).not.toContain(t.token);
    expect(headers['x-dra-identity']).toEqual(expect.any(String));
  });

  it('cannot be told by the client itself: x-dra-* is stripped, with and without a token', async () => {
    const { subgraphHeaders } = persona('SERVICE', 'demo-b', 'svc.forged');
    const forged = await subgraphHeaders();
    const { body } = await t.post({ query: callerQuery }, { ...forged, 'x-dra-anything': 'forged' });
    expect(body.data).toMatchObject({ caller: { userId: 'dr.osei', tenant: 'demo' } });
    const headers = t.subgraphs.seen.at(-1)?.headers ?? {};
    expect(headers['x-dra-identity']).not.toBe(forged['x-dra-identity']);
    expect(headers['x-dra-anything']).toBeUndefined();
    const anonymous = await t.post({ query: callerQuery }, { ...forged, authorization: '' });
    expect(anonymous.status).toBe(401);
  });

  it('keeps its scopes: a token may hold fewer than its role, never more', async () => {
    const fewer = await sign({ tenant: 'demo', roles: ['NURSE'], scope: 'patient:read note:sign' });
    const { body } = await t.post({ query: callerQuery }, { authorization: `Bearer ${fewer}` });
    expect(body.data).toMatchObject({ caller: { scopes: ['patient:read'] } });
  });

  const otherKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const cases: [name: string, token: () => Promise<string>, reason: RegExp][] = [
    ['no token', async () => '', /No token/],
    ['not a bearer token', async () => 'Basic abc', /not `Bearer`/],
    ['garbage', async () => 'Bearer a.b.c', /not valid/],
    ['an expired token', async () => `Bearer ${await persona('PRESCRIBER', 'demo').callerToken({ ttlSeconds: 1, now: 1_000 })}`, /has expired/],
    ['another issuer', async () => `Bearer ${await signCallerToken(testIdentity.callerPrivateKey, { issuer: 'https://evil.invalid', audience }, claims)}`, /iss is not accepted/],
    ['another audience', async () => `Bearer ${await signCallerToken(testIdentity.callerPrivateKey, { issuer, audience: 'other' }, claims)}`, /aud is not accepted/],
    ['another key', async () => `Bearer ${await signCallerToken({ ...otherKey, kid: 'test-caller' }, { issuer, audience }, claims)}`, /not valid/],
    ['an unknown role', async () => `Bearer ${await sign({ tenant: 'demo', roles: ['SUPERUSER'] })}`, /unknown role/],
    ['an unknown role beside a known one', async () => `Bearer ${await sign({ tenant: 'demo', roles: ['PRESCRIBER', 'ROOT'] })}`, /unknown role/],
    ['no role', async () => `Bearer ${await sign({ tenant: 'demo', roles: [] })}`, /no role/],
    ['no tenant', async () => `Bearer ${await sign({ roles: ['PRESCRIBER'] })}`, /no tenant/],
    ['an unsigned token', async () => `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.x`, /not valid/],
  ];
  it.each(cases)('%s is UNAUTHENTICATED, with the reason', async (_, authorization, reason) => {
    const before = t.subgraphs.seen.length;
    const { status, body, headers } = await t.post({ query: callerQuery }, { authorization: await authorization() });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(body.errors?.[0]?.message).toMatch(reason);
    expect(t.subgraphs.seen.length).toBe(before);
  });

  it('may read the schema without a token outside production, and nothing else', async () => {
    const open = await t.post({ query: '{ __schema { queryType { name } } }' }, { authorization: '' });
    expect(open.body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    const mixed = await t.post({ query: '{ __schema { queryType { name } } patients { id } }' }, { authorization: '' });
    expect(mixed.body.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  it('sees another tenant\'s things as NOT_FOUND, and lacks FORBIDDEN scopes by field', async () => {
    const other = `Bearer ${await persona('CLINICIAN', 'demo-b').callerToken()}`;
    const { body } = await t.post({ query: '{ patient(id: "pat_0190f0a1-aaaa-7bbb-8ccc-000000000001") { name } }' }, { authorization: other });
    expect(body).toMatchObject({ data: { patient: null }, errors: [{ path: ['patient'], extensions: { code: 'NOT_FOUND' } }] });
    const auditor = `Bearer ${await persona('AUDITOR', 'demo').callerToken()}`;
    const partial = await t.post({ query: '{ patients { name notes { text } } }' }, { authorization: auditor });
    expect(partial.body.data).toMatchObject({ patients: [{ name: 'Patient 1', notes: null }, { name: 'Patient 2', notes: null }] });
    expect(partial.body.errors?.map((error) => [error.path, error.extensions['code']])).toEqual([
      [['patients', 0, 'notes'], 'FORBIDDEN'],
      [['patients', 1, 'notes'], 'FORBIDDEN'],
    ]);
  });
});

describe('the request id', () => {
  it('is the client\'s when it is well formed, and reaches the subgraph', async () => {
    const { headers } = await t.post({ query: callerQuery }, { 'x-request-id': 'mobile-0001' });
    expect(headers.get('x-request-id')).toBe('mobile-0001');
    expect(t.subgraphs.seen.at(-1)?.headers['x-request-id']).toBe('mobile-0001');
  });

  it('is a new one otherwise', async () => {
    const { headers } = await t.post({ query: callerQuery }, { 'x-request-id': 'Jane Quillfeather' });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('in production', () => {
  it('hides the schema, the explorers and suggestions', async () => {
    const production = await startTestGateway({ production: true, introspection: false });
    try {
      const introspection = await production.post({ query: '{ __schema { queryType { name } } }' });
      expect(introspection.body.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
      const anonymous = await production.post({ query: '{ __schema { queryType { name } } }' }, { authorization: '' });
      expect(anonymous.status).toBe(401);
      const typo = await production.post({ query: '{ patientz { id } }' });
      expect(typo.text).not.toContain('Did you mean');
      expect(typo.headers.get('strict-transport-security')).toContain('max-age');
      const base = production.url.replace('/graphql', '');
      for (const path of ['/', '/sandbox', '/graphiql/']) expect((await fetch(base + path)).status).toBe(404);
      const page = await fetch(production.url, { headers: { accept: 'text/html' } });
      expect(await page.text()).not.toContain('<html');
    } finally {
      await production.stop();
    }
  });
});
