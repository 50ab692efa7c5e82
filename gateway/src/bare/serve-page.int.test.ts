import { createLogger } from '@dra/service';
import { gatewayConfig } from '../config/gateway-config.ts';
import { startOpenSubgraphs } from '../front/testing/open-subgraphs.ts';
import type { OpenSubgraphs } from '../front/testing/open-subgraphs.ts';
import { createBareGateway } from './bare-gateway.ts';
import type { BareGateway } from './bare-gateway.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

describe('a browser that comes to the endpoint', () => {
  let subgraphs: OpenSubgraphs;
  const running: BareGateway[] = [];
  beforeAll(async () => {
    subgraphs = await startOpenSubgraphs();
  });
  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await subgraphs.stop();
  });

  const gateway = async (config: object) => {
    const one = await createBareGateway({ supergraphSdl: subgraphs.supergraphSdl, config: gatewayConfig.parse(config), logger: createLogger({ name: 'test', level: 'silent' }) });
    running.push(one);
    return `http://127.0.0.1:${await one.front.listen(0, '127.0.0.1')}`;
  };

  it('sees a page; whoever asks something gets its answer', async () => {
    const base = await gateway({ http: { path: '/v1/graphql' } });
    for (const path of ['/', '/v1/graphql']) {
      const response = await fetch(base + path, { headers: browser });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(await response.text()).toContain('initialEndpoint: location.origin + "/v1/graphql"');
    }
    expect(await (await fetch(`${base}/v1/graphql?query=%7B__typename%7D`, { headers: browser })).json()).toEqual({ data: { __typename: 'Query' } });
    expect((await fetch(`${base}/v1/graphql`, { headers: { accept: '*/*' } })).status).toBe(400);
    const elsewhere = await fetch(`${base}/graphql`, { headers: browser });
    expect([elsewhere.status, await elsewhere.json()]).toEqual([404, { errors: [{ message: 'There is nothing here: the endpoint is /v1/graphql.', extensions: { code: 'NOT_FOUND' } }] }]);
    expect((await fetch(base, { method: 'POST', body: 'x' })).status).toBe(404);
  });

  it.each([['introspection', { introspection: false }], ['pages', { page: false }]])('sees none without %s', async (_, config) => {
    const base = await gateway(config);
    expect((await fetch(base, { headers: browser })).status).toBe(404);
    expect((await fetch(`${base}/graphql`, { headers: browser })).headers.get('content-type')).toContain('application/json');
  });
});
