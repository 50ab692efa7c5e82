import fc from 'fast-check';
import { formulary } from '@dra/formulary';
import { drugOf } from '../drug.ts';
import type { AllergyOnFile, SafetyInputs } from './model.ts';
import { runCheck, unavailableCheck } from './run-check.ts';

const allergy = (text: string, change: Partial<AllergyOnFile> = {}): AllergyOnFile => ({
  id: `alg_${text}`, version: 1, rxcui: null, text, category: 'MEDICATION', clinicalStatus: 'ACTIVE', verificationStatus: 'CONFIRMED', ...change,
});
const inputs = (text: string, change: { allergies?: AllergyOnFile[]; medicines?: string[]; own?: string[]; renews?: string; allergyStatus?: string } = {}): SafetyInputs => ({
  drug: drugOf({ text }),
  renews: change.renews ?? null,
  record: {
    allergyStatus: change.allergyStatus ?? (change.allergies ? 'ON_FILE' : 'NO_KNOWN_ALLERGIES'),
    allergies: change.allergies ?? [],
    medications: (change.medicines ?? []).map((medicine) => ({ id: `med_${medicine}`, version: 1, rxcui: null, text: medicine })),
  },
  prescriptions: (change.own ?? []).map((medicine) => ({ id: `rx_${medicine}`, version: 1, drug: drugOf({ text: medicine }) })),
});
const found = (given: SafetyInputs) => runCheck(given).issues.map((issue) => `${issue.code} ${issue.severity} ${issue.implicated[0]}`);

describe('allergies', () => {
  test.each<[string, string, string[]]>([
    ['amoxicillin', 'Amoxicillin', ['ALLERGY_INGREDIENT HIGH alg_Amoxicillin']],
    ['Augmentin', 'Amoxicillin allergy', ['ALLERGY_INGREDIENT HIGH alg_Amoxicillin allergy']],
    ['amoxicillin', 'Penicillin', ['ALLERGY_CLASS HIGH alg_Penicillin']],
    ['ampicillin', 'Amoxicillin', ['ALLERGY_CLASS HIGH alg_Amoxicillin']],
    ['Bactrim', 'Sulfa drugs', ['ALLERGY_CLASS HIGH alg_Sulfa drugs']],
    ['simvastatin', 'atorvastatin', ['ALLERGY_CLASS MODERATE alg_atorvastatin']],
    // Cross-reactivity between classes is another rule, listed as not checked.
    ['cephalexin', 'Penicillin', []],
    ['lisinopril', 'Penicillin', []],
    ['lisinopril', 'Peanut', []],
  ])('%s for somebody allergic to %s', (drug, text, expected) => {
    expect(found(inputs(drug, { allergies: [allergy(text)] }))).toEqual(expected);
  });

  test.each<[Partial<AllergyOnFile>]>([[{ clinicalStatus: 'RESOLVED' }], [{ verificationStatus: 'REFUTED' }], [{ verificationStatus: 'ENTERED_IN_ERROR' }]])('%j does not count', (change) => {
    expect(found(inputs('amoxicillin', { allergies: [allergy('Amoxicillin', change)] }))).toEqual([]);
  });

  test('an unconfirmed one counts', () => {
    expect(found(inputs('amoxicillin', { allergies: [allergy('Amoxicillin', { verificationStatus: 'UNCONFIRMED' })] }))).toHaveLength(1);
  });

  test('by code, whatever the words', () => {
    expect(found(inputs('lisinopril', { allergies: [allergy('ACE-I cough', { rxcui: '29046' })] }))).toEqual(['ALLERGY_INGREDIENT HIGH alg_ACE-I cough']);
  });

  test('a medicine that nobody knows is listed, a food is not', () => {
    const check = runCheck(inputs('lisinopril', { allergies: [allergy('Zorbaxil'), allergy('Peanut', { category: 'FOOD' })] }));
    expect(check.notChecked).toContain('UNRECOGNISED_ALLERGY:alg_Zorbaxil');
    expect(check.notChecked.join()).not.toContain('Peanut');
  });

  test('never asked is not none', () => {
    expect(runCheck(inputs('lisinopril', { allergyStatus: 'NEVER_ASKED' })).notChecked).toContain('ALLERGIES_NEVER_ASKED');
  });
});

describe('duplicates', () => {
  test.each<[string, { medicines?: string[]; own?: string[]; renews?: string }, string[]]>([
    ['lisinopril', { own: ['Zestril'] }, ['DUPLICATE_INGREDIENT HIGH rx_Zestril']],
    ['lisinopril', { medicines: ['lisinopril 10 MG Oral Tablet'] }, ['DUPLICATE_INGREDIENT MODERATE med_lisinopril 10 MG Oral Tablet']],
    ['Norco', { medicines: ['Tylenol'] }, ['DUPLICATE_INGREDIENT MODERATE med_Tylenol']],
    ['lisinopril', { medicines: ['enalapril'] }, ['DUPLICATE_CLASS MODERATE med_enalapril']],
    ['lisinopril', { own: ['lisinopril'], renews: 'rx_lisinopril' }, []],
    // A renewal that was changed to another drug does not replace what it renews.
    ['enalapril', { own: ['lisinopril'], renews: 'rx_lisinopril' }, ['DUPLICATE_CLASS MODERATE rx_lisinopril']],
    ['Zestoretic', { own: ['lisinopril'], renews: 'rx_lisinopril' }, ['DUPLICATE_INGREDIENT HIGH rx_lisinopril']],
    ['lisinopril', { medicines: ['metformin'] }, []],
  ])('%s with %j', (drug, change, expected) => {
    expect(found(inputs(drug, change))).toEqual(expected);
  });
});

describe('the ONC high-priority list', () => {
  test.each<[string, string, string]>([
    ['simvastatin', 'clarithromycin', 'onc-25'],
    ['clarithromycin', 'Zocor', 'onc-25'],
    ['sertraline', 'phenelzine', 'onc-8'],
    ['tizanidine', 'Cipro', 'onc-28'],
    ['sumatriptan', 'methylene blue', 'onc-31'],
    ['atazanavir', 'omeprazole', 'onc-4'],
    ['atazanavir', 'rifampin', 'onc-23'],
    ['Vytorin', 'itraconazole', 'onc-25'],
  ])('%s with %s', (drug, other, pair) => {
    const check = runCheck(inputs(drug, { medicines: [other] }));
    const issue = check.issues.find((candidate) => candidate.code === 'ONC_INTERACTION');
    expect(issue).toMatchObject({ key: `ONC_INTERACTION/${pair}/med_${other}`, severity: 'HIGH' });
    expect(issue?.citation).toContain('JAMIA 2012;19:735-743');
  });

  test('each executable pair of the list is found from both sides', () => {
    for (const pair of formulary.highPriority.pairs) {
      for (const a of pair.object.members) {
        for (const b of pair.precipitant.members) {
          if (a.name === b.name) continue;
          for (const [drug, other] of [[a.name, b.name], [b.name, a.name]] as const) {
            const keys = runCheck(inputs(drug, { medicines: [other] })).issues.map((issue) => issue.key);
            expect(keys).toContain(`ONC_INTERACTION/${pair.id}/med_${other}`);
          }
        }
      }
    }
  });

  test('QT with QT is listed as not checked', () => {
    expect(runCheck(inputs('lisinopril')).notChecked).toContain('ONC:QT prolonging agents x QT prolonging agents');
  });
});

describe('what the answer says of itself', () => {
  test('a drug of which a part is unknown is not passed off as its known part', () => {
    const drug = drugOf({ text: 'simvastatin 10 MG / madeupine 5 MG Oral Tablet' });
    expect(drug).toMatchObject({ name: null, rxcui: null });
    expect(runCheck({ ...inputs('lisinopril'), drug }).notChecked).toEqual(expect.arrayContaining(['UNKNOWN_INGREDIENT', 'CONTROLLED_STATUS']));
    const beside = runCheck(inputs('lisinopril', { own: [drug.text] }));
    expect(beside.notChecked).toContain(`UNRECOGNISED_MEDICINE:rx_${drug.text}`);
    expect(runCheck(inputs('lisinopril')).notChecked).not.toContain('UNKNOWN_INGREDIENT');
    // Nor is a check, or an order, of the one one of the other.
    expect(runCheck({ ...inputs('lisinopril'), drug }).drugKey).not.toBe(runCheck(inputs('simvastatin')).drugKey);
  });

  test('never COMPLETE before the other rules exist, and every issue has a citation', () => {
    const check = runCheck(inputs('simvastatin', { medicines: ['clarithromycin', 'lovastatin'], allergies: [allergy('statins')] }));
    expect(check.status).toBe('PARTIAL');
    expect(check.notChecked).toEqual(expect.arrayContaining(['RENAL', 'AGE', 'PREGNANCY', 'DOSE_CEILING', 'CROSS_REACTIVITY']));
    expect(check.issues.length).toBeGreaterThanOrEqual(3);
    for (const issue of check.issues) expect(issue.citation.length).toBeGreaterThan(20);
    expect(new Set(check.issues.map((issue) => issue.key)).size).toBe(check.issues.length);
  });

  test('an unknown drug, an uncoded ingredient, an unknown medicine', () => {
    expect(runCheck(inputs('zorbaxil')).notChecked).toEqual(expect.arrayContaining(['UNKNOWN_DRUG', 'CONTROLLED_STATUS']));
    expect(runCheck(inputs('metformin')).notChecked).toContain('UNCODED:metformin');
    expect(runCheck(inputs('lisinopril', { medicines: ['Simvistatin 10 MG'] })).notChecked).toContain('UNRECOGNISED_MEDICINE:med_Simvistatin 10 MG');
  });

  test('UNAVAILABLE looks like nothing else', () => {
    const given = inputs('lisinopril');
    const check = unavailableCheck(given, 'PATIENT_RECORD_TIMEOUT');
    expect(check).toMatchObject({ status: 'UNAVAILABLE', issues: [], unavailableReason: 'PATIENT_RECORD_TIMEOUT' });
    expect(check.notChecked).toEqual(expect.arrayContaining(['ALLERGIES', 'DUPLICATES', 'INTERACTIONS']));
    expect(check.inputsHash).not.toBe(runCheck(given).inputsHash);
  });
});

describe('the hash of the inputs', () => {
  const base = inputs('lisinopril', { allergies: [allergy('Penicillin'), allergy('Latex')], medicines: ['metformin', 'aspirin'], own: ['atorvastatin'] });
  const hash = runCheck(base).inputsHash;

  test('the order in which things are read does not matter', () => {
    expect(runCheck({ ...base, record: { ...base.record, allergies: [...base.record.allergies].reverse(), medications: [...base.record.medications].reverse() } }).inputsHash).toBe(hash);
  });

  test('any version, entry or status that changes makes another one', () => {
    const bump = <T extends { version: number }>(rows: T[], at: number): T[] => rows.map((row, index) => (index === at ? { ...row, version: row.version + 1 } : row));
    const { record } = base;
    const others: SafetyInputs[] = [
      { ...base, drug: drugOf({ text: 'losartan' }) },
      { ...base, record: { ...record, allergyStatus: 'NEVER_ASKED' } },
      { ...base, record: { ...record, allergies: bump(record.allergies, 1) } },
      { ...base, record: { ...record, allergies: record.allergies.slice(1) } },
      { ...base, record: { ...record, medications: bump(record.medications, 0) } },
      { ...base, record: { ...record, medications: [...record.medications, { id: 'med_new', version: 1, rxcui: null, text: 'warfarin' }] } },
      { ...base, prescriptions: bump(base.prescriptions, 0) },
      { ...base, prescriptions: [] },
      { ...base, renews: 'rx_1' },
    ];
    expect(new Set([hash, ...others.map((one) => runCheck(one).inputsHash)]).size).toBe(others.length + 1);
  });

  test('no names of a patient and no order of keys in what is kept: ids and versions', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 6 }), (ids) => {
        const medications = ids.map((id) => ({ id, version: 1, rxcui: null, text: 'metformin' }));
        const check = runCheck({ ...base, record: { ...base.record, medications } });
        expect(Object.keys(check.inputs.record?.medications ?? {}).sort()).toEqual([...ids].sort());
      }),
    );
  });
});
