import { randomUUID } from 'node:crypto';
import { persona } from '@dra/testkit';
import { auditor, clinician, createPatient, key, startPatientServer, stranger } from '../test/patient-server.ts';
import type { PatientServer } from '../test/patient-server.ts';

type Result = { index: number; resourceType: string; outcome: string; id: string | null; reason: string | null };
type Entry = { fullUrl?: string; resource: Record<string, unknown> };

const start = `mutation ($input: StartFhirImportInput!) { startFhirImport(input: $input) { import { id status entries applied } userErrors { code path } unresolvedReferences } }`;
const apply = `mutation ($input: ImportFhirEntriesInput!) { importFhirEntries(input: $input) { import { status applied } results { index resourceType outcome id reason } userErrors { code path } } }`;

const urn = () => `urn:uuid:${randomUUID()}`;
const patientEntry = (fullUrl: string, mrn: string, more: Record<string, unknown> = {}): Entry => ({
  fullUrl,
  resource: { resourceType: 'Patient', id: fullUrl.slice(9), identifier: [{ type: { coding: [{ code: 'MR' }] }, value: mrn }], name: [{ family: 'Imported', given: [mrn] }], birthDate: '1950-01-01', gender: 'female', ...more },
});
const snomed = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
const of = (type: string, patient: string, more: Record<string, unknown>): Entry => ({ fullUrl: urn(), resource: { resourceType: type, [type === 'AllergyIntolerance' || type === 'Consent' ? 'patient' : 'subject']: { reference: patient }, ...more } });
const weight = (patient: string, value: number, more: Record<string, unknown> = {}) =>
  of('Observation', patient, { status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] }, effectiveDateTime: '2020-01-01', valueQuantity: { value, unit: 'kg', code: 'kg' }, ...more });

describe('importing FHIR', () => {
  let server: PatientServer;
  beforeAll(async () => {
    server = await startPatientServer();
  });
  afterAll(() => server.stop());

  const begin = async (entries: number, externalReferences: string[] = [], who = clinician, bundleSha256 = randomUUID().replaceAll('-', '').repeat(2)) =>
    (await server.data<{ startFhirImport: { import: { id: string; status: string; applied: number } | null; userErrors: { code: string; path: string[] }[]; unresolvedReferences: string[] } }>(who, start, { input: { clientMutationId: key(), bundleSha256, entries, externalReferences } })).startFhirImport;
  const send = async (importId: string, entries: Entry[], first = 0, who = clinician, clientMutationId = key()) =>
    (await server.data<{ importFhirEntries: { import: { status: string; applied: number } | null; results: Result[]; userErrors: { code: string; path: string[] }[] } }>(who, apply, {
      input: { clientMutationId, importId, entries: entries.map((entry, index) => ({ index: first + index, ...entry })) },
    })).importFhirEntries;
  const importAll = async (entries: Entry[], who = clinician) => {
    const opened = await begin(entries.length, [], who);
    return { ...(await send(opened.import?.id as string, entries, 0, who)), importId: opened.import?.id as string };
  };
  const outcomes = (results: Result[]) => results.map((result) => result.outcome);

  it('makes of a bundle what it says, and nothing of it the second time', async () => {
    const p = urn();
    const encounter = of('Encounter', p, { status: 'finished', class: { code: 'AMB' }, period: { start: '2020-01-01T10:00:00Z', end: '2020-01-01T10:30:00Z' }, reasonCode: [snomed('74400008')] });
    const entries: Entry[] = [
      { fullUrl: urn(), resource: { resourceType: 'Organization', id: 'o' } },
      patientEntry(p, 'IMP-1'),
      encounter,
      of('Condition', p, { code: snomed('74400008'), encounter: { reference: encounter.fullUrl }, clinicalStatus: { coding: [{ code: 'active' }] } }),
      of('AllergyIntolerance', p, { code: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '7984' }] }, category: ['medication'], criticality: 'high' }),
      weight(p, 81.5, { encounter: { reference: encounter.fullUrl } }),
      of('MedicationRequest', p, { status: 'active', intent: 'order', medicationCodeableConcept: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '855332', display: 'Warfarin Sodium 5 MG Oral Tablet' }] }, authoredOn: '2020-01-02' }),
      of('Consent', p, { status: 'active', scope: {}, category: [{ coding: [{ system: 'urn:dr-assistant:consent-type', code: 'AI_PROCESSING' }] }], dateTime: '2020-01-01' }),
      of('Observation', p, { status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '32465-7' }] }, effectiveDateTime: '2020-01-01' }),
    ];
    const first = await importAll(entries);
    expect(first.userErrors).toEqual([]);
    expect(outcomes(first.results)).toEqual(['SKIPPED_UNSUPPORTED', 'CREATED', 'CREATED', 'CREATED', 'CREATED', 'CREATED', 'CREATED', 'CREATED', 'SKIPPED_UNSUPPORTED']);
    expect(first.import).toEqual({ status: 'COMPLETED', applied: 9 });
    const id = first.results[1]?.id;
    const { patient } = await server.data<{ patient: Record<string, unknown> }>(
      clinician,
      `{ patient(id: "${id}") { mrn displayName allergies { status items { criticality category } } conditions { nodes { encounter { id } } } medications { nodes { status code { codings { code } } } } observations { nodes { value { value unit } encounter { id } } } encounters { nodes { id status startedAt } } consents { type status basis } } }`,
    );
    const encounterId = first.results[2]?.id;
    expect(patient).toEqual({
      mrn: 'IMP-1',
      displayName: 'IMP-1 Imported',
      allergies: { status: 'ON_FILE', items: [{ criticality: 'HIGH', category: 'MEDICATION' }] },
      conditions: { nodes: [{ encounter: { id: encounterId } }] },
      medications: { nodes: [{ status: 'ACTIVE', code: { codings: [{ code: '855332' }] } }] },
      observations: { nodes: [{ value: { value: '81.5', unit: 'kg' }, encounter: { id: encounterId } }] },
      encounters: { nodes: [{ id: encounterId, status: 'FINISHED', startedAt: '2020-01-01T10:00:00.000Z' }] },
      consents: [{ type: 'AI_PROCESSING', status: 'ACTIVE', basis: 'IMPORTED' }],
    });

    const counts = () => server.asOwner(`SELECT (SELECT count(*) FROM patient) + (SELECT count(*) FROM observation) + (SELECT count(*) FROM encounter) + (SELECT count(*) FROM outbox) AS n`);
    const before = await counts();
    const again = await send(first.importId, entries);
    expect(outcomes(again.results)).toEqual(['SKIPPED_UNSUPPORTED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'SKIPPED_UNSUPPORTED']);
    expect(again.results[1]?.id).toBe(id);
    const asAnother = await importAll([...entries, weight(p, 82)]);
    expect(asAnother.results.filter((result) => result.outcome === 'CREATED').map((result) => result.index)).toEqual([9]);
    expect(Number((await counts())[0]?.['n'])).toBe(Number(before[0]?.['n']) + 2);
    const { auditEvents } = await server.data<{ auditEvents: { nodes: { action: string }[] } }>(auditor, `{ auditEvents(patientId: "${id}") { nodes { action } } }`);
    expect(auditEvents.nodes.map((event) => event.action)).toContain('record.imported');
  });

  it('goes on over slices, and after a cut', async () => {
    const p = urn();
    const { import: record } = await begin(4);
    expect((await send(record?.id as string, [patientEntry(p, 'IMP-2'), weight(p, 70)])).import).toEqual({ status: 'RUNNING', applied: 2 });
    const second = await send(record?.id as string, [weight(p, 71), { resource: { resourceType: 'Condition', id: 'c', code: { text: 'gout' }, subject: { reference: `Patient/${p.slice(9)}` } } }], 2);
    expect(outcomes(second.results)).toEqual(['CREATED', 'CREATED']);
    expect(second.import).toEqual({ status: 'COMPLETED', applied: 4 });
  });

  it('knows its own entries by type and id, and another bundle\'s of the same id not', async () => {
    const bundle = (mrn: string): Entry[] => [
      { resource: { ...(patientEntry('urn:uuid:x', mrn).resource), id: 'p1' } },
      { resource: { resourceType: 'Condition', id: 'c1', code: { text: 'gout' }, subject: { reference: 'Patient/p1' } } },
    ];
    const a = await importAll(bundle('LOCAL-A'));
    const b = await importAll(bundle('LOCAL-B'));
    expect([...outcomes(a.results), ...outcomes(b.results)]).toEqual(['CREATED', 'CREATED', 'CREATED', 'CREATED']);
    const { patient } = await server.data<{ patient: { conditions: { nodes: { id: string }[] } } }>(clinician, `{ patient(id: "${b.results[0]?.id}") { conditions { nodes { id } } } }`);
    expect(patient.conditions.nodes).toEqual([{ id: b.results[1]?.id }]);
    expect(outcomes((await send(a.importId, bundle('LOCAL-A'))).results)).toEqual(['UNCHANGED', 'UNCHANGED']);
  });

  it('the same request again gives the same answer, once', async () => {
    const p = urn();
    const { import: record } = await begin(2);
    const [same, entries] = [key(), [patientEntry(p, 'IMP-3'), weight(p, 60)]];
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(record?.id as string, entries, 0, clinician, same)));
    for (const answer of answers) expect(answer.results).toEqual(answers[0]?.results);
    expect(outcomes(answers[0]?.results ?? [])).toEqual(['CREATED', 'CREATED']);
    expect(await server.asOwner(`SELECT count(*)::int AS n FROM patient WHERE mrn = 'IMP-3'`)).toEqual([{ n: 1 }]);
  });

  it('two imports of one bundle at once make everything once', async () => {
    const p = urn();
    const entries = [patientEntry(p, 'IMP-4'), ...Array.from({ length: 20 }, (_, index) => weight(p, 60 + index))];
    const both = await Promise.all([importAll(entries), importAll(entries)]);
    expect(both.flatMap((one) => outcomes(one.results)).filter((outcome) => outcome === 'CREATED')).toHaveLength(21);
    expect(await server.asOwner(`SELECT count(*)::int AS n FROM observation o JOIN patient p ON p.id = o.patient_id WHERE p.mrn = 'IMP-4'`)).toEqual([{ n: 20 }]);
  });

  it('refuses a bundle that refers to what was never imported, before its first write', async () => {
    const known = urn();
    await importAll([patientEntry(known, 'IMP-5')]);
    const missing = urn();
    const refused = await begin(1, [known, missing]);
    expect(refused).toEqual({ import: null, userErrors: [{ code: 'VALIDATION', path: ['externalReferences'] }], unresolvedReferences: [missing] });
    expect((await begin(1, [known])).import).not.toBeNull();
    // Another tenant never imported it.
    expect((await begin(1, [known], stranger)).unresolvedReferences).toEqual([known]);
  });

  it.each<[string, (p: string) => Entry[], string[]]>([
    ['an entry of a wrong shape', (p) => [patientEntry(p, 'BAD-1'), of('Condition', p, { code: {} })], ['entries', '1', 'resource', 'code']],
    ['a patient without a number', (p) => [patientEntry(p, 'BAD-2', { identifier: [] })], ['entries', '0', 'resource', 'identifier']],
  ])('refuses a slice with %s, whole', async (_, entries, path) => {
    const p = urn();
    const { import: record } = await begin(5);
    const refused = await send(record?.id as string, entries(p));
    expect(refused).toMatchObject({ import: null, results: [], userErrors: [{ code: 'VALIDATION', path }] });
    expect(await server.asOwner(`SELECT 1 FROM patient WHERE mrn LIKE 'BAD-%'`)).toEqual([]);
  });

  it('refuses places outside of the bundle, or twice', async () => {
    const { import: record } = await begin(1);
    expect((await send(record?.id as string, [patientEntry(urn(), 'BAD-3')], 1)).userErrors).toEqual([{ code: 'VALIDATION', path: ['entries', '0', 'index'] }]);
  });

  it('fails an entry by itself, names its field and never its value, and takes it corrected', async () => {
    const taken = await createPatient(server, { mrn: 'TAKEN', allowDuplicate: true });
    const [p, q] = [urn(), urn()];
    const heavy = weight(q, 99_999);
    const { results, importId } = await importAll([patientEntry(p, 'TAKEN'), weight(p, 70), patientEntry(q, 'IMP-6', { birthDate: '1950' }), heavy]);
    expect(results.map((result) => [result.outcome, result.reason])).toEqual([
      ['FAILED', 'Patient.identifier: this medical record number belongs to another record'],
      ['FAILED', 'its patient was not imported'],
      ['CREATED', 'Patient.birthDate: not a full date, left out'],
      ['FAILED', 'Observation.value.value: not acceptable'],
    ]);
    const corrected = await send(importId, [{ ...heavy, resource: { ...heavy.resource, valueQuantity: { value: 99, unit: 'kg' } } }], 3);
    expect(outcomes(corrected.results)).toEqual(['CREATED']);
    expect(taken.mrn).toBe('TAKEN');
  });

  it('never overwrites what was imported before', async () => {
    const p = urn();
    await importAll([patientEntry(p, 'IMP-7')]);
    const { results } = await importAll([patientEntry(p, 'IMP-7', { birthDate: '1999-09-09' })]);
    expect(results).toMatchObject([{ outcome: 'FAILED', reason: 'it was imported before with other content, which is not overwritten' }]);
  });

  it('"no known allergies" is asserted, unless an allergy is on file, and an allergy withdraws it', async () => {
    const [p, q] = [urn(), urn()];
    const none = (patient: string) => of('AllergyIntolerance', patient, { code: snomed('716186003') });
    const allergy = (patient: string) => of('AllergyIntolerance', patient, { code: snomed('91936005'), clinicalStatus: { coding: [{ code: 'active' }] } });
    const status = async (id: string | null | undefined) => (await server.data<{ patient: { allergies: { status: string } } }>(clinician, `{ patient(id: "${id}") { allergies { status } } }`)).patient.allergies.status;
    const first = await importAll([patientEntry(p, 'NKA-1'), none(p), patientEntry(q, 'NKA-2'), allergy(q), none(q)]);
    expect(outcomes(first.results)).toEqual(['CREATED', 'CREATED', 'CREATED', 'CREATED', 'FAILED']);
    expect(first.results[1]?.id).toBe(first.results[0]?.id);
    expect(await status(first.results[0]?.id)).toBe('NO_KNOWN_ALLERGIES');
    expect(await status(first.results[2]?.id)).toBe('ON_FILE');
    await importAll([allergy(p)]);
    expect(await status(first.results[0]?.id)).toBe('ON_FILE');
    const [row] = await server.asOwner(`SELECT no_known_allergies_asserted_at AS at, version FROM patient WHERE mrn = 'NKA-1'`);
    expect(row).toEqual({ at: null, version: 2 });
  });

  it('another tenant\'s import is not found, and the same bundle is another\'s there', async () => {
    const p = urn();
    const { importId } = await importAll([patientEntry(p, 'IMP-8')]);
    expect((await send(importId, [patientEntry(urn(), 'X')], 0, stranger)).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['importId'] }]);
    const there = await importAll([patientEntry(p, 'IMP-8')], persona('CLINICIAN', 'third', 'dr.third'));
    expect(outcomes(there.results)).toEqual(['CREATED']);
  });
});
