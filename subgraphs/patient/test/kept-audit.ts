import { newestFirst } from '@dra/events';
import type { AuditPage, AuditPageRequest, AuditRecord } from '@dra/events';

/** An owner of events, by their instants; gives what it is asked for, as the real ones do. */
export const keeps = (patientId: string, ...kept: [action: string, at: string, last: string][]) => (request: AuditPageRequest): AuditPage => ({
  events: kept
    .map(([action, at, last]): AuditRecord => ({ id: `0197a000-0000-7000-8000-00000000000${last}`, at, action, userId: 'dr.osei', roles: ['PRESCRIBER'], outcome: 'ALLOWED', resourceType: 'Note', requestId: null, patientId, sequence: 1, hash: 'aa' }))
    .filter((one) => request.records.includes(patientId) && (!request.before || newestFirst(one, request.before) > 0))
    .sort(newestFirst)
    .slice(0, request.limit),
});
