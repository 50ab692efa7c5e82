import type { EntitySchemaColumnOptions } from '@dra/pg-store';

export type Columns = Record<string, EntitySchemaColumnOptions>;

export const text = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'text', nullable });
export const uuid = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'uuid', nullable });
export const instant = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'timestamptz', nullable });
export const json = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'jsonb', nullable });

/** What every versioned thing has. The key is (tenant, id). */
export const trackedColumns = {
  tenant: { type: 'text', primary: true },
  id: { type: 'uuid', primary: true },
  version: { type: 'integer' },
  createdAt: instant('created_at'),
  createdBy: text('created_by'),
  updatedAt: instant('updated_at'),
  updatedBy: text('updated_by'),
} satisfies Columns;
