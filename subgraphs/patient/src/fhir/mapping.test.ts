import { mapAllergy, assertsNoKnownAllergies } from './map-allergy.ts';
import { mapCondition } from './map-condition.ts';
import { consentTypeSystem, mapConsent } from './map-consent.ts';
import { mapEncounter } from './map-encounter.ts';
import { mapMedicationRequest, mapMedicationStatement } from './map-medication.ts';
import { mapObservation } from './map-observation.ts';
import { mapPatient } from './map-patient.ts';
import type { Mapped } from './mapped.ts';
import type { Tracked } from '../domain/model.ts';

const now = new Date('2026-11-24T09:00:00Z');
const row: Tracked = { tenant: 'demo', id: 'id', version: 1, createdAt: now, createdBy: 'dr', updatedAt: now, updatedBy: 'dr' };
const subject = { reference: 'Patient/p' };
const concept = (code: string, system = 'http://snomed.info/sct') => ({ coding: [{ system, code }] });
const loinc = (code: string) => concept(code, 'http://loinc.org');
const thing = <T>(mapped: Mapped<T>): T => {
  if (mapped.kind !== 'thing') throw new Error(mapped.reason);
  return mapped.thing;
};
const outcome = (mapped: Mapped<unknown>) => (mapped.kind === 'thing' ? 'thing' : mapped.reason);

describe('FHIR to the record', () => {
  const mr = { type: { coding: [{ code: 'MR' }] }, system: 'urn:hospital', value: ' M-1 ' };
  it.each([
    ['whole', { name: [{ family: 'Oak', given: ['Ada'] }], identifier: [mr], birthDate: '1980-02-29', gender: 'female' as const }, { mrn: 'M-1', birthDate: '1980-02-29', sortName: 'oak ada', administrativeGender: 'FEMALE', deceased: false }],
    ['only a text as name', { name: [{ text: 'Ada Oak' }], identifier: [mr] }, { sortName: 'adaoak', birthDate: null, administrativeGender: 'UNKNOWN' }],
    ['a year of birth', { name: [{ family: 'Oak' }], identifier: [mr], birthDate: '1980' }, { birthDate: null }],
    ['deceased at a time', { name: [{ family: 'Oak' }], identifier: [mr], deceasedDateTime: '2020-01-01' }, { deceased: true }],
    ['a language', { name: [{ family: 'Oak' }], identifier: [mr], communication: [{ language: concept('en-US', 'urn:ietf:bcp:47') }] }, { language: 'en-US' }],
  ])('a patient, %s', (_, given, expected) => {
    expect(thing(mapPatient({ resourceType: 'Patient', ...given }, row, now))).toMatchObject(expected);
  });

  it('a patient without a record number, or with an impossible birthday, is not taken', () => {
    expect(outcome(mapPatient({ resourceType: 'Patient', name: [{ family: 'Oak' }], identifier: [] }, row, now))).toMatch(/identifier/);
    expect(outcome(mapPatient({ resourceType: 'Patient', name: [{ family: 'Oak' }], identifier: [mr], birthDate: '2999-01-01' }, row, now))).toMatch(/birthDate/);
  });

  it.each([
    ['finished', 'AMB', { status: 'FINISHED', class: 'AMBULATORY' }],
    ['triaged', 'EMER', { status: 'ARRIVED', class: 'EMERGENCY' }],
    ['onleave', 'IMP', { status: 'IN_PROGRESS', class: 'INPATIENT' }],
    ['unknown', 'AMB', 'Encounter.status: unknown'],
    ['finished', 'XYZ', 'Encounter.class: not supported'],
  ] as const)('an encounter, %s, %s', (status, code, expected) => {
    const mapped = mapEncounter({ resourceType: 'Encounter', status, class: { code }, subject, period: { start: '2020-01-01T10:00:00Z' } }, 'p', row);
    if (typeof expected === 'string') expect(outcome(mapped)).toBe(expected);
    else expect(thing(mapped)).toMatchObject({ ...expected, startedAt: new Date('2020-01-01T10:00:00Z') });
  });

  const allergy = (code: string, more: object = {}) => ({ resourceType: 'AllergyIntolerance' as const, patient: subject, code: concept(code), ...more });
  it.each([
    [['food', 'medication'] as const, 'MEDICATION'],
    [['environment', 'biologic'] as const, 'BIOLOGIC'],
    [['food'] as const, 'FOOD'],
  ])('an allergy of the categories %j counts as %s', (category, expected) => {
    expect(thing(mapAllergy(allergy('91936005', { category: [...category] }), 'p', row))).toMatchObject({ category: expected });
  });
  it('an allergy without a word counts, unconfirmed', () => {
    expect(thing(mapAllergy(allergy('91936005'), 'p', row))).toMatchObject({ clinicalStatus: 'ACTIVE', verificationStatus: 'UNCONFIRMED', criticality: 'UNABLE_TO_ASSESS', category: null });
  });
  it.each([
    ['716186003', {}, true],
    ['716186003', { verificationStatus: concept('entered-in-error') }, false],
    ['716186003', { clinicalStatus: concept('inactive') }, false],
    ['409137002', {}, false],
    ['91936005', {}, false],
  ])('"no known allergies": %s %j says it: %p', (code, more, says) => expect(assertsNoKnownAllergies(allergy(code, more))).toBe(says));
  it('"no known drug allergy" is neither an allergy nor the assertion that there are none', () => {
    expect(outcome(mapAllergy(allergy('409137002'), 'p', row))).toMatch(/narrower/);
  });

  it('a condition that ended is resolved', () => {
    expect(thing(mapCondition({ resourceType: 'Condition', code: concept('1'), subject, onsetDateTime: '2019', abatementDateTime: '2020-02-02' }, 'p', null, row))).toMatchObject({
      clinicalStatus: 'RESOLVED',
      onset: new Date('2019-01-01T00:00:00Z'),
      sortAt: new Date('2019-01-01T00:00:00Z'),
    });
  });

  const observation = (code: string, more: object = {}) => ({ resourceType: 'Observation' as const, status: 'final' as const, code: loinc(code), subject, effectiveDateTime: '2020-01-01', ...more });
  it.each([
    ['a weight', observation('29463-7', { valueQuantity: { value: 81.5, unit: 'kg', code: 'kg' } }), 'thing'],
    ['a code that is not kept', observation('32465-7', { valueQuantity: { value: 1, unit: 'x' } }), 'Observation.code: not among the supported LOINC codes'],
    ['less than', observation('33914-3', { valueQuantity: { value: 15, unit: 'mL/min', comparator: '<' } }), 'Observation.valueQuantity.comparator: not supported'],
    ['no time', { ...observation('29463-7', { valueQuantity: { value: 80, unit: 'kg' } }), effectiveDateTime: undefined }, 'Observation.effective: missing'],
    ['no value', observation('29463-7'), 'Observation.value: not acceptable'],
    ['an impossible weight', observation('29463-7', { valueQuantity: { value: 9000, unit: 'kg' } }), 'Observation.value.value: not acceptable'],
    ['cancelled', { ...observation('29463-7', { valueQuantity: { value: 80, unit: 'kg' } }), status: 'cancelled' as const }, 'Observation.status: cancelled'],
  ])('an observation, %s', (_, given, expected) => expect(outcome(mapObservation(given, 'p', null, row))).toBe(expected));
  it('keeps the unit and the digits of a value', () => {
    expect(thing(mapObservation(observation('29463-7', { valueQuantity: { value: 81.5, unit: 'kilogram', code: 'kg' } }), 'p', null, row))).toMatchObject({ value: '81.5', unit: 'kg', category: 'VITAL_SIGNS', primaryCode: '29463-7' });
    expect(thing(mapObservation(observation('718-7', { valueQuantity: { value: 0.0000001, unit: 'g/dL' } }), 'p', null, row))).toMatchObject({ value: '0.0000001' });
  });

  const order = (more: object = {}) => ({ resourceType: 'MedicationRequest' as const, status: 'active' as const, intent: 'order' as const, subject, medicationCodeableConcept: concept('855332', 'http://www.nlm.nih.gov/research/umls/rxnorm'), ...more });
  it.each([
    ['an order', order(), 'thing'],
    ['a proposal', order({ intent: 'proposal' }), 'MedicationRequest.intent: proposal'],
    ['a draft', order({ status: 'draft' }), 'MedicationRequest.status: draft'],
    ['an order not to give', order({ doNotPerform: true }), 'MedicationRequest.doNotPerform'],
    ['a drug elsewhere', order({ medicationCodeableConcept: undefined, medicationReference: { reference: 'Medication/1' } }), 'MedicationRequest.medicationReference: only a contained medication is supported'],
    ['a contained drug', order({ medicationCodeableConcept: undefined, medicationReference: { reference: '#m' }, contained: [{ resourceType: 'Medication', id: 'm', code: concept('1') }] }), 'thing'],
  ])('a medication request, %s', (_, given, expected) => expect(outcome(mapMedicationRequest(given, 'p', row))).toBe(expected));

  it.each([
    ['active', 'ACTIVE'],
    ['on-hold', 'ON_HOLD'],
    ['stopped', 'STOPPED'],
    ['not-taken', null],
  ] as const)('a medication statement, %s', (status, expected) => {
    const mapped = mapMedicationStatement({ resourceType: 'MedicationStatement', status, subject, medicationCodeableConcept: concept('1'), dosage: [{ text: '1 tablet' }, { text: 'at night' }] }, 'p', row);
    if (expected === null) expect(mapped.kind).toBe('skipped');
    else expect(thing(mapped)).toMatchObject({ status: expected, dosageText: '1 tablet; at night' });
  });

  const consent = (more: object = {}) => ({ resourceType: 'Consent' as const, status: 'active' as const, category: [concept('RECORDING', consentTypeSystem)], patient: subject, dateTime: '2026-01-01', ...more });
  it.each([
    ['a yes', consent(), { status: 'ACTIVE', type: 'RECORDING', basis: 'IMPORTED', revokedAt: null }],
    ['a yes taken back', consent({ status: 'inactive', provision: { period: { end: '2026-02-01' } } }), { status: 'REVOKED', revokedAt: new Date('2026-02-01') }],
    ['a no', consent({ provision: { type: 'deny' } }), null],
    ['another use', consent({ category: [concept('59284-0', 'http://loinc.org')] }), null],
    ['a proposal', consent({ status: 'proposed' }), null],
  ])('a consent, %s', (_, given, expected) => {
    const mapped = mapConsent(given, 'p', row);
    if (expected === null) expect(mapped.kind).toBe('skipped');
    else expect(thing(mapped)).toMatchObject(expected);
  });
});
