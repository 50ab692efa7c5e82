import { createLogger } from '@dra/service';
import type { ChainHead, ChainLink } from '@dra/service';
import { chainHashesAt, readLinks, versionLinks } from './store/audit-chains.ts';
import { collectionsOf } from './store/collections.ts';
import { openMongo } from './store/open-mongo.ts';

export type AuditChains = {
  /** Every event of every chain, each chain's together and in order. */
  links(): AsyncIterable<ChainLink>;
  /** The hashes that stand where chains once ended, in the order of `heads`; null where nothing stands. */
  hashesAt(heads: readonly ChainHead[]): Promise<(string | null)[]>;
  close(): Promise<void>;
};

/** The hash chains of notes and of who read them, for those who verify them. @param url names the database, too */
export function openAuditChains(url: string): AuditChains {
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
