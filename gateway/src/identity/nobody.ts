import type { Identified } from './caller-identity.ts';

/** A client that gave no token, where none is asked for: in no tenant, with no right, and without an end. */
export const nobody: Identified = { caller: { userId: 'anonymous', tenant: '', roles: [], scopes: [], expiresAt: Number.POSITIVE_INFINITY }, identity: '', notes: null };
