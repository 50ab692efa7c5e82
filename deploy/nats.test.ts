import { rpcs, streams } from '@dra/events';
import { readText } from './testing/repository.ts';

const configuration = readText('deploy/nats/nats.conf').replace(/^\s*#.*$/gm, '');
const gigabytes = (text: string) => Number(/max_file_store: (\d+)GB/.exec(text)?.[1]) * 1e9;

/** The subjects that an account may publish or subscribe to. */
function allowed(user: string, what: 'publish' | 'subscribe'): string[] {
  const [, block = ''] = new RegExp(`user: ${user},([\\s\\S]*?)(?=user: |$)`).exec(configuration) ?? [];
  const [, list = ''] = new RegExp(`${what}: \\{ allow: \\[([\\s\\S]*?)\\]`).exec(block) ?? [];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, subject = '']) => subject);
}

const covers = (pattern: string, subject: string) => {
  const [left, right] = [pattern.split('.'), subject.split('.')];
  for (const [index, token] of left.entries()) {
    if (token === '>') return right.length > index;
    if (right[index] === undefined || (token !== '*' && token !== right[index])) return false;
  }
  return left.length === right.length;
};
const may = (user: string, what: 'publish' | 'subscribe', subject: string) => allowed(user, what).some((pattern) => covers(pattern, subject));

describe('deploy/nats/nats.conf', () => {
  it('has room for every stream, and a quarter to spare', () => {
    expect(gigabytes(configuration)).toBeGreaterThan(1.25 * streams.reduce((sum, stream) => sum + stream.maxBytes, 0));
  });

  it('takes messages as large as the streams do', () => {
    expect(configuration).toMatch(/max_payload: 1MB/);
    for (const stream of streams) expect(stream.maxMessageBytes).toBeLessThanOrEqual(1_000_000);
  });

  it('lets nobody in without an account, and holds no password', () => {
    expect(configuration).not.toMatch(/no_auth_user/);
    const passwords = [...configuration.matchAll(/password: (\S+)/g)].map(([, value]) => value);
    expect(passwords).toEqual(['$NATS_GATEWAY_PASSWORD', '$NATS_SUBGRAPHS_PASSWORD', '$NATS_WORKERS_PASSWORD']);
  });

  it('lets the owners of the streams publish to each of them', () => {
    for (const stream of streams.filter((one) => one.name !== 'ADVISORIES')) {
      for (const subject of stream.subjects) expect({ subject, may: may('subgraphs', 'publish', subject) }).toEqual({ subject, may: true });
    }
    for (const rpc of Object.values(rpcs)) {
      expect(may('subgraphs', 'subscribe', rpc.subject)).toBe(true);
      expect(may('subgraphs', 'publish', rpc.subject)).toBe(true);
    }
  });

  it('lets workers take jobs, ask and report, and nothing else', () => {
    for (const subject of ['results.note.succeeded.3.x', 'progress.3.x', 'dlq.note-worker.jobs.note.normal.3.x', '$JS.API.CONSUMER.MSG.NEXT.JOBS.note-worker', '$JS.ACK.JOBS.x', '$JS.API.STREAM.MSG.GET.RESULTS', ...['consentStatus', 'jobClaim', 'jobContext', 'jobSettle', 'jobRelease'].map((name) => rpcs[name as keyof typeof rpcs].subject)]) {
      expect({ subject, may: may('workers', 'publish', subject) }).toEqual({ subject, may: true });
    }
    for (const subject of ['events.note-signed.v1.3', 'jobs.note.normal.3.x', 'changed.3', 'cancel.x', '$JS.API.STREAM.DELETE.JOBS', '$JS.API.STREAM.PURGE.JOBS', '$JS.API.STREAM.MSG.GET.EVENTS', '$JS.API.CONSUMER.CREATE.EVENTS.x', '$JS.API.CONSUMER.DELETE.JOBS.x', '$JS.API.CONSUMER.MSG.NEXT.RESULTS.x']) {
      expect({ subject, may: may('workers', 'publish', subject) }).toEqual({ subject, may: false });
    }
    for (const subject of ['jobs.note.normal.3.x', 'events.x', 'results.x', 'rpc.consent-status.v1', 'changed.3']) expect(may('workers', 'subscribe', subject)).toBe(false);
  });

  it('lets the gateway hear of changes, and never write a stream', () => {
    expect(may('gateway', 'subscribe', 'changed.3')).toBe(true);
    for (const subject of ['jobs.x', 'events.x', 'results.x', 'changed.3', '$JS.API.STREAM.CREATE.X']) expect(may('gateway', 'publish', subject)).toBe(false);
  });

  it('lets nobody but subgraphs ask for records and audits: a worker learns of a patient by the claim that it holds', () => {
    for (const [name, { subject }] of Object.entries(rpcs)) {
      expect(may('gateway', 'publish', subject)).toBe(false);
      if (/^(?:patientRecord|personRecords|prescriptionsInForce|audit)/.test(name)) expect(may('workers', 'publish', subject)).toBe(false);
    }
    expect(configuration).toMatch(/user: gateway,[\s\S]*?publish: \{ deny: \[">"\] \}/);
  });
});
