import { z } from 'zod';
import { tenantId, uuid } from './references.ts';

/** Whose audit an event lies in: each owner chains its own, and nobody else writes it. */
export const auditSources = ['PATIENT', 'VOICE', 'CLINICAL_NOTE', 'PRESCRIPTION', 'INFERENCE'] as const;
export const auditSource = z.enum(auditSources);
export type AuditSource = z.infer<typeof auditSource>;

/** Microseconds, so that all sources sort by one text: `2026-11-24T08:45:00.000000Z`. */
export const auditInstant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);

/** Ids and codes only; what was done to what, by whom. */
export const auditRecord = z.object({
  id: uuid,
  at: auditInstant,
  action: z.string(),
  userId: z.string(),
  roles: z.array(z.string()),
  outcome: z.enum(['ALLOWED', 'DENIED']),
  resourceType: z.string(),
  requestId: z.string().nullable(),
  /** On whose file it is. */
  patientId: uuid,
  /** Its place in its chain, and the hash that binds it to the one before. */
  sequence: z.number().int(),
  hash: z.string(),
});
export type AuditRecord = z.infer<typeof auditRecord>;

export const auditPageRequest = z.object({
  tenant: tenantId,
  /** The records of one person. */
  records: z.array(uuid).min(1),
  /** The last event that was shown: the page begins after it. */
  before: z.object({ at: auditInstant, id: uuid }).nullable(),
  limit: z.number().int().min(1).max(101),
});
export type AuditPageRequest = z.infer<typeof auditPageRequest>;

/** Newest first, by instant and then by id; as many as were asked for, or all that there are. */
export const auditPage = z.object({ events: z.array(auditRecord) });
export type AuditPage = z.infer<typeof auditPage>;

/** The order of an audit: negative where `a` comes first. */
export const newestFirst = (a: Pick<AuditRecord, 'at' | 'id'>, b: Pick<AuditRecord, 'at' | 'id'>): number => (a.at === b.at ? (a.id < b.id ? 1 : a.id > b.id ? -1 : 0) : a.at < b.at ? 1 : -1);
