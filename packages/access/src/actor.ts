import { ServiceError } from '@dra/service';
import type { Role } from './roles.ts';
import { scopesOf } from './rights-table.ts';
import type { Scope } from './rights-table.ts';

/** Who acts, for whom, with what rights: verified, never built from arguments. */
export type Actor = {
  userId: string;
  tenant: string;
  roles: readonly Role[];
  scopes: ReadonlySet<Scope>;
  requestId: string;
};

/** @throws ServiceError FORBIDDEN */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!actor.scopes.has(scope)) throw new ServiceError('FORBIDDEN', `This needs the right ${scope}.`, { details: { scope } });
}

/**
 * A machine that acts on a message, inside the message's tenant.
 * `name` says which, e.g. `svc.voice`.
 */
export function serviceActor(name: string, tenant: string, requestId: string): Actor {
  return { userId: name, tenant, roles: ['SERVICE'], scopes: new Set(scopesOf(['SERVICE'])), requestId };
}
