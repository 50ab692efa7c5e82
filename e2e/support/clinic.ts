import { launchSupergraph, sharedSupergraph } from '@dra/testkit';
import { roles } from '@dra/access';
import type { Role } from '@dra/access';
import { callerOf } from './caller.ts';
import type { Caller } from './caller.ts';
import { everythingEmitted } from './emitted.ts';

export type Clinic = {
  graph: { url: string; ps: Awaited<ReturnType<typeof sharedSupergraph>>['ps']; kill(name: string): Promise<void>; everythingEmitted(): Promise<Record<string, string>> };
  /** dr.osei of demo, and colleagues. */
  prescriber: Caller;
  clinician: Caller;
  nurse: Caller;
  /** A prescriber of another tenant. */
  stranger: Caller;
  strangerAuditor: Caller;
  /** Somebody in demo with this role. */
  as(role: Role): Promise<Caller>;
  tokens: Record<'prescriber' | 'nurse', string>;
  tokenFor(role: Role, tenant: string, options?: { ttlSeconds?: number }): Promise<string>;
  stop(): Promise<void>;
};

const people: Record<Role, string> = { PRESCRIBER: 'dr.osei', CLINICIAN: 'dr.lindqvist', NURSE: 'nurse.abara', ADMIN: 'admin.kim', AUDITOR: 'auditor.roy', PATIENT: 'patient.demo', SERVICE: 'svc.demo' };

let shared: Promise<Clinic> | undefined;

/** The clinic that all stories share: they meet in it only by patients of their own. */
export function clinic(): Promise<Clinic> {
  shared ??= sharedSupergraph().then(opened);
  return shared;
}

/** A clinic for one story alone. */
export const launchClinic = (name: string, env?: Record<string, string>): Promise<Clinic> => launchSupergraph(name, env).then(opened);

async function opened(supergraph: Awaited<ReturnType<typeof sharedSupergraph>>): Promise<Clinic> {
  const { url } = supergraph;
  const signIn = async (userId: string, role: Role, tenant: string) => callerOf(url, userId, tenant, await supergraph.token(userId, role, tenant));
  const callers = new Map<Role, Caller>();
  for (const role of roles) callers.set(role, await signIn(people[role], role, 'demo'));
  const of = (role: Role) => callers.get(role) as Caller;
  return {
    graph: { url, ps: supergraph.ps, kill: supergraph.kill, everythingEmitted: () => everythingEmitted(supergraph) },
    prescriber: of('PRESCRIBER'),
    clinician: of('CLINICIAN'),
    nurse: of('NURSE'),
    stranger: await signIn('dr.novak', 'PRESCRIBER', 'demo-b'),
    strangerAuditor: await signIn('auditor.cho', 'AUDITOR', 'demo-b'),
    as: async (role) => of(role),
    tokens: { prescriber: await supergraph.token(people.PRESCRIBER, 'PRESCRIBER', 'demo'), nurse: await supergraph.token(people.NURSE, 'NURSE', 'demo') },
    tokenFor: (role, tenant, options) => supergraph.token('somebody', role, tenant, options),
    stop: () => supergraph.stop(),
  };
}
