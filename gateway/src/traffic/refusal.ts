import type { Refusal } from '../hooks/contract.ts';

/** An answer that says no: one error with a registered code, and what a client can do with it. */
export function refusal(status: number, code: string, message: string, details: Record<string, unknown> = {}, headers?: Record<string, string>): Refusal {
  return { status, errors: [{ message, extensions: { code, ...details } }], ...(headers ? { headers } : {}) };
}
