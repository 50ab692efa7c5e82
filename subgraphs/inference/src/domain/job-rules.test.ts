import type { JobKind } from '@dra/events';
import { decideClaim, decideRelease, silentAfterMs } from './claim-job.ts';
import { decideCancel, decideRetry } from './control-job.ts';
import { freePlaces, touchesWindow } from './dispatch-jobs.ts';
import { decideEnd } from './end-job.ts';
import { estimateSecondsLeft } from './estimate.ts';
import type { Pace } from './estimate.ts';
import { failureCodes, failureMessage } from './failure-codes.ts';
import { attemptsPerQueueing, mostLosses, mostLossesAlone } from './job.ts';
import type { Job, JobStatus } from './job.ts';
import { decideReaping, longestApplyMs, longestLifeMs } from './reap-job.ts';
import { decideSettle } from './settle-job.ts';

const now = new Date('2026-11-24T09:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const engine = { id: 'test', version: '1' };

const job = (change: Partial<Job> = {}): Job => ({
  id: 'j', tenant: 'demo', kind: 'note', priority: 'live', status: 'QUEUED', patientId: 'p', encounterId: 'e', sourceId: 's', sourceVersion: 1,
  input: { kind: 'note', transcript: { key: 'k', sha256: 'h', bytes: 1 }, template: 'soap' }, requestedBy: 'dr.test', progress: 0, attempt: 0,
  attemptLimit: attemptsPerQueueing, losses: 0, lossesAlone: 0, alone: false, claimId: null, workerId: null, engine: null, failure: null, queuedAt: ago(1_000), dispatchedAt: ago(1_000), settledAt: null, startedAt: null, finishedAt: null,
  lastSeenAt: ago(1_000), requeues: 0, ...change,
});
const running = (change: Partial<Job> = {}) =>
  job({ status: 'RUNNING', attempt: 1, claimId: 'c1', workerId: 'w1', engine, startedAt: ago(1_000), progress: 0.4, ...change });
const claim = (change: { workerId?: string; claimId?: string; replayed?: boolean; share?: number; kind?: JobKind } = {}) => ({ kind: 'note' as const, workerId: 'w2', claimId: 'c2', replayed: false, engine, ...change });

describe('claim', () => {
  test('a queued job runs, and its attempt counts', () => {
    const { reply, next } = decideClaim(job(), claim(), now);
    expect(reply).toEqual({ proceed: true, reason: 'OK', attempt: 1, lastAttempt: false });
    expect(next).toMatchObject({ status: 'RUNNING', attempt: 1, workerId: 'w2', claimId: 'c2', engine, startedAt: now, lastSeenAt: now });
  });

  test('the same claim asked again gets the same answer and costs nothing', () => {
    const held = running({ attempt: 2, claimId: 'c2', workerId: 'w2' });
    expect(decideClaim(held, claim(), now)).toEqual({ reply: { proceed: true, reason: 'OK', attempt: 2, lastAttempt: false }, next: null });
  });

  test.each([
    ['a job that nobody knows', null, claim(), 'UNKNOWN_JOB'],
    ['a job of another kind', job(), claim({ kind: 'prescription' }), 'UNKNOWN_JOB'],
    ['a cancelled job', job({ status: 'CANCELLED' }), claim(), 'CANCELLED'],
    ['a job that succeeded', job({ status: 'SUCCEEDED' }), claim(), 'ALREADY_ENDED'],
    ['a job that heard nothing', job({ status: 'NO_SPEECH' }), claim(), 'ALREADY_ENDED'],
    ['a failed job', job({ status: 'FAILED', failure: { code: 'X', retryable: true } }), claim(), 'ALREADY_ENDED'],
    ['a job that another worker runs and is alive', running({ lastSeenAt: ago(silentAfterMs - 1) }), claim(), 'BUSY'],
    ['a succeeded job, even replayed', job({ status: 'SUCCEEDED' }), claim({ replayed: true }), 'ALREADY_ENDED'],
  ])('%s is refused', (_, held, asked, reason) => {
    expect(decideClaim(held, asked, now)).toMatchObject({ reply: { proceed: false, reason }, next: null });
  });

  test('a silent worker loses its job, and a worker that comes back to its own job need not wait', () => {
    expect(decideClaim(running({ lastSeenAt: ago(silentAfterMs) }), claim(), now).reply).toMatchObject({ proceed: true, attempt: 2 });
    expect(decideClaim(running({ lastSeenAt: now }), claim({ workerId: 'w1' }), now).reply).toMatchObject({ proceed: true, attempt: 2 });
  });

  test('the last attempt is known as such, and after it the job fails', () => {
    expect(decideClaim(job({ attempt: 2 }), claim(), now).reply).toMatchObject({ proceed: true, attempt: 3, lastAttempt: true });
    const { reply, next } = decideClaim(job({ attempt: 3 }), claim(), now);
    expect(reply).toMatchObject({ proceed: false, reason: 'ATTEMPTS_EXHAUSTED' });
    expect(next).toMatchObject({ status: 'FAILED', failure: { code: 'ATTEMPTS_EXHAUSTED', retryable: true }, finishedAt: now });
  });

  const lostOnce = (held: Job, change = {}) => decideClaim({ ...held, lastSeenAt: ago(silentAfterMs) }, claim(change), now);

  test('a run whose worker was lost costs no attempt; it runs with few from then on, then alone', () => {
    const shared = running({ attempt: 3 });
    expect(lostOnce(shared, { share: 8 })).toEqual({ reply: { proceed: false, reason: 'SHARE_LESS', mostShare: 4, attempt: 3, lastAttempt: false }, next: null });
    const { reply, next } = lostOnce(shared, { share: 4 });
    expect(reply).toMatchObject({ proceed: true, attempt: 4, lastAttempt: true });
    expect(next).toMatchObject({ losses: 1, lossesAlone: 0, alone: false });
    expect(lostOnce(next as Job, { share: 2, claimId: 'c3' })).toMatchObject({ reply: { reason: 'SHARE_LESS', mostShare: 1 }, next: null });
    expect(lostOnce(next as Job, { share: 1, claimId: 'c3' }).next).toMatchObject({ losses: 2, lossesAlone: 0, alone: true });
    // Given back or counted by the reaper, it is not forgotten.
    expect(decideClaim(job({ losses: 2 }), claim({ share: 2 }), now)).toMatchObject({ reply: { reason: 'SHARE_LESS' }, next: null });
    expect(decideClaim(job(), claim({ share: 16 }), now)).toMatchObject({ reply: { reason: 'OK' }, next: { alone: false } });
  });

  test('losses of runs that it shared with nobody are its own, and there is an end to those', () => {
    let held = running({ attempt: 3, alone: true });
    for (let losses = 1; losses < mostLossesAlone; losses += 1) {
      const { reply, next } = lostOnce(held, { share: 1, claimId: `again:${losses}` });
      expect(reply).toMatchObject({ proceed: true, attempt: 3 + losses, lastAttempt: true });
      expect(next).toMatchObject({ losses, lossesAlone: losses });
      held = next as Job;
    }
    const { reply, next } = lostOnce(held, { share: 1 });
    expect(reply).toMatchObject({ proceed: false, reason: 'ATTEMPTS_EXHAUSTED' });
    expect(next).toMatchObject({ status: 'FAILED', failure: { code: 'ATTEMPTS_EXHAUSTED', retryable: true } });
    // The reaper may have counted the last one.
    expect(decideClaim(job({ losses: 6, lossesAlone: mostLossesAlone }), claim({ share: 1 }), now).reply).toMatchObject({ proceed: false, reason: 'ATTEMPTS_EXHAUSTED' });
    expect(decideRetry(next as Job, now)).toMatchObject({ next: { losses: 0, lossesAlone: 0, attemptLimit: (next as Job).attempt + attemptsPerQueueing } });
    expect(decideClaim(next, claim({ share: 1, replayed: true }), now)).toMatchObject({ reply: { proceed: true, lastAttempt: true } });
  });

  test('what was done and only not told was not killed by its job; but no job is lost for ever', () => {
    expect(lostOnce(running({ alone: true, settledAt: ago(9_000) }), { share: 1 }).next).toMatchObject({ losses: 1, lossesAlone: 0 });
    expect(lostOnce(running({ losses: mostLosses - 1 }), { share: 1 }).reply).toMatchObject({ proceed: false, reason: 'ATTEMPTS_EXHAUSTED' });
  });

  test('a worker that does not say whether it runs a job alone is granted it, and its losses count', () => {
    expect(lostOnce(running({ losses: 2 }))).toMatchObject({ reply: { proceed: true }, next: { losses: 3, alone: true } });
  });

  test('a failed job that a person replays from the dead letters runs once more', () => {
    const failed = job({ status: 'FAILED', attempt: 3, failure: { code: 'ENGINE_CRASHED', retryable: true } });
    expect(decideClaim(failed, claim({ replayed: true }), now).reply).toEqual({ proceed: true, reason: 'OK', attempt: 4, lastAttempt: true });
  });
});

describe('settle', () => {
  test('the run that holds the claim may publish, however often it asks; then nobody can cancel', () => {
    const { reply, next } = decideSettle(running(), 'c1', now);
    expect(reply).toEqual({ proceed: true, reason: 'OK' });
    expect(next).toMatchObject({ status: 'RUNNING', settledAt: now });
    expect(decideSettle(next, 'c1', now)).toEqual({ reply: { proceed: true, reason: 'OK' }, next: null });
    expect(decideCancel(next as Job, now)).toMatchObject({ kind: 'refused' });
  });
  test.each([
    ['nobody knows the job', null, 'UNKNOWN_JOB'],
    ['it was cancelled', job({ status: 'CANCELLED' }), 'CANCELLED'],
    ['it has ended', job({ status: 'SUCCEEDED' }), 'ALREADY_ENDED'],
    ['consent was revoked', job({ status: 'FAILED', failure: { code: 'CONSENT_REQUIRED', retryable: true } }), 'ALREADY_ENDED'],
    ['another worker runs it', running({ claimId: 'c2' }), 'SUPERSEDED'],
    ['it went back into the queue', job({ attempt: 1 }), 'SUPERSEDED'],
  ])('not when %s', (_, held, reason) => {
    expect(decideSettle(held, 'c1', now)).toEqual({ reply: { proceed: false, reason }, next: null });
  });
  test('a run that is lost after its leave is another run\'s to publish', () => {
    const next = decideClaim(running({ settledAt: ago(9_000), lastSeenAt: ago(9_000) }), claim(), now).next as Job;
    expect(next).toMatchObject({ claimId: 'c2', settledAt: null });
    expect(decideSettle(next, 'c1', now).reply.reason).toBe('SUPERSEDED');
  });
});

describe('a tenant\'s window', () => {
  test('has places up to its size, and none when it is overfull', () => {
    const line = { kind: 'note' as const, priority: 'bulk' as const };
    expect([0, 15, 16, 40].map((inside) => freePlaces({ live: 64, normal: 32, bulk: 16 }, line, inside))).toEqual([16, 1, 0, 0]);
  });
  test('is looked at when a job waits for a place or has left its own', () => {
    expect(touchesWindow(job({ dispatchedAt: null }))).toBe(true);
    expect(touchesWindow(job())).toBe(false);
    expect(touchesWindow(running())).toBe(false);
    for (const status of ['SUCCEEDED', 'NO_SPEECH', 'FAILED', 'CANCELLED'] as const) expect(touchesWindow(job({ status }))).toBe(true);
  });
});

describe('seconds left', () => {
  const pace = (change: Partial<Pace> = {}): Pace => ({ ended: 10, meanSeconds: 4, secondsPerMinuteOfSound: null, running: 2, waiting: { live: 3, normal: 5 }, ...change });
  test('by its own progress once that says something', () => {
    expect(estimateSecondsLeft(running({ startedAt: ago(10_000), progress: 0.25 }), pace(), 0, now)).toBe(30);
  });
  test('by the pace of such jobs before that; unknown when it takes longer than they did', () => {
    expect(estimateSecondsLeft(running({ startedAt: ago(1_000), progress: 0 }), pace(), 0, now)).toBe(3);
    expect(estimateSecondsLeft(running({ startedAt: ago(5_000), progress: 0 }), pace(), 0, now)).toBeNull();
  });
  test('queued: those before it and the more urgent ones, in as many lanes as run, and its own time', () => {
    expect(estimateSecondsLeft(job(), pace(), 4, now)).toBe(12);
    expect(estimateSecondsLeft(job({ priority: 'bulk' }), pace(), 4, now)).toBe(28);
    expect(estimateSecondsLeft(job(), pace({ running: 0 }), 4, now)).toBe(20);
  });
  test('a recording by its length', () => {
    const input = { kind: 'transcription' as const, audio: { key: 'k', sha256: 'h', bytes: 1 }, mediaType: 'audio/wav', durationMs: 180_000 };
    expect(estimateSecondsLeft(job({ kind: 'transcription', input }), pace({ secondsPerMinuteOfSound: 6 }), 0, now)).toBe(18);
  });
  test('nothing measured, nothing said; an ended job has none', () => {
    expect(estimateSecondsLeft(job(), pace({ ended: 0, meanSeconds: null }), 0, now)).toBeNull();
    expect(estimateSecondsLeft(job({ status: 'SUCCEEDED' }), pace(), 0, now)).toBeNull();
  });
});

describe('release', () => {
  test('gives the job back; a worker that stops costs no attempt, a failed run does', () => {
    expect(decideRelease(running(), { claimId: 'c1', countsAsAttempt: false }, now)).toMatchObject({ status: 'QUEUED', attempt: 0, claimId: null, progress: 0 });
    expect(decideRelease(running(), { claimId: 'c1', countsAsAttempt: true }, now)).toMatchObject({ status: 'QUEUED', attempt: 1 });
  });
  test.each([['nobody knows it', null], ['another holds it', running({ claimId: 'other' })], ['it has ended', job({ status: 'CANCELLED', claimId: 'c1' })]])('nothing when %s', (_, held) => {
    expect(decideRelease(held, { claimId: 'c1', countsAsAttempt: true }, now)).toBeNull();
  });
});

describe('end', () => {
  const failed = (attempt: number | null) => ({ kind: 'failed' as const, code: 'X', retryable: true, attempt });
  const table: [JobStatus, Parameters<typeof decideEnd>[1], JobStatus | null][] = [
    ['RUNNING', { kind: 'succeeded' }, 'SUCCEEDED'],
    ['RUNNING', { kind: 'no-speech' }, 'NO_SPEECH'],
    ['RUNNING', failed(1), 'FAILED'],
    // The word may come after the reaper put the job back, or before the claim was seen.
    ['QUEUED', { kind: 'succeeded' }, 'SUCCEEDED'],
    ['QUEUED', failed(null), 'FAILED'],
    // What can be read wins over a failure told before.
    ['FAILED', { kind: 'succeeded' }, 'SUCCEEDED'],
    ['FAILED', failed(1), null],
    ['NO_SPEECH', { kind: 'no-speech' }, null],
    ['NO_SPEECH', failed(1), null],
    ['SUCCEEDED', { kind: 'succeeded' }, null],
    ['SUCCEEDED', failed(1), null],
    ['SUCCEEDED', { kind: 'no-speech' }, null],
    ['CANCELLED', { kind: 'succeeded' }, null],
    ['CANCELLED', failed(1), null],
  ];
  test.each(table)('%s and %j: %s', (from, end, to) => {
    expect(decideEnd(job({ status: from, attempt: 1 }), end, now)?.status ?? null).toBe(to);
  });
  test('the failure of an earlier run does not end the one that goes on', () => {
    expect(decideEnd(running({ attempt: 2 }), failed(1), now)).toBeNull();
    expect(decideEnd(running({ attempt: 2 }), failed(2), now)).toMatchObject({ status: 'FAILED', failure: { code: 'X', retryable: true }, finishedAt: now, claimId: null });
  });
});

describe('cancel and retry', () => {
  test.each(['QUEUED', 'RUNNING', 'CANCELLED'] as const)('%s can be cancelled', (status) => {
    expect(decideCancel(job({ status }), now)).toMatchObject({ kind: 'changed', next: { status: 'CANCELLED' } });
  });
  test.each(['SUCCEEDED', 'FAILED', 'NO_SPEECH'] as const)('%s stays as it is', (status) => {
    expect(decideCancel(job({ status }), now).kind).toBe('refused');
  });
  test('a retryable failure goes back into the queue with fresh attempts and its count kept', () => {
    const failed = job({ status: 'FAILED', attempt: 3, failure: { code: 'X', retryable: true }, requeues: 2 });
    expect(decideRetry(failed, now)).toMatchObject({ kind: 'changed', next: { status: 'QUEUED', attempt: 3, attemptLimit: 6, failure: null, queuedAt: now, requeues: 0 } });
  });
  test('what would fail again, and what did not fail, is refused', () => {
    expect(decideRetry(job({ status: 'FAILED', failure: { code: 'X', retryable: false } }), now).kind).toBe('refused');
    for (const status of ['QUEUED', 'RUNNING', 'SUCCEEDED', 'NO_SPEECH', 'CANCELLED'] as const) expect(decideRetry(job({ status }), now).kind).toBe('refused');
  });
});

describe('reaping', () => {
  test.each([
    ['queued and in the queue', job(), { queued: true, result: false }, 'wait', 'QUEUED'],
    ['running, its worker gone, in the queue', running(), { queued: true, result: false }, 'back-in-queue', 'QUEUED'],
    ['running, its result not applied yet', running(), { queued: false, result: true }, 'wait', 'RUNNING'],
    ['running, its result not applied for long', running({ settledAt: ago(longestApplyMs + 1) }), { queued: false, result: true }, 'failed', 'FAILED'],
    ['waiting for a place in its window', job({ dispatchedAt: null, requeues: 2 }), { queued: false, result: false }, 'wait', 'QUEUED'],
    ['queued, unknown to the broker', job(), { queued: false, result: false }, 'publish-again', 'QUEUED'],
    ['unknown to the broker once too often', job({ requeues: 2 }), { queued: false, result: false }, 'failed', 'FAILED'],
    ['in its tenant\'s line for days', job({ queuedAt: ago(3 * longestLifeMs), dispatchedAt: null }), { queued: false, result: false }, 'wait', 'QUEUED'],
    ['running, queued long ago, its result just made', running({ queuedAt: ago(3 * longestApplyMs), settledAt: ago(1_000) }), { queued: false, result: true }, 'wait', 'RUNNING'],
    ['in the queue for a day', job({ dispatchedAt: ago(longestLifeMs + 1) }), { queued: true, result: false }, 'failed', 'FAILED'],
  ] as const)('%s', (_, held, broker, kind, status) => {
    expect(decideReaping(held, broker, now)).toMatchObject({ kind, next: { status, lastSeenAt: now } });
  });
});

test('a reaped run counts as lost and costs no attempt', () => {
  expect(decideReaping(running({ losses: 1, alone: true, attempt: 3, attemptLimit: 3 }), { queued: true, result: false }, now)).toMatchObject({ kind: 'back-in-queue', next: { losses: 2, lossesAlone: 1, attemptLimit: 4 } });
});

test('every code of ours says what it means; an engine\'s own code is not left without words', () => {
  for (const [code, { meaning, remedy }] of Object.entries(failureCodes)) expect(failureMessage(code)).toBe(`${meaning} ${remedy}`);
  expect(failureMessage('SOMETHING_ELSE')).toBe('The engine could not process this input.');
});
