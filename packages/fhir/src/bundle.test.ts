import { checkBundle } from './bundle.ts';

const patient = (extra: Record<string, unknown> = {}) => ({ fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: { resourceType: 'Patient', id: 'p1', identifier: [{ type: { coding: [{ code: 'MR' }] }, value: 'M-1' }], name: [{ family: 'Oak' }], ...extra } });
const condition = (reference: string) => ({ resource: { resourceType: 'Condition', id: 'c1', code: { text: 'gout' }, subject: { reference } } });
const bundle = (...entry: unknown[]) => ({ resourceType: 'Bundle', type: 'transaction', entry });

describe('checkBundle', () => {
  it.each([
    ['by fullUrl', 'urn:uuid:11111111-1111-4111-8111-111111111111'],
    ['by fullUrl in capitals', 'urn:uuid:11111111-1111-4111-8111-111111111111'.toUpperCase().replace('URN:UUID', 'urn:uuid')],
    ['by type and id', 'Patient/p1'],
  ])('resolves a reference %s', (_, reference) => {
    const checked = checkBundle(bundle(condition(reference), patient()));
    expect(checked.problems).toEqual([]);
    expect(checked.externalReferences.size).toBe(0);
  });

  it.each([
    ['another urn', 'urn:uuid:22222222-2222-4222-8222-222222222222'],
    ['another id', 'Patient/p2'],
    ['another server\'s', 'https://ehr.example/fhir/Patient/7'],
  ])('asks for what it does not hold: %s', (_, reference) => {
    const checked = checkBundle(bundle(patient(), condition(reference)));
    expect(checked.problems).toEqual([]);
    expect([...checked.externalReferences]).toEqual([[reference, ['entry[1].resource.subject.reference']]]);
  });

  it.each<[string, unknown, string]>([
    ['not a bundle', { resourceType: 'Patient' }, 'resourceType'],
    ['a search set', { resourceType: 'Bundle', type: 'searchset', entry: [] }, 'type'],
    ['a list', [], 'bundle'],
    ['an entry without a resource', bundle({ fullUrl: 'urn:uuid:x' }), 'entry[0].resource'],
    ['a deletion', bundle({ ...patient(), request: { method: 'DELETE' } }), 'entry[0].request.method'],
    ['a patient without a name', bundle(patient({ name: [] })), 'entry[0].resource.name'],
    ['a patient without a record number', bundle(patient({ identifier: [{ value: 'x' }] })), 'entry[0].resource.identifier'],
    ['an impossible birth date', bundle(patient({ birthDate: 'yesterday' })), 'entry[0].resource.birthDate'],
    ['a condition of nobody', bundle({ resource: { resourceType: 'Condition', code: { text: 'gout' } } }), 'entry[0].resource.subject'],
    ['a concept without words', bundle(patient(), { resource: { resourceType: 'Condition', code: {}, subject: { reference: 'Patient/p1' } } }), 'entry[1].resource.code'],
    ['a search for a patient', bundle(condition('Patient?identifier=7')), 'entry[0].resource.subject.reference'],
    ['a reference that is none', bundle(patient(), condition('somebody')), 'entry[1].resource.subject.reference'],
    ['something not contained', bundle(patient(), condition('#p')), 'entry[1].resource.subject.reference'],
    ['two entries of one name', bundle(patient(), patient()), 'entry[1].fullUrl'],
  ])('refuses %s, with the path', (_, given, path) => {
    expect(checkBundle(given).problems.map((problem) => problem.path)).toContain(path);
  });

  it('never repeats a value of the patient\'s', () => {
    const { problems } = checkBundle(bundle(patient({ birthDate: 'Zaphod-was-born', gender: 'Beeblebrox', name: 'Trillian' })));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toMatch(/Zaphod|Beeblebrox|Trillian/);
  });

  it('asks nothing of resources that are skipped, but their references must hold', () => {
    const claim = { resource: { resourceType: 'Claim', patient: { reference: 'urn:uuid:33333333-3333-4333-8333-333333333333' }, provider: { reference: 'Organization/9' } } };
    const checked = checkBundle(bundle(claim));
    expect(checked.problems).toEqual([]);
    expect([...checked.externalReferences.keys()]).toEqual(['urn:uuid:33333333-3333-4333-8333-333333333333']);
  });
});
