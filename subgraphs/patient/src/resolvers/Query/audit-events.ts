import { connectionOf, decodeId, pageSize, readCursor } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';
import { readAuditEvents } from '../../reads/audit-events.ts';
import { found } from '../found.ts';

export const auditEvents: QueryResolvers['auditEvents'] = async (_, { patientId, first, after }, { actor, reads }) => {
  const size = pageSize(first);
  const id = decodeId('pat', patientId);
  const scope = { tenant: actor.tenant, field: 'Query.auditEvents', filter: id };
  const key = readCursor(after, scope, 1);
  const rows = await found(reads.session.read((tx) => readAuditEvents(tx, id, size, key === null ? null : Number(key[0]))));
  return connectionOf(rows, { first: size, after, scope, keyOf: (row) => [row.sequence] });
};
