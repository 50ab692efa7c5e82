import type { MigrationInterface, QueryRunner } from 'typeorm';

export type Migration = new () => MigrationInterface;

/**
 * A TypeORM migration out of plain SQL. `timestamp` (13 digits) orders migrations and is part of the stored name.
 * There is no way down: a deployed change is undone by a new migration, and a dev database by `--reset`.
 */
export function sqlMigration(name: string, timestamp: number, sql: string): Migration {
  return class implements MigrationInterface {
    readonly name = `${name}${timestamp}`;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }

    down(): Promise<void> {
      return Promise.reject(new Error(`${name} has no way down: write a new migration`));
    }
  };
}
