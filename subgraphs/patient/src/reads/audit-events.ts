import type { AuditPage, AuditPageRequest, AuditRecord, AuditSource } from '@dra/events';
import { newestFirst } from '@dra/events';
import { readAuditPage } from '@dra/pg-store';
import { ServiceError } from '@dra/service';
import { personRecords } from './person-records.ts';
import type { ReadTx } from './read-session.ts';

export type AuditRow = AuditRecord & { source: AuditSource };

type OtherSource = Exclude<AuditSource, 'PATIENT'>;
/** Asks another owner for its page. */
export type AskForAudit = (source: OtherSource, request: AuditPageRequest) => Promise<AuditPage>;

type Wanted = Omit<AuditPageRequest, 'tenant' | 'records'> & { sources: readonly AuditSource[] };
type Own = { records: string[]; events: AuditRow[] };

/** Our own page, and whose records are meant; null when there is no such patient. Looking is an event too, on each record. */
export async function readOwnAudit(tx: ReadTx, patientId: string, { sources, before, limit }: Wanted): Promise<Own | null> {
  const { records } = await personRecords(tx, patientId);
  if (records.length === 0) {
    tx.shown({ action: 'audit.read', resource: { type: 'AuditEvent', id: patientId }, outcome: 'DENIED', detail: { reason: 'NOT_FOUND' } });
    return null;
  }
  for (const id of records) tx.shown({ action: 'audit.read', patientId: id, resource: { type: 'AuditEvent' }, outcome: 'ALLOWED', detail: { sources: [...sources] } });
  if (!sources.includes('PATIENT')) return { records, events: [] };
  const { events } = await readAuditPage(tx, { records, before, limit });
  return { records, events: events.map((event) => ({ ...event, source: 'PATIENT' })) };
}

/**
 * One list out of what each owner keeps, newest first. Each gives as many as the page holds, so that what is cut off is older
 * than all that is shown. One that does not answer fails the list: an audit with a hole in it must not look whole.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE
 */
export async function mergeAudits(own: Own, ask: AskForAudit, { sources, before, limit }: Wanted, tenant: string): Promise<AuditRow[]> {
  const others = sources.filter((source): source is OtherSource => source !== 'PATIENT');
  const pages = await Promise.all(
    others.map(async (source) => {
      const { events } = await ask(source, { tenant, records: own.records, before, limit }).catch((error: unknown) => {
        throw new ServiceError('DEPENDENCY_UNAVAILABLE', `The audit of ${source} cannot be read now.`, { details: { source }, cause: error });
      });
      return events.map((event): AuditRow => ({ ...event, source }));
    }),
  );
  return [own.events, ...pages].flat().sort(newestFirst).slice(0, limit);
}
