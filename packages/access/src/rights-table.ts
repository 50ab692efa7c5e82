import type { Role } from './roles.ts';

/**
 * Who may do what: resource x action -> roles. The only such table: a token's scopes, the schema's `@requiresScopes`
 * and the tests over the whole schema derive from it or are checked against it.
 *
 * ADMIN and AUDITOR see who was where and who looked, never what was said or found. PATIENT holds nothing until
 * patients get doors of their own. SERVICE is a machine: it never signs.
 */
export const rightsTable = {
  patient: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'ADMIN', 'AUDITOR', 'SERVICE'], write: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'ADMIN', 'SERVICE'] },
  allergy: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'], write: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'] },
  condition: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'], write: ['CLINICIAN', 'PRESCRIBER', 'SERVICE'] },
  medication: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'], write: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'] },
  observation: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'], write: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'] },
  encounter: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'ADMIN', 'AUDITOR', 'SERVICE'], write: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'] },
  consent: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'ADMIN', 'AUDITOR', 'SERVICE'], write: ['CLINICIAN', 'NURSE', 'PRESCRIBER'] },
  careteam: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'ADMIN', 'AUDITOR', 'SERVICE'], write: ['CLINICIAN', 'PRESCRIBER', 'ADMIN'] },
  record: { import: ['CLINICIAN', 'PRESCRIBER', 'SERVICE'] },
  recording: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'], write: ['CLINICIAN', 'NURSE', 'PRESCRIBER'] },
  transcript: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'], write: ['CLINICIAN', 'NURSE', 'PRESCRIBER'] },
  note: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'], edit: ['CLINICIAN', 'PRESCRIBER'], sign: ['CLINICIAN', 'PRESCRIBER'] },
  prescription: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'], edit: ['CLINICIAN', 'PRESCRIBER'], sign: ['PRESCRIBER'] },
  job: { read: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'ADMIN', 'SERVICE'], control: ['CLINICIAN', 'PRESCRIBER'] },
  audit: { read: ['AUDITOR'] },
} as const satisfies Record<string, Record<string, readonly Role[]>>;

type Table = typeof rightsTable;
/** `note:sign`, `patient:read` … */
export type Scope = { [R in keyof Table]: `${R & string}:${keyof Table[R] & string}` }[keyof Table];

export const allScopes: readonly Scope[] = Object.entries(rightsTable).flatMap(([resource, actions]) =>
  Object.keys(actions).map((action) => `${resource}:${action}` as Scope),
);

/** Every scope that at least one of the roles holds. */
export function scopesOf(held: readonly Role[]): Scope[] {
  return allScopes.filter((scope) => {
    const [resource, action] = scope.split(':') as [string, string];
    const allowed = (rightsTable as Record<string, Record<string, readonly Role[]>>)[resource]?.[action] ?? [];
    return held.some((role) => allowed.includes(role));
  });
}
