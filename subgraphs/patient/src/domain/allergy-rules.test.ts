import { allergyListStatus, isActiveAllergy } from './allergy-rules.ts';
import type { Allergy } from './model.ts';

type Case = Pick<Allergy, 'clinicalStatus' | 'verificationStatus'>;
const active: Case = { clinicalStatus: 'ACTIVE', verificationStatus: 'CONFIRMED' };
const unconfirmed: Case = { clinicalStatus: 'ACTIVE', verificationStatus: 'UNCONFIRMED' };
const resolved: Case = { clinicalStatus: 'RESOLVED', verificationStatus: 'CONFIRMED' };
const refuted: Case = { clinicalStatus: 'ACTIVE', verificationStatus: 'REFUTED' };
const mistaken: Case = { clinicalStatus: 'ACTIVE', verificationStatus: 'ENTERED_IN_ERROR' };
const asserted = { noKnownAllergiesAssertedAt: new Date() };
const silent = { noKnownAllergiesAssertedAt: null };

describe('allergies', () => {
  it.each<[string, Case, boolean]>([
    ['confirmed', active, true],
    ['unconfirmed', unconfirmed, true],
    ['resolved', resolved, false],
    ['refuted', refuted, false],
    ['entered in error', mistaken, false],
  ])('%s counts: %s', (_, allergy, counts) => expect(isActiveAllergy(allergy)).toBe(counts));

  it.each<[string, typeof asserted | typeof silent, Case[], string]>([
    ['nothing, nobody asked', silent, [], 'NEVER_ASKED'],
    ['asked, none', asserted, [], 'NO_KNOWN_ALLERGIES'],
    ['one on file', silent, [active], 'ON_FILE'],
    ['one on file outweighs the assertion', asserted, [resolved, active], 'ON_FILE'],
    ['only a mistake: as if nothing', silent, [mistaken], 'NEVER_ASKED'],
    ['only a mistake, and asked', asserted, [mistaken], 'NO_KNOWN_ALLERGIES'],
    ['an old one, and asked since', asserted, [resolved, refuted], 'NO_KNOWN_ALLERGIES'],
    ['an old one, and not asked since', silent, [resolved], 'ON_FILE'],
  ])('%s', (_, patient, allergies, status) => expect(allergyListStatus(patient, allergies)).toBe(status));
});
