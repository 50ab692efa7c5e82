import { createLogger } from '@dra/service';
import type { ChainStore } from '@dra/service';
import { chainHashesAt, readLinks, versionLinks } from './store/audit-chains.ts';
import { collectionsOf } from './store/collections.ts';
import { openMongo } from './store/open-mongo.ts';

/** The hash chains of notes and of who read them, for those who verify them. @param url names the database, too */
export function openAuditChains(url: string): ChainStore {
  const mongo = openMongo({ url, name: 'audit', logger: createLogger({ name: 'audit', level: 'silent' }) });
  const collections = collectionsOf(mongo.db);
  return {
    async *links() {
      yield* versionLinks(collections);
      yield* readLinks(collections);
    },
    hashesAt: (heads) => chainHashesAt(collections, heads),
    close: () => mongo.close(),
  };
}
