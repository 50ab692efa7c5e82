import { join } from 'node:path';
import { verifyAuditChain } from '@dra/pg-store';
import { persona } from '@dra/testkit';
import { startPatientServer } from '../../test/patient-server.ts';
import type { PatientServer } from '../../test/patient-server.ts';
import { seedTenants } from './seed-tenants.ts';

const demo = join(__dirname, '../../../../demo');

describe('the demo\'s patients', () => {
  let server: PatientServer;
  beforeAll(async () => {
    server = await startPatientServer();
  });
  afterAll(() => server.stop());

  it('come once, whole, quickly, a dozen a tenant', async () => {
    const started = Date.now();
    const first = await seedTenants(server.transact, demo);
    expect(first.map(({ tenant, bundles, unchanged, skipped, failed }) => ({ tenant, bundles, unchanged, skipped, failed }))).toEqual([
      { tenant: 'demo', bundles: 12, unchanged: 0, skipped: 0, failed: 0 },
      { tenant: 'demo-b', bundles: 12, unchanged: 0, skipped: 0, failed: 0 },
    ]);
    expect(Date.now() - started).toBeLessThan(8_000);
    const again = await seedTenants(server.transact, demo);
    expect(again.map((tenant) => [tenant.created, tenant.failed])).toEqual([[0, 0], [0, 0]]);
    for (const tenant of ['demo', 'demo-b']) {
      const who = persona('CLINICIAN', tenant);
      const { patients } = await server.data<{ patients: { nodes: { mrn: string }[] } }>(who, '{ patients(first: 50) { nodes { mrn } } }');
      expect(patients.nodes.map((node) => node.mrn).sort()).toEqual(Array.from({ length: 12 }, (_, index) => `DEMO-${String(index + 1).padStart(4, '0')}`));
      expect(await server.transact({ tenant }, (tx) => verifyAuditChain(tx))).toMatchObject({ faults: [] });
    }
  });

  it('give safety checks something to find, and something to ask', async () => {
    const { patients } = await server.data<{ patients: { nodes: { mrn: string; allergies: { status: string }; medications: { nodes: { code: { codings: { code: string }[] } }[] } }[] } }>(
      persona('CLINICIAN', 'demo'),
      '{ patients(first: 50) { nodes { mrn allergies { status } medications(activeOnly: true) { nodes { code { codings { code } } } } } } }',
    );
    const of = new Map(patients.nodes.map((node) => [node.mrn, node]));
    const statuses = Object.fromEntries([...of].map(([mrn, node]) => [mrn, node.allergies.status]).sort());
    expect(statuses).toEqual({
      'DEMO-0001': 'ON_FILE',
      'DEMO-0002': 'NO_KNOWN_ALLERGIES',
      'DEMO-0003': 'NO_KNOWN_ALLERGIES',
      'DEMO-0004': 'ON_FILE',
      'DEMO-0005': 'NEVER_ASKED',
      'DEMO-0006': 'NO_KNOWN_ALLERGIES',
      'DEMO-0007': 'ON_FILE',
      'DEMO-0008': 'NEVER_ASKED',
      'DEMO-0009': 'ON_FILE',
      'DEMO-0010': 'NO_KNOWN_ALLERGIES',
      'DEMO-0011': 'ON_FILE',
      'DEMO-0012': 'ON_FILE',
    });
    const takes = (mrn: string) => of.get(mrn)?.medications.nodes.flatMap((one) => one.code.codings.map((coding) => coding.code)).sort();
    expect(takes('DEMO-0003')).toEqual(['8123']);
    expect(takes('DEMO-0012')).toEqual(['197604', '309362', '897685']);
    expect(takes('DEMO-0009')).toEqual(['310385']);
  });
});
