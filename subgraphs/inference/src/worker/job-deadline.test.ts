import type { JobRequested } from '@dra/events';
import { batchDeadlineMs, jobDeadlineMs } from './job-deadline.ts';

const ids = { jobId: 'j', tenant: 'demo', patientId: 'p', encounterId: 'e', requestedBy: 'u', queuedAt: 'now' };
const ref = (bytes: number) => ({ key: 'k', sha256: 'h', bytes });
const transcription = (durationMs: number | null, bytes = 1): JobRequested => ({ ...ids, kind: 'transcription', recordingId: 'r', audio: ref(bytes), mediaType: 'audio/wav', durationMs });

test.each<[string, JobRequested, number]>([
  ['a minute of speech', transcription(60_000), 420_000],
  ['nothing known but few bytes', transcription(null, 20_000), 120_000],
  ['twelve hours of speech are cut off', transcription(12 * 3_600_000), 6 * 3_600_000],
  ['a transcript of 20 kB', { ...ids, kind: 'note', transcriptId: 't', transcript: ref(20_000), template: 'soap' }, 31_000],
  ['a transcript of 2 MB', { ...ids, kind: 'prescription', transcriptId: 't', transcript: ref(2_000_000) }, 130_000],
])('%s', (_, job, expected) => {
  expect(jobDeadlineMs(job)).toBe(expected);
});

test('a batch gets the longest deadline and a little for each other job', () => {
  expect(batchDeadlineMs([30_000])).toBe(30_000);
  expect(batchDeadlineMs([30_000, 10_000, 20_000])).toBe(36_000);
});
