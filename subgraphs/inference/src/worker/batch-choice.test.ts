import { bucketOf, joins, leaderOf, lengthOf } from './batch-choice.ts';
import type { Candidate } from './batch-choice.ts';

const one = (change: Partial<Candidate> = {}): Candidate => ({ priority: 'live', mostShare: Infinity, length: 1_000, passed: 0, ...change });

test('the most urgent leads, the oldest of its class first; who was passed over twice goes before anybody', () => {
  expect(leaderOf([one({ priority: 'bulk' }), one({ priority: 'normal' }), one(), one()])).toBe(2);
  expect(leaderOf([one({ priority: 'bulk', passed: 1 }), one()])).toBe(1);
  expect(leaderOf([one(), one({ priority: 'normal', passed: 2 }), one({ priority: 'bulk', passed: 2 })])).toBe(1);
});

test('like lengths share a batch, within four times the shortest', () => {
  for (const length of [1, 100, 4_095, 70_000, 3_600_000]) expect(bucketOf(length * 4)).toBe(bucketOf(length) + 1);
  expect(joins(one({ length: 1_100 }), one({ length: 4_000 }))).toBe(true);
  expect(joins(one({ length: 1_100 }), one({ length: 40_000 }))).toBe(false);
  expect(joins(one(), one({ length: null }))).toBe(false);
});

test('jobs that a worker was lost with share with one another, and at last with nobody', () => {
  expect(joins(one(), one({ mostShare: 4 }))).toBe(false);
  expect(joins(one({ mostShare: 4 }), one({ mostShare: 4 }))).toBe(true);
  expect(joins(one({ mostShare: 1 }), one({ mostShare: 1 }))).toBe(false);
});

test('a recording of unknown length is as long as its bytes say', () => {
  const base = { jobId: 'j', tenant: 't', patientId: 'p', encounterId: 'e', requestedBy: 'r', queuedAt: '', recordingId: 'r', mediaType: 'audio/webm', kind: 'transcription' as const };
  const audio = { key: 'k', sha256: 'h', bytes: 120_000 };
  expect(lengthOf({ ...base, audio, durationMs: 5_000 })).toBe(5_000);
  expect(lengthOf({ ...base, audio, durationMs: null })).toBe(60_000);
});
