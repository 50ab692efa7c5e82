import { patientIds } from '../../testing/test-subgraphs.ts';
import { startTestGateway } from '../../testing/test-gateway.ts';
import type { TestGateway } from '../../testing/test-gateway.ts';
import { productTraffic } from '../product-traffic.ts';
import { readTrustedDocuments, writeTrustedDocuments } from './trusted-documents.ts';

const live = 'subscription Live($id: ID!) { patient(id: $id) { id } }';
const sheet = 'query Sheet($id: ID!) { patient(id: $id) { id } }';

/** The product's gateway as production has it: only trusted documents, over whichever door. */
describe('a gateway that answers trusted documents only', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const trusted = readTrustedDocuments(writeTrustedDocuments([{ name: 'Live', type: 'subscription', text: live }, { name: 'Sheet', type: 'query', text: sheet }]));
    gateway = await startTestGateway({ traffic: { config: productTraffic({ production: true, trustedManifest: 'given' }), redis: null, trusted } });
  });
  afterAll(() => gateway.stop());

  /** The first event of a stream, or the whole answer where there is none. */
  const firstEvent = async (query: string) => {
    const gone = new AbortController();
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${gateway.token}` },
      body: JSON.stringify({ query, variables: { id: patientIds[0] } }),
      signal: gone.signal,
    });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      if (text.includes('"data"') || text.includes('"errors"')) break;
    }
    gone.abort();
    return text;
  };

  it('answers a query of the list, and no other', async () => {
    expect((await gateway.post({ query: sheet, variables: { id: patientIds[0] } })).body.data).toEqual({ patient: { id: patientIds[0] } });
    const { status, body } = await gateway.post({ query: '{ patients { id } }' });
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'PERSISTED_QUERY_NOT_IN_LIST']);
  });

  it('answers a subscription of the list, and no other', async () => {
    expect(await firstEvent(live)).toContain(`"patient":{"id":"${patientIds[0]}"}`);
    expect(await firstEvent(live.replace('{ id }', '{ id name }'))).toContain('PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('tells every answer what is left of its limits', async () => {
    const { headers } = await gateway.post({ query: sheet, variables: { id: patientIds[0] } });
    expect(Number(headers.get('ratelimit-limit'))).toBeGreaterThan(0);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
