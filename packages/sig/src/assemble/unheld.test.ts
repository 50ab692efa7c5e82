import type { SigPiece } from '../grammar/piece.ts';
import { findPieces } from '../grammar/find-pieces.ts';
import type { SigFields } from '../sig.ts';
import { assemble, lostOf } from './assemble.ts';

const text = '#2 tablets twice daily as needed for #5 days';
const placed = findPieces(text, 0, text.length, 'written').map((piece) => ({ piece, text }));
const whole = assemble(placed, () => '');
const lost = (change: Partial<SigFields>): SigPiece['field'][] => lostOf(placed, { ...whole, parsed: { ...whole.parsed, ...change } }).map(({ field }) => field);

test('all that was said is held', () => expect(lost({})).toEqual([]));

test.each([['dose', { dose: null }], ['frequency', { frequency: null, period: null, periodUnit: null }], ['prn', { prn: false }], ['duration', { duration: null }]] as const)('%s that no field holds is lost', (field, change) => {
  expect(lost(change)).toEqual([field]);
});
