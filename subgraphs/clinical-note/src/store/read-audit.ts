import type { AuditEvent } from '../domain/audit.ts';
import { canonicalJson, sha256 } from '../domain/seal.ts';
import { unavailable, guarded, isDuplicateKey } from './mongo-errors.ts';
import type { Collections, ReadAuditDocument } from './collections.ts';

/** What was looked at and what was refused, in hash chains: one a patient, one a user where no patient is concerned. */
export type ReadAudit = {
  /** Resolves when all are stored. @throws ServiceError DEPENDENCY_UNAVAILABLE: then nothing may be shown. */
  append(events: readonly AuditEvent[]): Promise<void>;
};

type Link = { seq: number; hash: string | null };

const attempts = 50;

export function createReadAudit({ readAudit }: Pick<Collections, 'readAudit'>): ReadAudit {
  /** Last known ends of chains. A guess: the unique index says whether it was right. */
  const ends = new Map<string, Link>();

  async function appendOne(chainKey: string, event: AuditEvent): Promise<void> {
    const cacheKey = `${event.tenant}/${chainKey}`;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const end = (attempt === 0 ? ends.get(cacheKey) : undefined) ?? (await readEnd(event.tenant, chainKey));
      const document = link(chainKey, event, end);
      try {
        await guarded(readAudit.insertOne(document));
        if (ends.size > 10_000) ends.clear();
        ends.set(cacheKey, { seq: document.seq, hash: document.hash });
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw unavailable(new Error('the end of an audit chain could not be reached'));
  }

  /** Steps of growing width from the last known end, then halves: point reads, few even for a long chain. */
  async function readEnd(tenant: string, chainKey: string): Promise<Link> {
    const at = (seq: number) => guarded(readAudit.findOne<{ hash: string }>({ _id: linkId(tenant, chainKey, seq) }, { projection: { _id: 0, hash: 1 } }));
    let there: Link = ends.get(`${tenant}/${chainKey}`) ?? { seq: 0, hash: null };
    let step = 1;
    let missing = Number.POSITIVE_INFINITY;
    while (missing - there.seq > 1) {
      const seq = missing === Number.POSITIVE_INFINITY ? there.seq + step : Math.floor((there.seq + missing) / 2);
      const found = await at(seq);
      if (found) there = { seq, hash: found.hash };
      else missing = seq;
      step *= 2;
    }
    return there;
  }

  /** Events of one chain wait for each other here, so that one process does not race itself. */
  const queues = new Map<string, Promise<void>>();
  function inTurn(queueKey: string, work: () => Promise<void>): Promise<void> {
    const before = queues.get(queueKey) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(work);
    queues.set(queueKey, mine);
    const leave = () => {
      if (queues.get(queueKey) === mine) queues.delete(queueKey);
    };
    mine.then(leave, leave);
    return mine;
  }

  return {
    async append(events) {
      await Promise.all(
        events.map((event) => {
          const chainKey = chainKeyOf(event);
          return inTurn(`${event.tenant}/${chainKey}`, () => appendOne(chainKey, event));
        }),
      );
    },
  };
}

const chainKeyOf = (event: AuditEvent) => event.patientId ?? `actor:${event.actor.userId}`;

function link(chainKey: string, event: AuditEvent, end: Link): ReadAuditDocument {
  const seq = end.seq + 1;
  return { _id: linkId(event.tenant, chainKey, seq), tenant: event.tenant, chainKey, seq, event, prevHash: end.hash, hash: hashOf({ chainKey, seq, event, prevHash: end.hash }) };
}

export const linkId = (tenant: string, chainKey: string, seq: number) => `${tenant}/${chainKey}/${seq}`;

export const hashOf = (covered: Pick<ReadAuditDocument, 'chainKey' | 'seq' | 'event' | 'prevHash'>) => sha256(canonicalJson(covered));
