import type { Actor } from '@dra/access';
import type { EntitySchema, Transact } from '@dra/pg-store';
import { createListLoader, createLoader } from '@dra/subgraph';
import DataLoader from 'dataloader';
import type { Tracked } from '../domain/model.ts';
import type { RecordKind } from '../domain/saved-change.ts';
import { allergyEntity, conditionEntity, consentEntity, encounterEntity, medicationEntity, observationEntity, patientEntity } from '../store/entities/index.ts';
import { readByIds } from './by-id.ts';
import { readAllergies, readCareTeams, readConsents } from './lists-of-patient.ts';
import { pagedLists, readPages } from './pages-of-patient.ts';
import type { PageFilter, PagedList, Position } from './pages-of-patient.ts';
import { createReadSession } from './read-session.ts';
import type { ReadSession } from './read-session.ts';

type PageKey = { patientId: string; after: Position | null; first: number; filter: PageFilter };

/** Everything that one request reads, batched: asking for a list's things costs as many statements as asking for one's. */
export type Reads = ReturnType<typeof createReads>;

export function createReads(transact: Transact, actor: Actor, deadline?: number) {
  const session: ReadSession = createReadSession(transact, actor, deadline);
  const byId = <T extends Tracked>(entity: EntitySchema<T>, kind: RecordKind) => createLoader<T>((ids) => session.read((tx) => readByIds(tx, entity, kind, ids)));

  const pages = <T extends Tracked & { patientId: string }>(list: PagedList<T>) =>
    new DataLoader<PageKey, T[], string>(
      async (keys) => {
        // Within one selection all keys want the same size and filter; each other combination is a read of its own.
        const groups = new Map<string, { key: PageKey; index: number }[]>();
        keys.forEach((key, index) => {
          const name = JSON.stringify([key.first, key.filter]);
          groups.set(name, [...(groups.get(name) ?? []), { key, index }]);
        });
        const answers: T[][] = keys.map(() => []);
        await Promise.all(
          [...groups.values()].map(async (group) => {
            const { first, filter } = (group[0] as { key: PageKey }).key;
            const found = await session.read((tx) => readPages(tx, list, group.map(({ key }) => key), first, filter));
            group.forEach(({ index }, place) => (answers[index] = found[place] ?? []));
          }),
        );
        return answers;
      },
      { cacheKeyFn: (key) => JSON.stringify([key.patientId, key.after, key.first, key.filter]) },
    );

  const loaders = {
    patients: byId(patientEntity, 'patient'),
    allergies: byId(allergyEntity, 'allergy'),
    conditions: byId(conditionEntity, 'condition'),
    medications: byId(medicationEntity, 'medication'),
    observations: byId(observationEntity, 'observation'),
    encounters: byId(encounterEntity, 'encounter'),
    consents: byId(consentEntity, 'consent'),
    allergiesOf: createListLoader((ids) => session.read((tx) => readAllergies(tx, ids))),
    consentsOf: createListLoader((ids) => session.read((tx) => readConsents(tx, ids))),
    careTeamOf: createListLoader((ids) => session.read((tx) => readCareTeams(tx, ids))),
    conditionPages: pages(pagedLists.conditions),
    medicationPages: pages(pagedLists.medications),
    observationPages: pages(pagedLists.observations),
    encounterPages: pages(pagedLists.encounters),
  };
  return {
    ...loaders,
    session,
    /** After a change: what was read before it is stale. */
    forget(): void {
      for (const loader of Object.values(loaders)) (loader as { clearAll(): unknown }).clearAll();
    },
  };
}
