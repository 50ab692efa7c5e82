import type { JobRequested } from '@dra/events';

const minute = 60_000;
const longest = 6 * 60 * minute;
/** A recogniser slower than this per second of speech is hung, or on the wrong machine. */
const slowestRealtime = 6;
/** The thinnest sound we take, in bytes a second: how long a recording of unknown length may be. */
const thinnestSound = 2_000;
const slowestTextBytesPerSecond = 20_000;

/** Milliseconds that an engine gets for a job, by the length of what it reads. */
export function jobDeadlineMs(job: JobRequested): number {
  if (job.kind !== 'transcription') return Math.round(30_000 + (job.transcript.bytes / slowestTextBytesPerSecond) * 1_000);
  const speechMs = job.durationMs ?? (job.audio.bytes / thinnestSound) * 1_000;
  return Math.round(Math.min(longest, minute + slowestRealtime * speechMs));
}

/**
 * Milliseconds for jobs that run together. A job's own deadline is far over what it needs, so a batch gets the longest one
 * and a tenth of it for each other job: when one of them hangs, the others wait no longer than that.
 */
export function batchDeadlineMs(deadlines: readonly number[]): number {
  return Math.round(Math.max(...deadlines) * (1 + 0.1 * (deadlines.length - 1)));
}
