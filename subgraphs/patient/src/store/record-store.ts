import type { EntitySchema, FindOptionsWhere, Tx } from '@dra/pg-store';
import type { Tracked } from '../domain/model.ts';
import type { RecordStore } from '../domain/work.ts';

/** PostgreSQL takes 65,535 parameters in a statement. */
const mostParameters = 60_000;

/** Versioned rows of one table. The tenant is named in every statement, though row security would add it: shards are chosen by it. */
export function recordStore<T extends Tracked>(tx: Tx, entity: EntitySchema<T>): RecordStore<T> {
  const { tenant } = tx;
  const rows = tx.manager.getRepository(entity);
  const key = (id: string) => ({ tenant, id }) as FindOptionsWhere<T>;
  return {
    byId: (id) => rows.findOneBy(key(id)),
    lock: (id) => rows.findOne({ where: key(id), lock: { mode: 'pessimistic_write' } }),
    async insert(given) {
      const perStatement = Math.floor(mostParameters / Object.keys(entity.options.columns).length);
      for (let from = 0; from < given.length; from += perStatement) {
        await tx.manager
          .createQueryBuilder()
          .insert()
          .into(entity)
          .values(given.slice(from, from + perStatement) as never)
          .updateEntity(false)
          .execute();
      }
    },
    async save(next) {
      const { tenant: _tenant, id, ...columns } = next;
      const result = await tx.manager
        .createQueryBuilder()
        .update(entity)
        .set(columns as never)
        .where('tenant = :tenant AND id = :id AND version = :version', { tenant, id, version: next.version - 1 })
        .updateEntity(false)
        .execute();
      // The row was locked when it was read, so this is a fault of ours and not somebody else's save.
      if (result.affected !== 1) throw new Error(`${entity.options.name} was saved without being locked at its version`);
    },
  };
}
