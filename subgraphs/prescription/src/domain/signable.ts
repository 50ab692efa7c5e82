import { scheduleOf } from './drug.ts';
import { missingFields } from './fields.ts';
import { drafts, type Prescription, type SafetyOverride } from './model.ts';
import { invalid, type Fault } from './outcome.ts';
import type { SafetyIssue } from './safety/model.ts';
import { faultsOfOrder } from './commands/create-prescription.ts';

const longestAttestation = 2_000;
const longestOverrideText = 1_000;

export type Signing = { attestation: string; overrides: readonly SafetyOverride[] };

/** What stands against a signature whatever the safety check says. */
export const whyNotSignable = (prescription: Prescription, { attestation, overrides }: Signing): Fault[] => {
  if (!drafts.includes(prescription.status)) {
    return [{ code: 'INVALID_TRANSITION', message: `It is ${prescription.status}: only a draft is signed.`, path: ['prescriptionId'] }];
  }
  const said = attestation.trim();
  const faults: Fault[] = [
    ...(said === '' || said.length > longestAttestation ? [invalid(`An attestation of 1 to ${longestAttestation} characters.`, 'attestation')] : []),
    ...overrides.flatMap(faultsOfOverride),
    ...faultsOfOrder(prescription),
  ];
  if (faults.length > 0) return faults;
  const schedule = scheduleOf(prescription.drug);
  const missing = missingFields(prescription);
  return [
    ...(schedule === null
      ? []
      : [{ code: 'CONTROLLED_SUBSTANCE' as const, message: `Schedule ${schedule.slice(1)}: an electronic signature needs a certified application with two-factor authentication (21 CFR 1311). It stays a draft here.`, path: ['prescriptionId'] }]),
    ...(missing.length === 0 ? [] : [{ code: 'MISSING_FIELDS' as const, message: `Not said or written yet: ${missing.join(', ')}.`, path: ['prescriptionId'] }]),
    ...(prescription.unconfirmed.length === 0
      ? []
      : [{ code: 'UNCONFIRMED_FIELDS' as const, message: `To be confirmed by a person: ${prescription.unconfirmed.join(', ')}.`, path: ['prescriptionId'] }]),
  ];
};

export const faultsOfOverride = ({ reason, text }: SafetyOverride, at: number): Fault[] => {
  if (reason === 'OTHER' && (text ?? '').trim() === '') return [invalid('OTHER needs a text.', 'overrides', String(at), 'text')];
  return (text ?? '').length > longestOverrideText ? [invalid(`At most ${longestOverrideText} characters.`, 'overrides', String(at), 'text')] : [];
};

/** What in the check is not overridden: nothing is overridden in general, each issue has its own reason. */
export const whyBlocked = (check: { status: string; issues: readonly SafetyIssue[] }, overrides: readonly SafetyOverride[]): Fault[] => {
  const known = new Set([...check.issues.map((issue) => issue.key), ...(check.status === 'UNAVAILABLE' ? ['UNAVAILABLE'] : [])]);
  const unknown = overrides.flatMap(({ issueKey }, at) => (known.has(issueKey) ? [] : [invalid('The check has no such issue.', 'overrides', String(at), 'issueKey')]));
  if (unknown.length > 0) return unknown;
  const overridden = new Set(overrides.map((override) => override.issueKey));
  const open = check.issues.filter((issue) => issue.severity === 'HIGH' && !overridden.has(issue.key));
  return [
    ...(check.status === 'UNAVAILABLE' && !overridden.has('UNAVAILABLE')
      ? [{ code: 'SAFETY_BLOCK' as const, message: 'The safety check could not be done: nothing is known of allergies and other medicines. Try again, or override UNAVAILABLE with a reason.', path: ['overrides'] }]
      : []),
    ...(open.length === 0
      ? []
      : [{ code: 'SAFETY_BLOCK' as const, message: `${open.length === 1 ? 'An issue' : `${open.length} issues`} of high severity: change the order, or override each with a reason (see safetyCheck.issues).`, path: ['overrides'] }]),
  ];
};
