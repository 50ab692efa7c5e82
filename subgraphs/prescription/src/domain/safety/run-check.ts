import { createHash } from 'node:crypto';
import { formulary } from '@dra/formulary';
import type { Drug } from '../model.ts';
import { checkAllergies } from './allergy-rule.ts';
import { checkDuplicates } from './duplicate-rule.ts';
import { drugKeyOf, ingredientsOf, prescriptionAsMedicine, statementAsMedicine, unknownOf } from './known-drug.ts';
import type { OwnPrescription, PatientRecord, SafetyCheck, SafetyInputs, SafetyInputVersions } from './model.ts';
import { checkHighPriority } from './onc-rule.ts';

/** Changes when a rule, a list or the formulary does: checks under another version are other checks. */
const rulesetVersionNow = () => `1/${formulary.version}/${formulary.highPriority.sha256.slice(0, 8)}`;

/** Rules that come in their own issue: whoever signs answers for these. Hence no answer is COMPLETE yet. */
const notYet = ['RENAL', 'AGE', 'PREGNANCY', 'LACTATION', 'DOSE_CEILING', 'CROSS_REACTIVITY', 'QT_PROLONGATION', 'NON_INTERRUPTIVE_INTERACTIONS', 'NITRATE_WITH_PDE5'];

export type CheckResult = Pick<SafetyCheck, 'status' | 'issues' | 'notChecked' | 'unavailableReason' | 'rulesetVersion' | 'inputsHash' | 'inputs' | 'drugKey'>;

/** Pure: the same inputs give the same issues and the same hash. It is not a complete interaction database. */
export const runCheck = (inputs: SafetyInputs): CheckResult => {
  const { drug, record, prescriptions, renews } = inputs;
  const ordered = ingredientsOf(drug);
  const medicines = [...record.medications.map(statementAsMedicine), ...prescriptions.map(prescriptionAsMedicine)];
  const findings = [checkAllergies(inputs), checkDuplicates(ordered, medicines, renews), checkHighPriority(ordered, medicines)];
  const uncoded = [...ordered, ...medicines.flatMap((medicine) => medicine.ingredients)].filter((row) => row.rxcui === null).map((row) => `UNCODED:${row.name}`);
  const notChecked = [
    ...notYet,
    // Nothing at all is known of this drug: not what it meets, not whether it is controlled.
    ...(ordered.length === 0 ? ['UNKNOWN_DRUG', 'CONTROLLED_STATUS'] : []),
    // The rules saw the rest of it only.
    ...(ordered.length > 0 && unknownOf(drug).length > 0 ? ['UNKNOWN_INGREDIENT', 'CONTROLLED_STATUS'] : []),
    ...medicines.filter((medicine) => medicine.unknown.length > 0).map((medicine) => `UNRECOGNISED_MEDICINE:${medicine.id}`),
    ...findings.flatMap((finding) => finding.notChecked),
    ...uncoded,
  ];
  const versions = versionsOf(record, prescriptions);
  return {
    status: notChecked.length === 0 ? 'COMPLETE' : 'PARTIAL',
    issues: findings.flatMap((finding) => finding.issues),
    notChecked: [...new Set(notChecked)],
    unavailableReason: null,
    rulesetVersion: rulesetVersionNow(),
    inputsHash: hashOf(drug, renews, versions),
    inputs: versions,
    drugKey: drugKeyOf(drug),
  };
};

/** Nothing is known: no issue was found because none was looked for. */
export const unavailableCheck = (inputs: Pick<SafetyInputs, 'drug' | 'renews' | 'prescriptions'>, reason: string): CheckResult => {
  const versions = versionsOf(null, inputs.prescriptions);
  return {
    status: 'UNAVAILABLE',
    issues: [],
    notChecked: ['ALLERGIES', 'DUPLICATES', 'INTERACTIONS', ...notYet],
    unavailableReason: reason,
    rulesetVersion: rulesetVersionNow(),
    inputsHash: hashOf(inputs.drug, inputs.renews, versions),
    inputs: versions,
    drugKey: drugKeyOf(inputs.drug),
  };
};

/** The same set of our own prescriptions at the same versions? */
export const sameVersions = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([id, version]) => b[id] === version);

export const versionsById = (rows: readonly { id: string; version: number }[]): Record<string, number> =>
  Object.fromEntries([...rows].sort((a, b) => (a.id < b.id ? -1 : 1)).map((row) => [row.id, row.version]));

const versionsOf = (record: PatientRecord | null, prescriptions: readonly OwnPrescription[]): SafetyInputVersions => ({
  record: record && { allergyStatus: record.allergyStatus, allergies: versionsById(record.allergies), medications: versionsById(record.medications) },
  prescriptions: versionsById(prescriptions),
});

const hashOf = (drug: Drug, renews: string | null, versions: SafetyInputVersions): string =>
  createHash('sha256')
    .update(JSON.stringify([rulesetVersionNow(), drugKeyOf(drug), drug.rxcui, renews, versions.record, versions.prescriptions]))
    .digest('hex');
