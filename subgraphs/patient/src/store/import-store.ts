import type { Tx } from '@dra/pg-store';
import type { EntryResult, FhirImport, ImportStore, KnownSource } from '../domain/fhir-import.ts';
import type { RecordKind } from '../domain/saved-change.ts';

type ThingColumns = { thing_kind: RecordKind | null; thing_id: string | null };

const thingOf = ({ thing_kind: kind, thing_id: id }: ThingColumns): EntryResult['thing'] => (kind && id ? { kind, id } : null);

const selectImport = `SELECT tenant, id, bundle_sha256 AS "bundleSha256", entries, applied, started_at AS "startedAt", started_by AS "startedBy", finished_at AS "finishedAt" FROM fhir_import`;

export function importStore(tx: Pick<Tx, 'query' | 'tenant'>): ImportStore {
  const { tenant } = tx;
  return {
    serialise: async () => void (await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('fhir-import' || chr(31) || $1, 20251))`, [tenant])),
    byBundle: async (sha256) => (await tx.query<FhirImport>(`${selectImport} WHERE tenant = $1 AND bundle_sha256 = $2`, [tenant, sha256]))[0] ?? null,
    byId: async (id) => (await tx.query<FhirImport>(`${selectImport} WHERE tenant = $1 AND id = $2`, [tenant, id]))[0] ?? null,
    async insert(record) {
      await tx.query(`INSERT INTO fhir_import (tenant, id, bundle_sha256, entries, applied, started_at, started_by, finished_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [
        tenant,
        record.id,
        record.bundleSha256,
        record.entries,
        record.applied,
        record.startedAt,
        record.startedBy,
        record.finishedAt,
      ]);
    },
    async sources(keys) {
      if (keys.length === 0) return new Map();
      const rows = await tx.query<ThingColumns & { source_key: string; resource_type: string; content_hash: string }>(
        `SELECT source_key, resource_type, thing_kind, thing_id, content_hash FROM fhir_source WHERE tenant = $1 AND source_key = ANY ($2)`,
        [tenant, [...new Set(keys)]],
      );
      return new Map(rows.map((row) => [row.source_key, { sourceKey: row.source_key, resourceType: row.resource_type, thing: thingOf(row), contentHash: row.content_hash } satisfies KnownSource]));
    },
    async addSources(importId, sources) {
      if (sources.length === 0) return;
      await tx.query(
        `INSERT INTO fhir_source (tenant, source_key, resource_type, thing_kind, thing_id, content_hash, import_id)
         SELECT $1, s."sourceKey", s."resourceType", s.kind, s.id, s."contentHash", $3
         FROM jsonb_to_recordset($2::jsonb) AS s ("sourceKey" text, "resourceType" text, kind text, id uuid, "contentHash" text)
         ON CONFLICT (tenant, source_key) DO UPDATE
           SET thing_kind = EXCLUDED.thing_kind, thing_id = EXCLUDED.thing_id, content_hash = EXCLUDED.content_hash, import_id = EXCLUDED.import_id
           WHERE fhir_source.thing_id IS NULL`,
        [tenant, JSON.stringify(sources.map(({ thing, ...source }) => ({ ...source, kind: thing?.kind ?? null, id: thing?.id ?? null }))), importId],
      );
    },
    async byResource(importId, names) {
      if (names.length === 0) return new Map();
      const rows = await tx.query<ThingColumns & { name: string }>(
        `SELECT n.name, e.thing_kind, e.thing_id FROM unnest($3::text[], $4::text[], $5::text[]) AS n (name, type, id)
         JOIN fhir_import_entry e ON e.tenant = $1 AND e.import_id = $2 AND e.resource_type = n.type AND e.resource_id = n.id`,
        [tenant, importId, names, names.map((name) => name.split('/')[0]), names.map((name) => name.split('/')[1])],
      );
      return new Map(rows.map((row) => [row.name, thingOf(row)]));
    },
    async recordEntries(importId, entries) {
      await tx.query(
        `INSERT INTO fhir_import_entry (tenant, import_id, index, resource_type, resource_id, outcome, thing_kind, thing_id, reason)
         SELECT $1, $2, e.index, e."resourceType", e."resourceId", e.outcome, e.kind, e.id, e.reason
         FROM jsonb_to_recordset($3::jsonb) AS e (index int, "resourceType" text, "resourceId" text, outcome text, kind text, id uuid, reason text)
         ON CONFLICT (tenant, import_id, index) DO UPDATE
           SET outcome = EXCLUDED.outcome, thing_kind = EXCLUDED.thing_kind, thing_id = EXCLUDED.thing_id, reason = EXCLUDED.reason`,
        [tenant, importId, JSON.stringify(entries.map(({ thing, ...entry }) => ({ ...entry, kind: thing?.kind ?? null, id: thing?.id ?? null })))],
      );
      const [row] = await tx.query<{ count: string }>(`SELECT count(*) FROM fhir_import_entry WHERE tenant = $1 AND import_id = $2`, [tenant, importId]);
      return Number(row?.count ?? 0);
    },
    async saveProgress(record) {
      await tx.query(`UPDATE fhir_import SET applied = $3, finished_at = $4 WHERE tenant = $1 AND id = $2`, [tenant, record.id, record.applied, record.finishedAt]);
    },
  };
}
