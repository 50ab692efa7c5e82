import { keeps } from '../test/kept-audit.ts';
import { pagedLists, pagesQuery } from './reads/pages-of-patient.ts';
import { afterPrefix } from './reads/search-patients.ts';
import { auditor, clinician, createPatient, key, startPatientServer, stranger } from '../test/patient-server.ts';
import type { CreatedPatient, PatientServer } from '../test/patient-server.ts';

type Page<T> = { nodes: T[]; edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null } };

const page = 'nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor }';

describe('reading records', () => {
  let server: PatientServer;
  let people: CreatedPatient[];
  const families = ['Abara', 'Abel', 'Ábrego', 'abel-smith', 'Zuse', 'Ábel', 'Bach', "O'Brien"];
  const mutate = (text: string, input: Record<string, unknown>) => server.data<Record<string, never>>(clinician, text, { input: { clientMutationId: key(), ...input } });

  beforeAll(async () => {
    server = await startPatientServer();
    people = [];
    for (const [index, family] of families.entries()) {
      people.push(await createPatient(server, { mrn: `R-${index}`, names: [{ family, given: ['Pat'] }], birthDate: `198${index % 2}-01-01`, allowDuplicate: true }));
    }
    for (const { id } of people) {
      for (let index = 0; index < 3; index += 1) {
        await mutate('mutation ($input: RecordObservationInput!) { recordObservation(input: $input) { userErrors { code } } }', {
          patientId: id,
          code: { codings: [{ system: 'http://loinc.org', code: index === 2 ? '33914-3' : '29463-7' }] },
          category: 'VITAL_SIGNS',
          effectiveAt: `2026-01-0${index + 1}T00:00:00Z`,
          value: { value: `${70 + index}`, unit: index === 2 ? 'mL/min/{1.73_m2}' : 'kg' },
        });
      }
      await mutate('mutation ($input: RecordAllergyInput!) { recordAllergy(input: $input) { userErrors { code } } }', { patientId: id, code: { text: 'dust' } });
      await mutate('mutation ($input: RecordMedicationInput!) { recordMedication(input: $input) { userErrors { code } } }', { patientId: id, code: { text: 'aspirin' } });
      await mutate('mutation ($input: RecordConditionInput!) { recordCondition(input: $input) { userErrors { code } } }', { patientId: id, code: { text: 'gout' } });
      await mutate('mutation ($input: CreateEncounterInput!) { createEncounter(input: $input) { userErrors { code } } }', { patientId: id });
      await mutate('mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { userErrors { code } } }', { patientId: id, type: 'RECORDING', basis: 'VERBAL' });
      await mutate('mutation ($input: AddCareTeamMemberInput!) { addCareTeamMember(input: $input) { userErrors { code } } }', { patientId: id, userId: 'dr.test', role: 'Doctor' });
    }
  });
  afterAll(() => server.stop());

  const search = (filter: string, more = '') => server.data<{ patients: Page<{ displayName: string }> }>(clinician, `{ patients(filter: { ${filter} }${more}) { nodes { displayName } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }`);
  const namesOf = async (filter: string) => (await search(filter)).patients.nodes.map((node) => node.displayName);

  describe('a search', () => {
    it.each([
      ['name: "ABEL"', ['Pat Abel', 'Pat Ábel', 'Pat abel-smith']],
      ['name: "ab"', ['Pat Abara', 'Pat Abel', 'Pat Ábel', 'Pat abel-smith', 'Pat Ábrego']],
      ['name: "smi"', ['Pat abel-smith']],
      ['name: "pat obr"', ["Pat O'Brien"]],
      ['name: "nobody"', []],
      ['name: "a%"', null],
      ['mrn: "R-4"', ['Pat Zuse']],
      ['birthDate: "1981-01-01", name: "ab"', ['Pat Abel', 'Pat Ábel', 'Pat abel-smith']],
      ['birthDate: "1979-01-01"', []],
    ])('by %s', async (filter, expected) => {
      if (expected === null) {
        const answer = await server.ask(clinician, `{ patients(filter: { ${filter} }) { nodes { id } } }`);
        expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      } else expect((await namesOf(filter)).sort()).toEqual([...expected].sort());
    });

    it('goes page by page over everybody once, in order', async () => {
      const seen: string[] = [];
      let after = '';
      for (let turn = 0; turn < 10; turn += 1) {
        const { patients } = await search('', `, first: 3${after}`);
        seen.push(...patients.nodes.map((node) => node.displayName));
        expect(patients.pageInfo.hasPreviousPage).toBe(turn > 0);
        if (!patients.pageInfo.hasNextPage) break;
        after = `, after: "${patients.pageInfo.endCursor}"`;
      }
      expect(seen).toEqual(['Pat Abara', 'Pat Abel', 'Pat Ábel', 'Pat abel-smith', 'Pat Ábrego', 'Pat Bach', "Pat O'Brien", 'Pat Zuse']);
    });

    it.each(['first: 0', 'first: 101', 'first: -1'])('of %s is refused', async (first) => {
      expect((await server.ask(clinician, `{ patients(${first}) { nodes { id } } }`)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    });

    it('takes no cursor of another filter, list or tenant', async () => {
      const { endCursor } = (await search('name: "ab"', ', first: 2')).patients.pageInfo;
      const refused = async (who: typeof clinician, query: string) => (await server.ask(who, query)).errors?.[0]?.extensions.code;
      expect(await refused(clinician, `{ patients(filter: { name: "abe" }, after: "${endCursor}") { nodes { id } } }`)).toBe('INVALID_CURSOR');
      expect(await refused(stranger, `{ patients(filter: { name: "ab" }, after: "${endCursor}") { nodes { id } } }`)).toBe('INVALID_CURSOR');
      expect(await refused(clinician, `{ patient(id: "${people[0]?.id}") { observations(after: "${endCursor}") { nodes { id } } } }`)).toBe('INVALID_CURSOR');
      expect(await refused(clinician, `{ patients(after: "nonsense") { nodes { id } } }`)).toBe('INVALID_CURSOR');
      const own = (await server.data<{ patient: { observations: Page<unknown> } }>(clinician, `{ patient(id: "${people[0]?.id}") { observations(first: 1) { ${page} } } }`)).patient.observations.pageInfo.endCursor;
      expect(await refused(clinician, `{ patient(id: "${people[1]?.id}") { observations(first: 1, after: "${own}") { nodes { id } } } }`)).toBe('INVALID_CURSOR');
    });

    it('is audited with the ids it showed, and never with what was looked for', async () => {
      await namesOf('name: "zus"');
      const zuse = people[4]?.id.slice(4);
      const [searched] = await server.asOwner(`SELECT actor, patient_id, detail FROM audit_event WHERE action = 'patients.searched' ORDER BY at DESC LIMIT 1`);
      expect(searched).toEqual({ actor: 'dr.test', patient_id: null, detail: { by: ['name'], ids: [zuse] } });
      const [found] = await server.asOwner(`SELECT actor FROM audit_event WHERE action = 'patient.found' AND patient_id = $1 ORDER BY at DESC LIMIT 1`, [zuse]);
      expect(found).toEqual({ actor: 'dr.test' });
    });

    it('uses the indexes under row security, as the service\'s role', async () => {
      await server.asOwner(`INSERT INTO patient SELECT 'bulk', gen_random_uuid(), 'B-' || n, '[]', '[]', 'name' || n, '1990-01-01', 'OTHER', '[]', null, null, false, true, null, null, null, 1, now(), 'x', now(), 'x' FROM generate_series(1, 5000) n`);
      await server.asOwner(`INSERT INTO patient_name SELECT tenant, id, sort_name FROM patient WHERE tenant = 'bulk'`);
      const [{ id: busy } = { id: '' }] = (await server.asOwner(`SELECT id FROM patient WHERE tenant = 'bulk' LIMIT 1`)) as { id: string }[];
      await server.asOwner(
        `INSERT INTO observation SELECT 'bulk', gen_random_uuid(), CASE WHEN n % 10 = 0 THEN $1::uuid ELSE p.id END, null, '{}', '29463-7', 'FINAL', 'VITAL_SIGNS', now() - n * interval '1 hour', 80, 'kg', null, '[]', 1, now(), 'x', now(), 'x'
         FROM (SELECT id, row_number() OVER () AS n FROM patient WHERE tenant = 'bulk') p`,
        [busy],
      );
      await server.asOwner('ANALYZE');
      const plan = async (sql: string, params: unknown[]) =>
        server.transact({ tenant: 'bulk' }, async (tx) => (await tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, params)).map((row) => row['QUERY PLAN']).join('\n'));
      const byName = await plan(
        `SELECT p.id FROM patient p WHERE p.tenant = $1 AND EXISTS (SELECT FROM patient_name n WHERE n.tenant = $1 AND n.patient_id = p.id AND n.word >= $2 AND n.word < $3) ORDER BY p.sort_name, p.id LIMIT 21`,
        ['bulk', 'name499', afterPrefix('name499')],
      );
      expect(byName).toMatch(/Index (Only )?Scan using patient_name_pkey|Bitmap Index Scan on patient_name_pkey/);
      expect(byName).not.toMatch(/Seq Scan/);
      const next = await plan(`SELECT p.id FROM patient p WHERE p.tenant = $1 AND (p.sort_name, p.id) > ($2, $3::uuid) ORDER BY p.sort_name, p.id LIMIT 21`, ['bulk', 'name2000', '00000000-0000-0000-0000-000000000000']);
      expect(next).toMatch(/Index Only Scan using patient_by_name[\s\S]*ROW\(/);
      const page = pagesQuery('bulk', pagedLists.observations, [{ patientId: busy, after: { at: new Date().toISOString(), id: busy } }], 20, {});
      const pages = await plan(page.sql, page.params);
      expect(pages).toMatch(/Index Only Scan using observation_of_patient|Index Scan using observation_of_patient/);
      // Twins are looked up by index too.
      expect(pages).not.toMatch(/Seq Scan/);
    });
  });

  describe('the number of SQL statements does not grow with the list', () => {
    const everything = `displayName mergedInto { id } allergies { status items { id patient { id } } } consents { id patient { id } } careTeam { id }
      conditions(first: 5) { nodes { id patient { mrn } encounter { id } } } medications(first: 5) { nodes { id } } observations(first: 2) { nodes { id patient { mrn } } } encounters(first: 5) { nodes { id patient { mrn } } }`;

    it('for nested lists', async () => {
      const few = await server.statementsOf(() => server.data(clinician, `{ patients(first: 1) { nodes { ${everything} } } }`));
      const many = await server.statementsOf(() => server.data(clinician, `{ patients(first: 8) { nodes { ${everything} } } }`));
      expect(many).toBe(few);
      // One transaction for the search, one for the lists: begin, tenant, …, audit, commit.
      expect(many).toBeLessThanOrEqual(24);
    });

    it.each(['Patient', 'AllergyIntolerance', 'Condition', 'MedicationStatement', 'Observation', 'Encounter', 'Consent'])('for _entities of %s', async (type) => {
      const lists: Record<string, string> = {
        Patient: 'id',
        AllergyIntolerance: 'allergies { items { id } }',
        Condition: 'conditions { nodes { id } }',
        MedicationStatement: 'medications { nodes { id } }',
        Observation: 'observations { nodes { id } }',
        Encounter: 'encounters { nodes { id } }',
        Consent: 'consents { id }',
      };
      const { patients } = await server.data<{ patients: { nodes: unknown[] } }>(clinician, `{ patients { nodes { ${lists[type]} } } }`);
      const ids = [...JSON.stringify(patients.nodes).matchAll(/"id":"([^"]+)"/g)].map((match) => match[1]);
      expect(ids.length).toBeGreaterThanOrEqual(8);
      const ask = (count: number) =>
        server.data<{ _entities: { id: string }[] }>(clinician, `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { id version ${type === 'Patient' ? '' : 'patient { mrn }'} } } }`, {
          r: ids.slice(0, count).map((id) => ({ __typename: type, id })),
        });
      const one = await server.statementsOf(() => ask(1));
      const all = await server.statementsOf(() => ask(ids.length));
      expect(all).toBe(one);
      expect((await ask(ids.length))._entities.map((entity) => entity.id)).toEqual(ids);
    });
  });

  it('lists go newest first, by page and by code', async () => {
    const id = people[0]?.id;
    const { patient } = await server.data<{ patient: Record<string, Page<{ value: { value: string } }>> }>(
      clinician,
      `{ patient(id: "${id}") { all: observations(first: 2) { nodes { value { value } } pageInfo { hasNextPage endCursor } } weights: observations(code: "29463-7") { nodes { value { value } } pageInfo { hasNextPage } } } }`,
    );
    expect(patient['all']?.nodes.map((node) => node.value.value)).toEqual(['72', '71']);
    expect(patient['all']?.pageInfo.hasNextPage).toBe(true);
    expect(patient['weights']?.nodes.map((node) => node.value.value)).toEqual(['71', '70']);
    const next = await server.data<{ patient: { observations: Page<{ value: { value: string } }> } }>(clinician, `{ patient(id: "${id}") { observations(first: 2, after: "${patient['all']?.pageInfo.endCursor}") { nodes { value { value } } } } }`);
    expect(next.patient.observations.nodes.map((node) => node.value.value)).toEqual(['70']);
  });

  describe('the lists of a person whose records were merged', () => {
    const asked = `status items { code { text } patient { id } }`;
    let [twin, kept]: CreatedPatient[] = [];
    const change = (mutation: string, type: string, input: Record<string, unknown>) =>
      server.data<Record<string, { userErrors: unknown[] }>>(clinician, `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`, { input: { clientMutationId: key(), ...input } }).then((answer) => expect(answer[mutation]?.userErrors).toEqual([]));
    const merged = async () => {
      [twin, kept] = [await createPatient(server), await createPatient(server)];
      await change('recordAllergy', 'RecordAllergyInput', { patientId: twin?.id, code: { text: 'Penicillin' } });
      await change('recordAllergy', 'RecordAllergyInput', { patientId: kept?.id, code: { text: 'Latex' } });
      for (let day = 1; day <= 6; day += 1) {
        await change('recordMedication', 'RecordMedicationInput', { patientId: (day % 3 === 0 ? twin : kept)?.id, code: { text: `medicine ${day}` }, status: 'ACTIVE', effectiveStart: `2026-01-0${day}T08:00:00Z` });
        await change('recordCondition', 'RecordConditionInput', { patientId: (day % 2 === 0 ? twin : kept)?.id, code: { text: `problem ${day}` }, clinicalStatus: 'ACTIVE', onset: `2026-01-0${day}T08:00:00Z` });
      }
      await change('mergePatient', 'MergePatientInput', { patientId: twin?.id, expectedVersion: 1, intoPatientId: kept?.id });
    };
    const pagesOf = async (id: string | undefined, field: string, first: number) => {
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { patient }: { patient: Record<string, Page<{ code: { text: string } }>> } = await server.data(clinician, `query ($id: ID!, $after: String) { patient(id: $id) { ${field}(first: ${first}, after: $after) { nodes { code { text } } pageInfo { hasNextPage endCursor } } } }`, { id, after });
        seen.push(...(patient[field]?.nodes.map((node) => node.code.text) ?? []));
        after = patient[field]?.pageInfo.endCursor ?? null;
        more = patient[field]?.pageInfo.hasNextPage ?? false;
      }
      return seen;
    };
    beforeAll(merged);

    it('are of all of them, from either side, and say on which each entry stands', async () => {
      for (const one of [kept, twin]) {
        const { patient } = await server.data<{ patient: { allergies: unknown } }>(clinician, `{ patient(id: "${one?.id}") { allergies { ${asked} } } }`);
        expect(patient.allergies).toEqual({ status: 'ON_FILE', items: [{ code: { text: 'Penicillin' }, patient: { id: twin?.id } }, { code: { text: 'Latex' }, patient: { id: kept?.id } }] });
      }
    });

    it.each([1, 2, 4, 20])('go newest first, page by page of %i, each entry once', async (first) => {
      expect(await pagesOf(kept?.id, 'medications', first)).toEqual([6, 5, 4, 3, 2, 1].map((day) => `medicine ${day}`));
      expect(await pagesOf(twin?.id, 'conditions', first)).toEqual([6, 5, 4, 3, 2, 1].map((day) => `problem ${day}`));
    });

    it('are put on record on the file that each entry stands on', async () => {
      const reads = async (id: string | undefined) =>
        (await server.transact({ tenant: 'demo' }, (tx) => tx.query<{ detail: { ids: string[] } }>(`SELECT detail FROM audit_event WHERE action = 'allergies.read' AND patient_id = $1 ORDER BY seq DESC LIMIT 1`, [id?.slice(4)])))[0]?.detail.ids;
      await server.data(clinician, `{ patient(id: "${kept?.id}") { allergies { ${asked} } } }`);
      expect(await reads(twin?.id)).toHaveLength(1);
      expect(await reads(kept?.id)).toHaveLength(1);
    });

    it('are each their own once the merge is taken back', async () => {
      await change('unmergePatient', 'UnmergePatientInput', { patientId: twin?.id, expectedVersion: 2 });
      expect(await pagesOf(kept?.id, 'medications', 20)).toEqual([5, 4, 2, 1].map((day) => `medicine ${day}`));
      const { patient } = await server.data<{ patient: { allergies: { items: unknown[] } } }>(clinician, `{ patient(id: "${kept?.id}") { allergies { ${asked} } } }`);
      expect(patient.allergies.items).toHaveLength(1);
    });
  });

  describe('a safety snapshot', () => {
    const snapshot = (id: string) =>
      server.ask<{ safetySnapshot: { patient: { version: number }; allergies: { status: string; items: { version: number }[] }; medications: { id: string; status: string; version: number }[]; observations: { code: { codings: { code: string }[] }; value: { value: string } }[]; readAt: string } }>(
        clinician,
        `query ($id: ID!) { safetySnapshot(patientId: $id) { readAt patient { version } allergies { status items { version } } medications { id status version } observations { code { codings { code } } value { value } } } }`,
        { id },
      );

    it('holds allergies, what may be in the body, and the latest of each measure', async () => {
      const { id } = people[2] as CreatedPatient;
      const stopped = await server.data<{ recordMedication: { medication: { id: string } } }>(clinician, 'mutation ($input: RecordMedicationInput!) { recordMedication(input: $input) { medication { id } } }', { input: { clientMutationId: key(), patientId: id, code: { text: 'old' }, status: 'STOPPED' } });
      const held = await server.data<{ recordMedication: { medication: { id: string } } }>(clinician, 'mutation ($input: RecordMedicationInput!) { recordMedication(input: $input) { medication { id } } }', { input: { clientMutationId: key(), patientId: id, code: { text: 'paused' }, status: 'ON_HOLD' } });
      const found = (await snapshot(id)).data?.safetySnapshot;
      expect(found).toMatchObject({ patient: { version: 1 }, allergies: { status: 'ON_FILE', items: [{ version: 1 }] } });
      expect(found?.medications.map((one) => one.id)).toContain(held.recordMedication.medication.id);
      expect(found?.medications.map((one) => one.id)).not.toContain(stopped.recordMedication.medication.id);
      expect(found?.observations.map((one) => [one.code.codings[0]?.code, one.value.value])).toEqual([['33914-3', '72'], ['29463-7', '71']]);
    });

    it('holds what is on the file of a merged twin, from either side, and no longer after the merge is taken back', async () => {
      const [twin, kept] = [await createPatient(server), await createPatient(server)];
      await server.data(clinician, 'mutation ($input: RecordAllergyInput!) { recordAllergy(input: $input) { allergy { id } } }', { input: { clientMutationId: key(), patientId: twin.id, code: { text: 'Penicillin' } } });
      await server.data(clinician, 'mutation ($input: RecordMedicationInput!) { recordMedication(input: $input) { medication { id } } }', { input: { clientMutationId: key(), patientId: twin.id, code: { text: 'warfarin' }, status: 'ACTIVE' } });
      await server.data(clinician, 'mutation ($input: AssertNoKnownAllergiesInput!) { assertNoKnownAllergies(input: $input) { patient { id } } }', { input: { clientMutationId: key(), patientId: kept.id } });
      const counts = async (id: string) => {
        const found = (await snapshot(id)).data?.safetySnapshot;
        return [found?.allergies.status, found?.allergies.items.length, found?.medications.length];
      };
      const version = async (id: string) => (await server.data<{ patient: { version: number } }>(clinician, `{ patient(id: "${id}") { version } }`)).patient.version;
      expect(await counts(kept.id)).toEqual(['NO_KNOWN_ALLERGIES', 0, 0]);
      await server.data(clinician, 'mutation ($input: MergePatientInput!) { mergePatient(input: $input) { patient { id } } }', { input: { clientMutationId: key(), patientId: twin.id, expectedVersion: await version(twin.id), intoPatientId: kept.id } });
      expect(await counts(kept.id)).toEqual(['ON_FILE', 1, 1]);
      expect(await counts(twin.id)).toEqual(['ON_FILE', 1, 1]);
      await server.data(clinician, 'mutation ($input: UnmergePatientInput!) { unmergePatient(input: $input) { patient { id } } }', { input: { clientMutationId: key(), patientId: twin.id, expectedVersion: await version(twin.id) } });
      expect(await counts(kept.id)).toEqual(['NO_KNOWN_ALLERGIES', 0, 0]);
    });

    it('stays of one moment while others write', async () => {
      const { id } = people[3] as CreatedPatient;
      let writing = true;
      const writer = (async () => {
        while (writing) {
          const { recordAllergy } = await server.data<{ recordAllergy: { allergy: { id: string } } }>(clinician, 'mutation ($input: RecordAllergyInput!) { recordAllergy(input: $input) { allergy { id } } }', { input: { clientMutationId: key(), patientId: id, code: { text: 'x' } } });
          await server.data(clinician, 'mutation ($input: UpdateAllergyInput!) { updateAllergy(input: $input) { userErrors { code } } }', { input: { clientMutationId: key(), allergyId: recordAllergy.allergy.id, expectedVersion: 1, verificationStatus: 'ENTERED_IN_ERROR' } });
        }
      })();
      const snapshots = [];
      for (let index = 0; index < 15; index += 1) snapshots.push(await snapshot(id));
      writing = false;
      await writer;
      for (const one of snapshots) {
        // It is the truth of a moment, or it says that it could not be had: never an empty list.
        if (one.errors) expect(one.errors[0]?.extensions.code).toBe('DEPENDENCY_UNAVAILABLE');
        else expect(one.data?.safetySnapshot.allergies.items.length).toBeGreaterThanOrEqual(1);
      }
      expect(snapshots.filter((one) => !one.errors).length).toBeGreaterThan(0);
    });

    it('of a stranger\'s patient is not found', async () => {
      const answer = await server.ask(stranger, `{ safetySnapshot(patientId: "${people[2]?.id}") { readAt } }`);
      expect(answer).toMatchObject({ data: { safetySnapshot: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    });
  });

  describe('who looked at a record', () => {
    const events = async (id: string, more = '') =>
      (await server.data<{ auditEvents: Omit<Page<never>, 'nodes'> & { nodes: { action: string; userId: string; sequence: number; outcome: string }[] } }>(auditor, `{ auditEvents(patientId: "${id}"${more}) { nodes { id action userId sequence outcome hash roles requestId at } pageInfo { hasNextPage endCursor } } }`)).auditEvents;

    it('is told newest first, page by page, and looking is told too', async () => {
      const { id } = await createPatient(server);
      await server.data(clinician, `{ patient(id: "${id}") { allergies { status } } }`);
      const first = await events(id, ', first: 2');
      expect(first.nodes.map((event) => event.action)).toEqual(['allergies.read', 'patient.read']);
      expect(first.nodes[0]).toMatchObject({ userId: 'dr.test', outcome: 'ALLOWED', roles: ['CLINICIAN'], hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
      const rest = await events(id, `, first: 10, after: "${first.pageInfo.endCursor}"`);
      expect(rest.nodes.map((event) => event.action)).toEqual(['patient.read', 'patient.created']);
      const again = await events(id, ', first: 2');
      expect(again.nodes.map((event) => [event.action, event.userId])).toEqual([['audit.read', 'auditor.test'], ['audit.read', 'auditor.test']]);
    });

    describe('with what other owners keep', () => {
      const all = async (id: string, first: number, more = '') => {
        const seen: string[] = [];
        for (let after: string | null = null, next = true; next; ) {
          const { auditEvents }: { auditEvents: Page<{ action: string; source: string }> } = await server.data(auditor, `query ($id: ID!, $after: String) { auditEvents(patientId: $id, first: ${first}, after: $after${more}) { nodes { action source } pageInfo { hasNextPage endCursor } } }`, { id, after });
          seen.push(...auditEvents.nodes.map(({ action, source }) => `${source} ${action}`));
          after = auditEvents.pageInfo.endCursor;
          next = auditEvents.pageInfo.hasNextPage;
        }
        return seen.filter((one) => !one.endsWith('audit.read'));
      };
      afterEach(() => server.audits.clear());

      it('is one list, newest first, whatever the page, and of one instant each once', async () => {
        const { id } = await createPatient(server);
        const [old, tied] = ['2001-01-01T00:00:00.000000Z', '2002-01-01T00:00:00.500000Z'];
        server.audits.set('CLINICAL_NOTE', keeps(id.slice(4), ['note.signed', tied, '3'], ['note.drafted', old, '1'], ['note.read', '2090-01-01T00:00:00.000000Z', '9']));
        server.audits.set('INFERENCE', keeps(id.slice(4), ['job.started', tied, '2'], ['job.queued', tied, '4']));
        const expected = ['CLINICAL_NOTE note.read', 'PATIENT patient.read', 'PATIENT patient.created', 'INFERENCE job.queued', 'CLINICAL_NOTE note.signed', 'INFERENCE job.started', 'CLINICAL_NOTE note.drafted'];
        for (const first of [1, 2, 3, 50]) expect(await all(id, first)).toEqual(expected);
        expect(await all(id, 2, ', sources: [INFERENCE]')).toEqual(['INFERENCE job.queued', 'INFERENCE job.started']);
      });

      it('is of all records that were merged, and says on which each event is', async () => {
        const [twin, kept] = [await createPatient(server), await createPatient(server)];
        await server.data(clinician, 'mutation ($input: MergePatientInput!) { mergePatient(input: $input) { userErrors { code } } }', { input: { clientMutationId: key(), patientId: twin.id, expectedVersion: 1, intoPatientId: kept.id } });
        server.audits.set('VOICE', keeps(twin.id.slice(4), ['recording.created', '2001-01-01T00:00:00.000000Z', '1']));
        const { auditEvents } = await server.data<{ auditEvents: { nodes: { action: string; patient: { id: string } }[] } }>(auditor, 'query ($id: ID!) { auditEvents(patientId: $id, first: 100) { nodes { action patient { id } } } }', { id: kept.id });
        expect(auditEvents.nodes).toContainEqual({ action: 'recording.created', patient: { id: twin.id } });
        expect(auditEvents.nodes.filter(({ action }) => action === 'patient.created').map(({ patient }) => patient.id).sort()).toEqual([twin.id, kept.id].sort());
      });

      it('fails as a whole where one does not answer, and can be read without it', async () => {
        const { id } = await createPatient(server);
        server.audits.set('PRESCRIPTION', 'away');
        const answer = await server.ask<{ auditEvents: null }>(auditor, 'query ($id: ID!) { auditEvents(patientId: $id) { nodes { action } } }', { id });
        expect(answer).toMatchObject({ data: null, errors: [{ message: 'The audit of PRESCRIPTION cannot be read now.', extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }] });
        expect(await all(id, 20, ', sources: [PATIENT, VOICE]')).toEqual(['PATIENT patient.read', 'PATIENT patient.created']);
      });

      it('takes no cursor of another choice of sources', async () => {
        const { id } = await createPatient(server);
        await server.data(auditor, 'query ($id: ID!) { auditEvents(patientId: $id) { nodes { action } } }', { id });
        const page = await events(id, ', first: 1');
        const answer = await server.ask(auditor, `{ auditEvents(patientId: "${id}", sources: [VOICE], after: "${page.pageInfo.endCursor}") { nodes { action } } }`);
        expect(answer.errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }]);
      });
    });

    it('counts a thing shown many times in one request once', async () => {
      const { id } = people[5] as CreatedPatient;
      const [before] = await server.asOwner('SELECT count(*)::int AS n FROM audit_event WHERE patient_id = $1', [id.slice(4)]);
      await server.data(clinician, `{ a: patient(id: "${id}") { id } b: patient(id: "${id}") { id mrn allergies { items { patient { id } } } } c: patient(id: "${id}") { allergies { status } } }`);
      const [after] = await server.asOwner('SELECT count(*)::int AS n FROM audit_event WHERE patient_id = $1', [id.slice(4)]);
      expect((after?.['n'] as number) - (before?.['n'] as number)).toBe(2);
    });

    it('keeps who was refused, and who asked for what is not there', async () => {
      await server.ask(auditor, `{ a: patient(id: "${people[0]?.id}") { allergies { status } } b: patient(id: "${people[0]?.id}") { conditions { nodes { id } } } }`);
      const ghost = 'pat_0197a000-0000-7000-8000-00000000dead';
      await server.ask(clinician, `{ patient(id: "${ghost}") { id } }`);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const denied = await server.asOwner(`SELECT actor, action, resource_type, resource_id, detail FROM audit_event WHERE outcome = 'DENIED' AND tenant = 'demo' ORDER BY actor, resource_type`);
      expect(denied).toEqual(
        expect.arrayContaining([
          { actor: 'auditor.test', action: 'access.denied', resource_type: 'Patient.allergies', resource_id: null, detail: { reason: 'FORBIDDEN', scopes: ['allergy:read'] } },
          { actor: 'auditor.test', action: 'access.denied', resource_type: 'Patient.conditions', resource_id: null, detail: { reason: 'FORBIDDEN', scopes: ['condition:read'] } },
          { actor: 'dr.test', action: 'patient.read', resource_type: 'Patient', resource_id: ghost.slice(4), detail: { reason: 'NOT_FOUND' } },
        ]),
      );
    });
  });

  it('a database that is away is DEPENDENCY_UNAVAILABLE and null, never an empty list; then all is well again', async () => {
    const query = `{ patient(id: "${people[0]?.id}") { mrn allergies { status items { id } } } }`;
    server.cutDatabase();
    const answer = await server.ask(clinician, query);
    expect(answer.data).toEqual({ patient: null });
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['DEPENDENCY_UNAVAILABLE']);
    server.mendDatabase();
    expect((await server.ask(clinician, query)).data).toMatchObject({ patient: { mrn: 'R-0', allergies: { status: 'ON_FILE' } } });
  });
});
