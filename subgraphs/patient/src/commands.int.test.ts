import { clinician, createPatient, key, nurse, startPatientServer, stranger } from '../test/patient-server.ts';
import type { CreatedPatient, PatientServer } from '../test/patient-server.ts';

type Payload = { userErrors: { code: string; path: string[] | null }[]; [thing: string]: unknown };

const penicillin = { codings: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '7984', display: 'Penicillin V' }] };
const weight = { codings: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }] };

describe('changing a record', () => {
  let server: PatientServer;
  let patient: CreatedPatient;
  beforeAll(async () => {
    server = await startPatientServer();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    patient = await createPatient(server);
  });

  /** Runs one mutation and gives its payload. */
  const change = async (field: string, input: Record<string, unknown>, selection: string, who = clinician) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const answer = await server.data<Record<string, Payload>>(who, `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code path } } }`, {
      input: { clientMutationId: key(), ...input },
    });
    return answer[field] as Payload;
  };
  const outbox = (name: string) => server.asOwner(`SELECT payload FROM outbox WHERE subject LIKE 'events.${name}.%' ORDER BY id DESC LIMIT 1`).then((rows) => rows[0]?.['payload'] as Record<string, unknown> | undefined);
  const bare = (id: unknown) => String(id).slice(4);

  describe('a new patient', () => {
    const input = (more: Record<string, unknown>) => ({ mrn: `N-${key()}`, names: [{ family: 'Núñez', given: ['José'] }], birthDate: '1960-01-02', administrativeGender: 'MALE', ...more });
    const create = (more: Record<string, unknown>) => change('createPatient', input(more), 'patient { id version mrn displayName birthDate createdBy } duplicateOf { id }');

    it('is there, told and audited', async () => {
      const { patient: made, userErrors } = await create({ mrn: ' M-1 ', names: [{ family: 'Oak', given: ['Ada', 'M'], prefix: ['Dr.'] }] });
      expect(userErrors).toEqual([]);
      expect(made).toMatchObject({ version: 1, mrn: 'M-1', displayName: 'Dr. Ada M Oak', birthDate: '1960-01-02', createdBy: 'dr.test' });
      const id = bare((made as { id: string }).id);
      expect(await outbox('patient-changed.v1')).toMatchObject({ tenant: 'demo', patientId: id, version: 1, requestedBy: 'dr.test' });
      expect(server.notices).toContainEqual({ tenant: 'demo', type: 'Patient', id, encounterId: null });
      expect(await server.asOwner(`SELECT action, outcome FROM audit_event WHERE patient_id = $1 ORDER BY seq`, [id])).toEqual([
        { action: 'patient.created', outcome: 'ALLOWED' },
        { action: 'patient.read', outcome: 'ALLOWED' },
      ]);
    });

    it('with a taken MRN is a duplicate, and the record that has it is shown', async () => {
      const { patient: made, duplicateOf, userErrors } = await create({ mrn: patient.mrn, allowDuplicate: true });
      expect(made).toBeNull();
      expect(duplicateOf).toEqual({ id: patient.id });
      expect(userErrors).toEqual([{ code: 'DUPLICATE', path: ['mrn'] }]);
    });

    it('of the same name and birthday is a duplicate, unless the person insists', async () => {
      const first = await create({ names: [{ family: 'Twin', given: ['Ann'] }], birthDate: '1990-09-09' });
      const again = await create({ names: [{ family: 'twin', given: ['Ánn', 'B'] }], birthDate: '1990-09-09' });
      expect(again.userErrors).toEqual([{ code: 'DUPLICATE', path: ['names'] }]);
      expect(again['duplicateOf']).toEqual({ id: (first['patient'] as CreatedPatient).id });
      expect((await create({ names: [{ family: 'Twin', given: ['Ann'] }], birthDate: '1990-09-09', allowDuplicate: true })).userErrors).toEqual([]);
    });

    it('of whom twenty are made at once with one MRN exists once', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => create({ mrn: 'RACE-1', allowDuplicate: true })));
      expect(answers.filter((answer) => answer['patient']).length).toBe(1);
      expect(answers.filter((answer) => answer.userErrors[0]?.code === 'DUPLICATE').length).toBe(19);
    });

    it('is made once by twenty of the same request, and refused to another request of that key', async () => {
      const same = { clientMutationId: key(), ...input({ birthDate: '1961-02-03' }) };
      const answers = await Promise.all(Array.from({ length: 20 }, () => change('createPatient', same, 'patient { id }')));
      expect(new Set(answers.map((answer) => (answer['patient'] as CreatedPatient).id)).size).toBe(1);
      const other = await server.ask(clinician, `mutation ($input: CreatePatientInput!) { createPatient(input: $input) { patient { id } } }`, { input: { ...same, birthDate: '1960-01-03' } });
      expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_MISMATCH');
    });

    it.each<[string, Record<string, unknown>, string[]]>([
      ['without a name', { names: [] }, ['names']],
      ['with an empty name', { names: [{ given: [' '] }] }, ['names', '0']],
      ['born in 2999', { birthDate: '2999-01-01' }, ['birthDate']],
      ['with an MRN of blanks', { mrn: '   ' }, ['mrn']],
    ])('%s is refused with its path', async (_, more, path) => {
      expect((await create(more)).userErrors).toEqual([{ code: 'VALIDATION', path }]);
    });
  });

  describe('two people editing', () => {
    it('one wins, nineteen see what was saved', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => change('updatePatient', { patientId: patient.id, expectedVersion: 1, language: `en-${index + 100}` }, 'patient { version language } current { version language }')),
      );
      const winners = answers.filter((answer) => answer['patient']);
      expect(winners).toHaveLength(1);
      for (const loser of answers.filter((answer) => !answer['patient'])) {
        expect(loser.userErrors).toEqual([{ code: 'CONFLICT', path: ['expectedVersion'] }]);
        expect(loser['current']).toEqual(winners[0]?.['patient']);
      }
    });

    it('keeps what an update does not name, empties what it says is null', async () => {
      await change('updatePatient', { patientId: patient.id, expectedVersion: 1, language: 'de', address: { lines: ['1 Elm St'], city: 'X' } }, 'patient { id }');
      const { patient: next } = await change('updatePatient', { patientId: patient.id, expectedVersion: 2, address: null }, 'patient { version language address { city } updatedBy }', nurse);
      expect(next).toEqual({ version: 3, language: 'de', address: null, updatedBy: 'nurse.test' });
    });

    it('finds a patient by the new name and no longer by the old one', async () => {
      await change('updatePatient', { patientId: patient.id, expectedVersion: 1, names: [{ family: 'Zweig', given: ['Ada'] }] }, 'patient { id }');
      const search = (name: string) => server.data<{ patients: { nodes: { id: string }[] } }>(clinician, `{ patients(filter: { name: "${name}" }) { nodes { id } } }`);
      expect((await search('zwei')).patients.nodes).toEqual([{ id: patient.id }]);
      const before = (await server.data<{ patient: { mrn: string } }>(clinician, `{ patient(id: "${patient.id}") { mrn } }`)).patient.mrn;
      expect((await search(`Family${before.slice(2)}`)).patients.nodes).toEqual([]);
    });
  });

  describe('allergies', () => {
    const list = async () => (await server.data<{ patient: { allergies: { status: string; items: unknown[] } } }>(clinician, `{ patient(id: "${patient.id}") { allergies { status items { id } noKnownAllergiesAssertedBy } } }`)).patient.allergies;
    const record = (more: Record<string, unknown> = {}) => change('recordAllergy', { patientId: patient.id, code: penicillin, category: 'MEDICATION', criticality: 'HIGH', ...more }, 'allergy { id version clinicalStatus }');
    const none = () => change('assertNoKnownAllergies', { patientId: patient.id }, 'patient { id version }');

    it('go from never asked to none known to one on file, and back when it was a mistake', async () => {
      expect(await list()).toMatchObject({ status: 'NEVER_ASKED', items: [] });
      expect((await none()).userErrors).toEqual([]);
      expect(await list()).toEqual({ status: 'NO_KNOWN_ALLERGIES', items: [], noKnownAllergiesAssertedBy: 'dr.test' });
      const { allergy } = await record();
      expect(await list()).toMatchObject({ status: 'ON_FILE', items: [{ id: (allergy as { id: string }).id }], noKnownAllergiesAssertedBy: null });
      expect((await none()).userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['patientId'] }]);
      const wrong = await change('updateAllergy', { allergyId: (allergy as { id: string }).id, expectedVersion: 1, verificationStatus: 'ENTERED_IN_ERROR' }, 'allergy { version verificationStatus }');
      expect(wrong['allergy']).toEqual({ version: 2, verificationStatus: 'ENTERED_IN_ERROR' });
      expect(await list()).toMatchObject({ status: 'NEVER_ASKED', items: [] });
      const withErrors = await server.data<{ patient: { allergies: { items: unknown[] } } }>(clinician, `{ patient(id: "${patient.id}") { allergies { items(includeEnteredInError: true) { id } } } }`);
      expect(withErrors.patient.allergies.items).toHaveLength(1);
    });

    it('never are both "none" and on file, whoever is faster', async () => {
      await Promise.all([none(), record(), none(), record()]);
      expect((await list()).status).toBe('ON_FILE');
      const [row] = await server.asOwner('SELECT no_known_allergies_asserted_at AS at FROM patient WHERE id = $1', [bare(patient.id)]);
      expect(row?.['at']).toBeNull();
    });

    it('entered in error is the end', async () => {
      const { allergy } = await record();
      const { id } = allergy as { id: string };
      await change('updateAllergy', { allergyId: id, expectedVersion: 1, verificationStatus: 'ENTERED_IN_ERROR' }, 'allergy { id }');
      const revived = await change('updateAllergy', { allergyId: id, expectedVersion: 2, verificationStatus: 'CONFIRMED' }, 'allergy { id }');
      expect(revived.userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['allergyId'] }]);
    });

    it('tell the event with the entry\'s version', async () => {
      const { allergy } = await record();
      expect(await outbox('allergy-changed.v1')).toMatchObject({ allergyId: bare((allergy as { id: string }).id), patientId: bare(patient.id), version: 1 });
    });
  });

  describe('an encounter', () => {
    const create = (start: boolean) => change('createEncounter', { patientId: patient.id, start }, 'encounter { id version status clinician startedAt }');
    const move = (id: string, expectedVersion: number, status: string) => change('changeEncounterStatus', { encounterId: id, expectedVersion, status }, 'encounter { version status startedAt finishedAt } current { version status }');

    it('goes through its states and back through none', async () => {
      const { encounter } = await create(false);
      const { id } = encounter as { id: string };
      expect(encounter).toMatchObject({ version: 1, status: 'PLANNED', clinician: 'dr.test', startedAt: null });
      expect((await move(id, 1, 'ARRIVED'))['encounter']).toMatchObject({ version: 2, status: 'ARRIVED' });
      expect((await move(id, 1, 'IN_PROGRESS'))).toMatchObject({ encounter: null, current: { version: 2, status: 'ARRIVED' }, userErrors: [{ code: 'CONFLICT' }] });
      const begun = (await move(id, 2, 'IN_PROGRESS'))['encounter'] as { startedAt: string };
      expect(begun.startedAt).toMatch(/^2/);
      expect((await move(id, 3, 'CANCELLED')).userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['status'] }]);
      expect((await move(id, 3, 'FINISHED'))['encounter']).toMatchObject({ version: 4, status: 'FINISHED', startedAt: begun.startedAt });
      expect((await move(id, 4, 'IN_PROGRESS')).userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['status'] }]);
      expect(await outbox('encounter-changed.v1')).toMatchObject({ encounterId: bare(id), status: 'FINISHED', version: 4 });
      expect(server.notices.filter((notice) => notice.encounterId === bare(id))).toHaveLength(4);
    });
  });

  describe('consent', () => {
    const give = () => change('giveConsent', { patientId: patient.id, type: 'RECORDING', basis: 'VERBAL' }, 'consent { id version status }');
    const idOf = (payload: Payload) => (payload['consent'] as { id: string }).id;

    it('is given once however often it is asked for, revoked, and given anew', async () => {
      const given = await Promise.all(Array.from({ length: 10 }, give));
      const [id] = new Set(given.map(idOf));
      expect(new Set(given.map(idOf)).size).toBe(1);
      const revoked = await change('revokeConsent', { consentId: id, expectedVersion: 1 }, 'consent { version status revokedBy }');
      expect(revoked['consent']).toEqual({ version: 2, status: 'REVOKED', revokedBy: 'dr.test' });
      expect(await outbox('consent-changed.v1')).toMatchObject({ consentId: bare(id), type: 'RECORDING', status: 'REVOKED' });
      expect((await change('revokeConsent', { consentId: id, expectedVersion: 2 }, 'consent { id }')).userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['consentId'] }]);
      expect(idOf(await give())).not.toBe(id);
    });
  });

  describe('observations, conditions, medicines', () => {
    it('are recorded with their versions, and only marked when wrong', async () => {
      const recorded = await change('recordObservation', { patientId: patient.id, code: weight, category: 'VITAL_SIGNS', effectiveAt: '2026-01-01T10:00:00Z', value: { value: '81.50', unit: 'kg' } }, 'observation { id value { value unit } status }');
      expect(recorded['observation']).toMatchObject({ value: { value: '81.50', unit: 'kg' }, status: 'FINAL' });
      const { id } = recorded['observation'] as { id: string };
      expect((await change('updateObservation', { observationId: id, expectedVersion: 1, status: 'ENTERED_IN_ERROR' }, 'observation { version status }'))['observation']).toEqual({ version: 2, status: 'ENTERED_IN_ERROR' });
      expect((await change('updateObservation', { observationId: id, expectedVersion: 2, status: 'FINAL' }, 'observation { id }')).userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['observationId'] }]);
    });

    it.each([
      ['a weight of 0', { value: '0', unit: 'kg' }, ['value', 'value']],
      ['a weight of 1e9', { value: '1000000000', unit: 'kg' }, ['value', 'value']],
    ])('%s is refused with its path', async (_, value, path) => {
      const refused = await change('recordObservation', { patientId: patient.id, code: weight, category: 'VITAL_SIGNS', effectiveAt: '2026-01-01T10:00:00Z', value }, 'observation { id }');
      expect(refused.userErrors).toEqual([{ code: 'VALIDATION', path }]);
    });

    it('belong to an encounter of the same patient only', async () => {
      const other = await createPatient(server);
      const { encounter } = await change('createEncounter', { patientId: other.id }, 'encounter { id }');
      const refused = await change('recordCondition', { patientId: patient.id, encounterId: (encounter as { id: string }).id, code: { text: 'gout' } }, 'condition { id }');
      expect(refused.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['encounterId'] }]);
    });

    it('a medicine is stopped by its next version', async () => {
      const { medication } = await change('recordMedication', { patientId: patient.id, code: { text: 'warfarin 5 mg' }, dosageText: 'one at night', effectiveStart: '2026-01-01T00:00:00Z' }, 'medication { id version status }');
      const { id } = medication as { id: string };
      expect((await change('updateMedication', { medicationId: id, expectedVersion: 1, status: 'STOPPED', effectiveEnd: '2025-01-01T00:00:00Z' }, 'medication { id }')).userErrors).toEqual([{ code: 'VALIDATION', path: ['effectiveEnd'] }]);
      expect((await change('updateMedication', { medicationId: id, expectedVersion: 1, status: 'STOPPED' }, 'medication { version status dosageText }'))['medication']).toEqual({ version: 2, status: 'STOPPED', dosageText: 'one at night' });
      expect(await outbox('medication-changed.v1')).toMatchObject({ medicationId: bare(id), version: 2 });
    });

    it('a condition ends after it began', async () => {
      const { condition } = await change('recordCondition', { patientId: patient.id, code: { text: 'gout' }, onset: '2020-01-01T00:00:00Z' }, 'condition { id }');
      const { id } = condition as { id: string };
      expect((await change('updateCondition', { conditionId: id, expectedVersion: 1, abatement: '2019-01-01T00:00:00Z' }, 'condition { id }')).userErrors).toEqual([{ code: 'VALIDATION', path: ['abatement'] }]);
      expect((await change('updateCondition', { conditionId: id, expectedVersion: 1, clinicalStatus: 'RESOLVED' }, 'condition { version clinicalStatus }'))['condition']).toEqual({ version: 2, clinicalStatus: 'RESOLVED' });
    });
  });

  describe('a merged twin', () => {
    it('points at the record that counts, takes nothing new, and can be taken back', async () => {
      const target = await createPatient(server);
      const merge = (more: Record<string, unknown> = {}) => change('mergePatient', { patientId: patient.id, expectedVersion: 1, intoPatientId: target.id, ...more }, 'patient { active version mergedInto { id } }');
      expect((await merge({ intoPatientId: patient.id })).userErrors).toEqual([{ code: 'VALIDATION', path: ['intoPatientId'] }]);
      expect((await merge())['patient']).toEqual({ active: false, version: 2, mergedInto: { id: target.id } });
      expect((await change('createEncounter', { patientId: patient.id }, 'encounter { id }')).userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['patientId'] }]);
      expect((await change('mergePatient', { patientId: target.id, expectedVersion: 1, intoPatientId: patient.id }, 'patient { id }')).userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['intoPatientId'] }]);
      const { patient: back } = await change('unmergePatient', { patientId: patient.id, expectedVersion: 2 }, 'patient { active version mergedInto { id } }');
      expect(back).toEqual({ active: true, version: 3, mergedInto: null });
    });
  });

  it('the care team is joined once and left', async () => {
    const add = () => change('addCareTeamMember', { patientId: patient.id, userId: 'nurse.joy', role: 'Nurse' }, 'patient { careTeam { id userId role } }');
    await Promise.all([add(), add(), add()]);
    expect((await add())['patient']).toMatchObject({ careTeam: [{ userId: 'nurse.joy', role: 'Nurse' }] });
    expect((await change('removeCareTeamMember', { patientId: patient.id, userId: 'nurse.joy' }, 'patient { careTeam { id } }'))['patient']).toEqual({ careTeam: [] });
    expect((await change('removeCareTeamMember', { patientId: patient.id, userId: 'nurse.joy' }, 'patient { id }')).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['userId'] }]);
  });

  it('another tenant\'s patient is not found by any change', async () => {
    for (const [field, more, selection] of [
      ['updatePatient', { expectedVersion: 1, language: 'en' }, 'patient { id }'],
      ['recordAllergy', { code: penicillin }, 'allergy { id }'],
      ['createEncounter', {}, 'encounter { id }'],
      ['giveConsent', { type: 'RECORDING', basis: 'VERBAL' }, 'consent { id }'],
    ] as const) {
      expect((await change(field, { patientId: patient.id, ...more }, selection, stranger)).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['patientId'] }]);
    }
  });
});
