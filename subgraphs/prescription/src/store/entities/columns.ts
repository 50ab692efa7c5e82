import type { EntitySchemaColumnOptions } from '@dra/pg-store';

export const text = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'text', nullable });
export const uuid = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'uuid', nullable });
export const integer = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'integer', nullable });
export const instant = (name: string): EntitySchemaColumnOptions => ({ name, type: 'timestamptz' });
export const json = (name: string, nullable = false): EntitySchemaColumnOptions => ({ name, type: 'jsonb', nullable });
export const key = { tenant: { type: 'text', primary: true }, id: { type: 'uuid', primary: true } } satisfies Record<string, EntitySchemaColumnOptions>;
