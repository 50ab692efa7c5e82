import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@dra/service';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { gatewayConfig } from '../config/gateway-config.ts';
import { startOpenSubgraphs } from '../front/testing/open-subgraphs.ts';
import type { OpenSubgraphs } from '../front/testing/open-subgraphs.ts';
import { createBareGateway } from './bare-gateway.ts';

/** Tokens of anybody's: scopes, roles and policies as their own graph names them. */
describe('rights on any supergraph', () => {
  const issuer = 'https://identity.example';
  const policiesAsked: unknown[] = [];
  let decided: Record<string, unknown> = {};
  let [sign, folder, url]: [(claims: Record<string, unknown>) => Promise<string>, string, string] = [async () => '', '', ''];
  let subgraphs: OpenSubgraphs;
  const closing: (() => Promise<unknown> | unknown)[] = [];

  beforeAll(async () => {
    subgraphs = await startOpenSubgraphs();
    folder = await mkdtemp(join(tmpdir(), 'rights-'));
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    await writeFile(join(folder, 'keys.json'), JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }));
    sign = (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).setSubject('ada').setIssuer(issuer).setAudience('graph').setExpirationTime('5m').sign(privateKey);
    const decider = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString())).on('end', () => {
        const asked = JSON.parse(body) as { context: { entries: Record<string, unknown> } };
        policiesAsked.push(asked);
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...asked, context: { entries: { 'apollo::authorization::required_policies': decided } } }));
      });
    });
    await new Promise<void>((resolve) => decider.listen(0, '127.0.0.1', resolve));
    const config = gatewayConfig.parse({
      identity: { jwks: join(folder, 'keys.json'), issuer, audience: 'graph', required: false },
      authorization: { policies: { claim: 'graph.policies', url: `http://127.0.0.1:${(decider.address() as AddressInfo).port}` } },
    });
    const gateway = await createBareGateway({ supergraphSdl: subgraphs.supergraphSdl, config, logger: createLogger({ name: 'test', level: 'silent' }) });
    url = `http://127.0.0.1:${await gateway.front.listen(0, '127.0.0.1')}/graphql`;
    closing.push(() => gateway.stop(), () => decider.close(), () => subgraphs.stop(), () => rm(folder, { recursive: true }));
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  const ask = async (query: string, claims?: Record<string, unknown>) => {
    const headers = { 'content-type': 'application/json', ...(claims ? { authorization: `Bearer ${await sign(claims)}` } : {}) };
    return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
  };

  it('are those of the token, whoever made it', async () => {
    expect((await ask('{ private }')).errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    expect(await ask('{ private }', {})).toEqual({ data: { private: 'for members' } });
    expect(await ask('{ private staff }', { scope: 'other staff' })).toEqual({ data: { private: 'for members', staff: 'for staff' } });
    expect(await ask('{ staff }', { scp: ['staff'] })).toEqual({ data: { staff: 'for staff' } });
    expect(await ask('{ staff }', { scope: 'other' })).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
  });

  it('a policy holds that a claim of the token lists: nobody else is asked about it', async () => {
    policiesAsked.length = 0;
    decided = { invited: false };
    expect(await ask('{ guarded }', { graph: { policies: ['open-hours'] } })).toEqual({ data: { guarded: 'for guests' } });
    expect(policiesAsked).toMatchObject([{ context: { entries: { 'apollo::authorization::required_policies': { invited: null } } } }]);
  });

  it('a policy holds for which who decides says true, for nothing else', async () => {
    for (const [says, data] of [[{ invited: true }, 'for guests'], [{ invited: 'true' }, null], [{ invited: false }, null], [{}, null], [{ other: true }, null]] as const) {
      decided = says;
      expect((await ask('{ guarded }')).data).toEqual({ guarded: data });
    }
    expect(policiesAsked.at(-1)).toMatchObject({ version: 1, stage: 'SupergraphRequest', control: 'continue' });
  });

  it('nobody is asked where an operation asks for no policy', async () => {
    policiesAsked.length = 0;
    await ask('{ private products { id } }', {});
    expect(policiesAsked).toEqual([]);
  });
});
