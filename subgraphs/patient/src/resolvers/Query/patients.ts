import { ServiceError } from '@dra/service';
import { connectionOf, pageSize, readCursor } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';
import { searchWords } from '../../domain/names.ts';
import { searchPatients } from '../../reads/search-patients.ts';

export const patients: QueryResolvers['patients'] = async (_, { filter, first, after }, { actor, reads }) => {
  const size = pageSize(first);
  const words = searchWords(filter?.name ?? '');
  if (filter?.name && words.join('').length < 2) throw new ServiceError('BAD_USER_INPUT', 'A name to search for has at least two letters.');
  const search = { words, birthDate: filter?.birthDate ?? null, mrn: filter?.mrn ?? null };
  const scope = { tenant: actor.tenant, field: 'Query.patients', filter: search };
  const key = readCursor(after, scope, 2);
  const position = key && { sortName: String(key[0]), id: String(key[1]) };
  const rows = await reads.session.read((tx) => searchPatients(tx, search, size, position));
  for (const row of rows) reads.patients.prime(row.id, row);
  return connectionOf(rows, { first: size, after, scope, keyOf: (row) => [row.sortName, row.id] });
};
