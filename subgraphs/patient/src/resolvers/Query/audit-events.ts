import { auditSources } from '@dra/events';
import { connectionOf, decodeId, pageSize, readCursor } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';
import { mergeAudits, readOwnAudit } from '../../reads/audit-events.ts';
import { found } from '../found.ts';

export const auditEvents: QueryResolvers['auditEvents'] = async (_, { patientId, sources: asked, first, after }, { actor, reads, askForAudit }) => {
  const size = pageSize(first);
  const id = decodeId('pat', patientId);
  const sources = auditSources.filter((source) => !asked || asked.includes(source));
  const scope = { tenant: actor.tenant, field: 'Query.auditEvents', filter: { id, sources } };
  const key = readCursor(after, scope, 2);
  const page = { sources, before: key && { at: String(key[0]), id: String(key[1]) }, limit: size + 1 };
  // Our own first, in its transaction; the network is waited for outside of it.
  const own = await found(reads.session.read((tx) => readOwnAudit(tx, id, page)));
  const rows = await mergeAudits(own, askForAudit, page, actor.tenant);
  return connectionOf(rows, { first: size, after, scope, keyOf: (row) => [row.at, row.id] });
};
