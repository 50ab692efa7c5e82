import type { Actor } from '@dra/access';
import type { AuditEvent, Transact, Tx } from '@dra/pg-store';

/** What a read needs: SQL, and to say what it showed to whom. */
export type ReadTx = Pick<Tx, 'tenant' | 'manager' | 'query'> & {
  /** The audit of a read, written once per request however often the thing is shown in it. */
  shown(event: AuditEvent): void;
};

export type ReadSession = {
  /** Reads that are asked for in one turn of the event loop share a transaction, one after another. */
  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>;
};

type Waiting = { work: (tx: ReadTx) => Promise<unknown>; resolve: (value: never) => void; reject: (error: unknown) => void };

/**
 * The reads of one request. A patient's record costs one transaction and not one per list; nobody gets an answer whose
 * audit was not committed.
 */
export function createReadSession(transact: Transact, actor: Actor, deadline?: number): ReadSession {
  let waiting: Waiting[] = [];
  const audited = new Set<string>();

  const flush = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const { values, fresh } = await transact(
        actor,
        async (tx) => {
          const told = new Set<string>();
          const shown = (event: AuditEvent) => {
            const key = JSON.stringify(event);
            if (audited.has(key) || told.has(key)) return;
            told.add(key);
            tx.audit(event);
          };
          const readTx: ReadTx = { tenant: tx.tenant, manager: tx.manager, query: tx.query, shown };
          const found: unknown[] = [];
          for (const one of batch) found.push(await one.work(readTx));
          return { values: found, fresh: told };
        },
        deadline === undefined ? {} : { deadline },
      );
      for (const key of fresh) audited.add(key);
      batch.forEach((one, index) => one.resolve(values[index] as never));
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
  };

  return {
    read: <T>(work: (tx: ReadTx) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(() => void flush());
        waiting.push({ work, resolve: resolve as (value: never) => void, reject });
      }),
  };
}
