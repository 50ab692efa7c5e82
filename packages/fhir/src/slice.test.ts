import { sliceBundle } from './slice.ts';
import type { BundleEntry } from './bundle.ts';

const entry = (index: number, resourceType: string, more: Record<string, unknown> = {}): BundleEntry => ({ index, fullUrl: null, resourceType, resource: { resourceType, id: `r${index}`, ...more } });

describe('sliceBundle', () => {
  it('puts patients before what is theirs, and keeps the places in the bundle', () => {
    const slices = sliceBundle([entry(0, 'Claim'), entry(1, 'Observation'), entry(2, 'Encounter'), entry(3, 'Patient')], { maxEntries: 3, maxBytes: 10_000 });
    expect(slices.map((slice) => slice.entries.map((one) => one.index))).toEqual([[3, 2, 1], [0]]);
  });

  it('keeps within the bytes', () => {
    const big = 'x'.repeat(400);
    const slices = sliceBundle([entry(0, 'Observation', { note: big }), entry(1, 'Observation', { note: big }), entry(2, 'Observation', { note: big })], { maxEntries: 500, maxBytes: 1_100 });
    expect(slices.map((slice) => slice.entries.length)).toEqual([2, 1]);
    expect(Math.max(...slices.map((slice) => slice.bytes))).toBeLessThanOrEqual(1_100);
  });

  it('sends nothing of what is skipped but its type and id', () => {
    const [slice] = sliceBundle([entry(0, 'Claim', { total: 'x'.repeat(5_000) })], { maxEntries: 10, maxBytes: 1_000 });
    expect(slice?.entries[0]?.resource).toEqual({ resourceType: 'Claim', id: 'r0' });
  });

  it('refuses an entry that fits no slice', () => {
    expect(() => sliceBundle([entry(0, 'Patient', { note: 'x'.repeat(2_000) })], { maxEntries: 10, maxBytes: 1_000 })).toThrow(/entry\[0\]/);
  });
});
