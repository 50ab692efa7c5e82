import { uuidv7 } from 'uuidv7';
import type { ClaimDocument, Collections, OutboxRow, VersionDocument } from './collections.ts';
import { guarded, isDuplicateKey } from './mongo-errors.ts';
import { versionId } from './version-reader.ts';

/** `commandKey` is null when the version is known to be there. `at`: when it was claimed, or we were told of it. */
export type Pending = { versionId: string; commandKey: string | null; at: Date };

export type Outbox = {
  /** Versions claimed after `since` whose outbox has no sent-mark, oldest first. Some may never be written. */
  pending(since: Date, settled?: ReadonlySet<string>): Promise<Pending[]>;
  /** A version's outbox; null while there is no such version, or when another command wrote it. */
  rowsOf(pending: Pick<Pending, 'versionId' | 'commandKey'>): Promise<OutboxRow[] | null>;
  markSent(versionId: string): Promise<void>;
  /** Up to when every claim was looked after; null before the first checkpoint. */
  checkpoint(): Promise<Date | null>;
  saveCheckpoint(upTo: Date): Promise<void>;
};

export function createOutbox({ versions, claims, sent, checkpoints }: Pick<Collections, 'versions' | 'claims' | 'sent' | 'checkpoints'>): Outbox {
  return {
    async pending(since, settled = new Set()) {
      const found = await guarded(
        claims
          .find({ at: { $gt: since } })
          .sort({ at: 1 })
          .project<Pick<ClaimDocument, 'tenant' | 'noteId' | 'version' | 'key' | 'at'>>({ _id: 0, tenant: 1, noteId: 1, version: 1, key: 1, at: 1 })
          .toArray(),
        10_000,
      );
      const all = found.map((claim) => ({ versionId: versionId(claim.tenant, claim), commandKey: claim.key, at: claim.at })).filter((one) => !settled.has(one.versionId));
      if (all.length === 0) return [];
      const marks = await guarded(sent.find({ _id: { $in: all.map((one) => one.versionId) } }).project<{ _id: string }>({ _id: 1 }).toArray(), 10_000);
      const marked = new Set(marks.map(({ _id }) => _id));
      return all.filter((one) => !marked.has(one.versionId));
    },
    async rowsOf({ versionId: _id, commandKey }) {
      const found = await guarded(versions.findOne<Pick<VersionDocument, 'outbox' | 'commandKey'>>({ _id }, { projection: { _id: 0, outbox: 1, commandKey: 1 } }));
      return found && (commandKey === null || found.commandKey === commandKey) ? found.outbox : null;
    },
    async markSent(_id) {
      try {
        await guarded(sent.insertOne({ _id, at: new Date() }));
      } catch (error) {
        // Another relay marked it: it is sent.
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async checkpoint() {
      const newest = await guarded(checkpoints.find({}).sort({ upTo: -1 }).limit(1).next());
      return newest?.upTo ?? null;
    },
    async saveCheckpoint(upTo) {
      await guarded(checkpoints.insertOne({ _id: uuidv7(), upTo }));
    },
  };
}
