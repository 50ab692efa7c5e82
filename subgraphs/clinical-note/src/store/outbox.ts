import { uuidv7 } from 'uuidv7';
import type { Collections, OutboxRow, VersionDocument } from './collections.ts';
import { guarded, isDuplicateKey } from './mongo-errors.ts';

export type Outbox = {
  /** Rows committed after `since` that have no sent-mark, oldest first. */
  unsent(since: Date): Promise<OutboxRow[]>;
  markSent(id: string): Promise<void>;
  /** Up to when everything is known to be published; null before the first checkpoint. */
  checkpoint(): Promise<Date | null>;
  /** Says that everything up to this instant is published. */
  saveCheckpoint(upTo: Date): Promise<void>;
};

export function createOutbox({ versions, sent, checkpoints }: Pick<Collections, 'versions' | 'sent' | 'checkpoints'>): Outbox {
  return {
    async unsent(since) {
      const found = await guarded(versions.find({ committedAt: { $gt: since } }).sort({ committedAt: 1 }).project<Pick<VersionDocument, 'outbox'>>({ _id: 0, outbox: 1 }).toArray(), 10_000);
      const rows = found.flatMap(({ outbox }) => outbox);
      if (rows.length === 0) return [];
      const marks = await guarded(sent.find({ _id: { $in: rows.map(({ id }) => id) } }).project<{ _id: string }>({ _id: 1 }).toArray(), 10_000);
      const marked = new Set(marks.map(({ _id }) => _id));
      return rows.filter(({ id }) => !marked.has(id));
    },
    async markSent(id) {
      try {
        await guarded(sent.insertOne({ _id: id, at: new Date() }));
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
