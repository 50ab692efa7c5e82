import { whyNotSignable } from './why-not-signable.ts';

type Given = Parameters<typeof whyNotSignable>[0];

const issue = { key: 'k', detail: 'd', implicated: [], mitigation: null, citation: 'c' };
const check: NonNullable<Given['safetyCheck']> = { id: 'chk_1', status: 'PARTIAL', notChecked: ['RENAL'], unavailableReason: null, rulesetVersion: '1', inputsHash: 'h', checkedAt: '2026-01-01T00:00:00.000Z', issues: [] };
const signable: Given = { status: 'PENDING_REVIEW', missing: [], unconfirmed: [], safetyCheck: check, drug: { controlledSchedule: null } };

describe('whyNotSignable', () => {
  it.each<[string, Partial<Given>, string | null]>([
    ['nothing against it', {}, null],
    ['a draft with nothing against it', { status: 'DRAFT' }, null],
    ['lesser issues', { safetyCheck: { ...check, issues: [{ ...issue, code: 'DUPLICATE_INGREDIENT', severity: 'MODERATE' }, { ...issue, code: 'X', severity: 'LOW' }] } }, null],
    ['a dose that nobody said', { missing: ['sig.dose'] }, 'MISSING_FIELDS'],
    ['a drug that a machine of demo grade heard', { unconfirmed: ['drug'] }, 'UNCONFIRMED_FIELDS'],
    ['no check', { safetyCheck: null }, 'SAFETY_UNAVAILABLE'],
    ['a check that could not be done, without issues', { safetyCheck: { ...check, status: 'UNAVAILABLE', issues: [] } }, 'SAFETY_UNAVAILABLE'],
    ['an allergy', { safetyCheck: { ...check, issues: [{ ...issue, code: 'ALLERGY_INGREDIENT', severity: 'HIGH' }] } }, 'SAFETY_BLOCK'],
    ['a controlled substance', { drug: { controlledSchedule: 'II' } }, 'CONTROLLED_SUBSTANCE'],
    ['one that is signed', { status: 'SIGNED' }, 'INVALID_TRANSITION'],
  ])('%s', (_, given, code) => {
    expect(whyNotSignable({ ...signable, ...given })?.code ?? null).toBe(code);
  });
});
