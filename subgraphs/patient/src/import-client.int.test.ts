import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientError, runImport } from '@dra/clients';
import type { GraphqlClient, ImportOptions } from '@dra/clients';
import type { Persona } from '@dra/testkit';
import { print } from 'graphql';
import { admin, clinician, startPatientServer } from '../test/patient-server.ts';
import type { PatientServer } from '../test/patient-server.ts';

/** What a bundle of a busy patient is: a record of years. */
function record(mrn: string, observations: number): { patient: string; bundle: { resourceType: string; type: string; entry: { fullUrl: string; resource: Record<string, unknown> }[] } } {
  const patient = `urn:uuid:${randomUUID()}`;
  const entry = [
    { fullUrl: patient, resource: { resourceType: 'Patient', id: patient.slice(9), identifier: [{ type: { coding: [{ code: 'MR' }] }, value: mrn }], name: [{ family: 'Marker-Zaphod', given: [mrn] }], birthDate: '1950-01-01', text: { div: 'x'.repeat(2_000) } } },
    ...Array.from({ length: observations }, (_, index) => ({
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource: { resourceType: 'Observation', id: `o${index}`, status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] }, subject: { reference: patient }, effectiveDateTime: '2020-01-01', valueQuantity: { value: 60 + (index % 40), unit: '/min', code: '/min' } },
    })),
    { fullUrl: `urn:uuid:${randomUUID()}`, resource: { resourceType: 'Claim', id: 'c', patient: { reference: patient } } },
  ];
  return { patient, bundle: { resourceType: 'Bundle', type: 'transaction', entry } };
}

describe('npm run import, against the real subgraph', () => {
  let server: PatientServer;
  let folder: string;
  beforeAll(async () => {
    server = await startPatientServer();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Asks the subgraph as the gateway would; `before` may fail a question. */
  const clientOf = (who: Persona, before: (query: string) => void = () => undefined): GraphqlClient => ({
    ask: async (document, variables) => {
      const query = print(document);
      before(query);
      const { data, errors } = await server.ask(who, query, variables as Record<string, unknown>);
      const [error] = errors ?? [];
      if (error) throw new ClientError(error.extensions.code, error.message);
      return data as never;
    },
    subscribe: async function* () {
      throw new Error('an import subscribes to nothing');
    },
  });
  const put = async (name: string, bundle: unknown) => {
    await writeFile(join(folder, name), typeof bundle === 'string' || Buffer.isBuffer(bundle) ? bundle : JSON.stringify(bundle));
    return join(folder, name);
  };
  const importing = (files: string[], options: Partial<ImportOptions> = {}) => runImport({ client: clientOf(clinician), files, tenant: 'demo', ...options });

  it('imports in slices with a row an entry, and nothing the second time', async () => {
    const { bundle } = record('CLI-1', 1_200);
    const file = await put('big.json', bundle);
    const slices: number[] = [];
    const first = await importing([file], { observer: { rows: (_, rows) => void slices.push(rows.length) } });
    expect(slices).toEqual([500, 500, 202]);
    expect(first).toMatchObject({ status: 'DONE', exitCode: 0, tenant: 'demo', counts: { bundles: 1, refused: 0, created: 1_201, unchanged: 0, 'skipped-unsupported': 1, failed: 0 } });
    expect(first.bundles[0]?.entries.map((entry) => entry.index)).toEqual(Array.from({ length: 1_202 }, (_, index) => index));
    const second = await importing([file]);
    expect(second).toMatchObject({ exitCode: 0, counts: { created: 0, unchanged: 1_201, 'skipped-unsupported': 1, failed: 0 } });
  });

  it('goes on after a cut, and doubles nothing', async () => {
    const file = await put('cut.json', record('CLI-2', 1_200).bundle);
    let asked = 0;
    const cut = await importing([file], {
      client: clientOf(clinician, (query) => {
        if (query.includes('importFhirEntries') && (asked += 1) === 2) throw new ClientError('NOT_REACHED', 'away');
      }),
    });
    expect(cut).toMatchObject({ status: 'FAILED', exitCode: 5, error: { code: 'NOT_REACHED' }, counts: { created: 500 } });
    expect(cut.bundles[0]?.status).toBe('cut');
    const rest = await importing([file]);
    expect(rest).toMatchObject({ exitCode: 0, counts: { created: 701, unchanged: 500, 'skipped-unsupported': 1 } });
  });

  it('waits with a bundle for another that it refers to, whatever their order', async () => {
    const { patient, bundle } = record('CLI-3', 0);
    const later = { resourceType: 'Bundle', type: 'transaction', entry: [{ fullUrl: `urn:uuid:${randomUUID()}`, resource: { resourceType: 'Condition', code: { text: 'gout' }, subject: { reference: patient } } }] };
    const result = await importing([await put('a-refers.json', later), await put('b-holds.json', bundle)]);
    expect(result).toMatchObject({ exitCode: 0, counts: { bundles: 2, created: 2, refused: 0 } });
    expect(result.bundles.map((one) => one.file)).toEqual(['b-holds.json', 'a-refers.json']);
  });

  it('refuses what is not fit, says where, applies the others and ends with 2', async () => {
    const missing = `urn:uuid:${randomUUID()}`;
    const broken = { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: { resourceType: 'Condition', code: { text: 'gout' }, subject: { reference: missing } } }] };
    const shapeless = record('CLI-5', 1).bundle;
    delete shapeless.entry[1]?.resource['status'];
    const files = [
      await put('a.json', broken),
      await put('b.json', 'not json'),
      await put('c.json', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
      await put('d.json', shapeless),
      await put('e.json', { resourceType: 'Patient' }),
      await put('f.json', record('CLI-4', 1).bundle),
      join(folder, 'gone.json'),
    ];
    const result = await importing(files);
    expect(result).toMatchObject({ status: 'REFUSED', exitCode: 2, counts: { bundles: 7, refused: 6, created: 2 } });
    const problems = Object.fromEntries(result.bundles.map((bundle) => [bundle.file, bundle.problems[0] && `${bundle.problems[0].path}: ${bundle.problems[0].message}`]));
    expect(problems).toMatchObject({
      'a.json': `entry[0].resource.subject.reference: refers to ${missing}, which neither the bundle holds nor was imported before`,
      'b.json': 'bundle: is not JSON',
      'c.json': 'bundle: is not UTF-8',
      'd.json': expect.stringMatching(/^entry\[1\]\.resource\.status: /),
      'e.json': expect.stringMatching(/^resourceType: /),
      'f.json': undefined,
      'gone.json': 'bundle: cannot be read',
    });
    expect(await server.asOwner(`SELECT 1 FROM patient WHERE mrn = 'CLI-5'`)).toEqual([]);
  });

  it('tells failed entries with 3', async () => {
    const { bundle, patient } = record('CLI-6', 0);
    bundle.entry.push({ fullUrl: `urn:uuid:${randomUUID()}`, resource: { resourceType: 'Observation', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] }, subject: { reference: patient }, effectiveDateTime: '2020-01-01', valueQuantity: { value: 1e9, unit: 'kg', code: 'kg' } } });
    expect(await importing([await put('x.json', bundle)])).toMatchObject({ status: 'ENTRIES_FAILED', exitCode: 3, counts: { failed: 1 } });
  });

  it('is not for a token of another tenant, nor for who may not import', async () => {
    const file = await put('y.json', record('CLI-7', 0).bundle);
    expect(await importing([file], { tenant: 'demo-b' })).toMatchObject({ exitCode: 4, error: { code: 'FORBIDDEN' }, bundles: [] });
    expect(await importing([file], { client: clientOf(admin) })).toMatchObject({ exitCode: 4, error: { code: 'FORBIDDEN' }, bundles: [] });
    expect(await server.asOwner(`SELECT 1 FROM patient WHERE mrn = 'CLI-7'`)).toEqual([]);
  });

  it('prints and logs no patient\'s data', async () => {
    const result = await importing([await put('z.json', record('CLI-8', 3).bundle)]);
    expect(JSON.stringify(result)).not.toMatch(/Zaphod|CLI-8/);
    expect(server.logged()).not.toMatch(/Zaphod|CLI-\d/);
  });
});
