import type { Logger } from 'typeorm';

const nothing = (): void => undefined;

/** TypeORM logs SQL with its parameters, which are patient data: nothing of it may reach a log. */
export function silentOrmLogger(onStatement?: (sql: string) => void): Logger {
  return {
    logQuery: (sql) => onStatement?.(sql),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}
