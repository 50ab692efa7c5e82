import { mayMove, timesAfter } from './encounter-transitions.ts';
import type { EncounterStatus } from './model.ts';

const statuses: EncounterStatus[] = ['PLANNED', 'ARRIVED', 'IN_PROGRESS', 'FINISHED', 'CANCELLED', 'ENTERED_IN_ERROR'];
const allowed = new Set([
  'PLANNED>ARRIVED', 'PLANNED>IN_PROGRESS', 'PLANNED>CANCELLED', 'PLANNED>ENTERED_IN_ERROR',
  'ARRIVED>IN_PROGRESS', 'ARRIVED>CANCELLED', 'ARRIVED>ENTERED_IN_ERROR',
  'IN_PROGRESS>FINISHED', 'IN_PROGRESS>ENTERED_IN_ERROR',
  'FINISHED>ENTERED_IN_ERROR', 'CANCELLED>ENTERED_IN_ERROR',
]);

describe('an encounter\'s states', () => {
  it.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))('%s to %s', (from, to) => {
    expect(mayMove(from, to)).toBe(allowed.has(`${from}>${to}`));
  });

  it('notes when it began and ended, and keeps the beginning', () => {
    const planned = new Date('2026-01-01T09:00:00Z');
    const begun = timesAfter({ startedAt: null, finishedAt: null, sortAt: planned }, 'IN_PROGRESS', new Date('2026-01-02T09:00:00Z'));
    expect(begun).toEqual({ startedAt: new Date('2026-01-02T09:00:00Z'), finishedAt: null, sortAt: new Date('2026-01-02T09:00:00Z') });
    const ended = timesAfter(begun, 'FINISHED', new Date('2026-01-02T09:20:00Z'));
    expect(ended).toEqual({ ...begun, finishedAt: new Date('2026-01-02T09:20:00Z') });
  });
});
