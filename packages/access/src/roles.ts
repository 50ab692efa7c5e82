export const roles = ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'ADMIN', 'AUDITOR', 'PATIENT', 'SERVICE'] as const;
export type Role = (typeof roles)[number];

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && (roles as readonly string[]).includes(value);
}
