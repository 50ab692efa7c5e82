import type { Caller } from '@dra/access';
import type { Exchange, GatewayHook, KnownOperation, Refusal } from '../../hooks/contract.ts';

export const callerOf = (userId: string, tenant = 'demo', overrides: Partial<Caller> = {}): Caller => ({
  userId,
  tenant,
  roles: ['PRESCRIBER'],
  scopes: ['note:read'],
  expiresAt: 4_000_000_000,
  ...overrides,
});

/** A request as a front would give it to hooks. */
export function exchangeOf(overrides: Partial<Exchange> = {}): Exchange {
  return {
    requestId: 'req-00000001',
    method: 'POST',
    headers: {},
    address: '192.0.2.1',
    startedAt: performance.now(),
    deadline: Date.now() + 10_000,
    signal: null,
    caller: null,
    forwarded: {},
    responseHeaders: {},
    overrideLabels: new Set(),
    notes: new Map(),
    ...overrides,
  };
}

export function operationOf(overrides: Partial<KnownOperation> = {}): KnownOperation {
  return {
    hash: 'a'.repeat(64),
    kind: 'query' as KnownOperation['kind'],
    name: null,
    text: '{ __typename }',
    program: {
      kind: 'query' as KnownOperation['kind'],
      name: null,
      fetches: 0,
      coerce: () => ({ values: {} }),
      run: async () => ({ data: '{}', errors: [] }),
    },
    variables: {},
    ...overrides,
  };
}

/** The first refusal of a list of hooks for a request's head, as a front would find it. */
export async function refusalOf(hooks: readonly GatewayHook[], exchange: Exchange): Promise<Refusal | undefined> {
  for (const hook of hooks) {
    const refused = await hook.onRequest?.(exchange);
    if (refused) return refused;
  }
  return undefined;
}

export const codeOf = (refused: { errors?: Refusal['errors'] } | undefined): unknown => refused?.errors?.[0]?.extensions?.['code'];
