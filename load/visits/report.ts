import { median, percentile } from '../path/percentiles.ts';
import type { Job, Visit } from './device.ts';

export type Settings = { visits: number; minutes: number; live: boolean; killEvery: number; factor: number; batch: number; counts: Record<string, number>; kills: number; seconds: number };

const seconds = (ms: number) => Math.round(ms / 100) / 10;
const between = (from: string | null, to: string | null) => (Date.parse(to ?? '') - Date.parse(from ?? '')) || 0;

/** Figures of all visits, and whether the bars hold. Times in seconds. */
export function reportOf(visits: readonly Visit[], settings: Settings) {
  const jobs = visits.flatMap((visit) => visit.jobs);
  const states: Record<string, number> = {};
  for (const job of jobs) states[job.status] = (states[job.status] ?? 0) + 1;
  const unended = (states['QUEUED'] ?? 0) + (states['RUNNING'] ?? 0);
  /** What the same words yield in most visits: each says the same. */
  const usual = median(visits.map((visit) => visit.prescriptions));
  const lost = visits.filter((visit) => visit.notes < 1 || visit.transcripts < 1 || visit.prescriptions < usual).length;
  const doubled = visits.filter((visit) => visit.notes > 1 || visit.transcripts > 1 || visit.prescriptions > usual || visit.jobs.length > 3).length;
  const waits = visits.map((visit) => visit.readableAt - visit.endedAt);
  const ratios = visits.map((visit) => (visit.readableAt - visit.endedAt) / visit.lengthMs);
  const stage = (what: string, figures: number[]) => ({ stage: what, p50_s: seconds(median(figures)), p99_s: seconds(percentile(figures, 0.99)), max_s: seconds(Math.max(...figures)) });
  const of = (kind: string) => jobs.filter((job) => job.kind === kind && job.finishedAt !== null);
  const stages = [
    stage('drafts after the last word', waits),
    ...['TRANSCRIPTION', 'NOTE', 'PRESCRIPTION'].flatMap((kind) => [
      stage(`${kind.toLowerCase()}: queued to its (last) start`, of(kind).map((job: Job) => between(job.queuedAt, job.startedAt))),
      stage(`${kind.toLowerCase()}: start to its end`, of(kind).map((job: Job) => between(job.startedAt, job.finishedAt))),
    ]),
  ];
  const failures = jobs.filter((job) => job.failure).map((job) => `${job.kind} ${job.failure?.code}`);
  const late = ratios.filter((ratio) => ratio > 1).length;
  const holds = unended === 0 && lost === 0 && doubled === 0 && late === 0 && failures.length === 0;
  const { kills, killEvery } = settings;
  return {
    holds,
    settings,
    lost,
    doubled,
    unended,
    states,
    failures,
    kills,
    run_again: jobs.filter((job) => job.attempt > 1).length,
    longest_wait_to_length: Math.round(Math.max(...ratios) * 1_000) / 1_000,
    visits_that_waited_longer_than_they_lasted: late,
    stages,
    summary: `${visits.length} visits, ${kills} rounds of kills (every ${killEvery} s): ${lost} lost, ${doubled} doubled, ${unended} without an end, ${failures.length} failed; the longest wait is ${Math.round(Math.max(...ratios) * 100)} % of its visit: ${holds ? 'the bars hold' : 'the bars do NOT hold'}`,
  };
}
