import { ServiceError } from '@dra/service';
import type { Logger } from '@dra/service';
import type { DataSource, QueryRunner } from 'typeorm';
import { isRetryableConflict, translateError } from './errors.ts';
import { openTransaction } from './transaction.ts';
import type { Transaction, Tx, TxActor } from './transaction.ts';

export type TransactOptions = {
  /** Epoch ms: no statement of this transaction runs longer than what is left. */
  deadline?: number;
};

/**
 * Runs `work` in one transaction of one tenant. Its change, its audit events and its outbox rows commit together or
 * not at all. `work` may run again after a deadlock, so it touches nothing but `tx`; what must follow the commit goes
 * into `tx.afterCommit`.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE, DEADLINE_EXCEEDED, IDEMPOTENCY_MISMATCH; StoreError for the database's own refusals
 */
export type Transact = <T>(actor: TxActor, work: (tx: Tx) => Promise<T>, options?: TransactOptions) => Promise<T>;

const attempts = 3;
const longestStatementMs = 10_000;
/** What a tenant may be called; it comes from a verified identity, so anything else is a fault of ours. */
const tenantPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function createTransact(
  dataSource: DataSource,
  hooks: {
    /** Called after a commit that wrote outbox rows: `() => relay.nudge()`. */
    onOutbox?: () => void;
    /** Gets the failures of `afterCommit` effects, which no longer undo anything. */
    logger?: Pick<Logger, 'warn'>;
  } = {},
): Transact {
  return async (actor, work, options = {}) => {
    if (!tenantPattern.test(actor.tenant)) throw new Error('a transaction needs a well-formed tenant');
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { result, transaction } = await once(dataSource, actor, work, options);
        if (transaction.wroteOutbox()) hooks.onOutbox?.();
        for (const effect of transaction.effects()) {
          // Not awaited: the commit stands, and a slow broker must not delay the answer.
          void runEffect(effect, hooks.logger);
        }
        return result;
      } catch (error) {
        if (isRetryableConflict(error) && attempt < attempts) continue;
        throw translateError(error);
      }
    }
  };
}

async function runEffect(effect: () => void | Promise<void>, logger: Pick<Logger, 'warn'> | undefined): Promise<void> {
  try {
    await effect();
  } catch (error) {
    logger?.warn({ err: error }, 'an effect after the commit failed');
  }
}

async function once<T>(
  dataSource: DataSource,
  actor: TxActor,
  work: (tx: Tx) => Promise<T>,
  options: TransactOptions,
): Promise<{ result: T; transaction: Transaction }> {
  const runner = dataSource.createQueryRunner('master');
  try {
    await runner.connect();
    await runner.startTransaction();
    await runner.query(`SELECT set_config('app.tenant', $1, true), set_config('statement_timeout', $2, true)`, [
      actor.tenant,
      String(statementTimeout(options.deadline)),
    ]);
    const transaction = openTransaction(runner, actor);
    const result = await work(transaction.tx);
    await transaction.flush();
    await runner.commitTransaction();
    return { result, transaction };
  } catch (error) {
    await rollBack(runner);
    throw error;
  } finally {
    await runner.release();
  }
}

/** A rollback on a lost connection fails too; the server rolls back by itself, and the first error is the one to tell. */
async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive || runner.isReleased) return;
  await runner.rollbackTransaction().catch(() => runner.release());
}

function statementTimeout(deadline: number | undefined): number {
  if (deadline === undefined) return longestStatementMs;
  const left = Math.floor(deadline - Date.now());
  if (left <= 0) throw new ServiceError('DEADLINE_EXCEEDED', 'The request\'s time ran out before the database was asked.');
  return Math.min(left, longestStatementMs);
}
