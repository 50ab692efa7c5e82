import type { Caller } from '@dra/access';
import type { Exchange } from '../../hooks/contract.ts';

/**
 * Who an answer may be meant for, as parts of a key. `shared`: everybody of the same authentication status, tenant, roles
 * and scopes; null where nobody else can be known to be alike. `own`: this caller alone; null for the anonymous, of whom
 * nobody knows who is who.
 */
export type Audience = { shared: string | null; own: string | null };

/** Made by the gateway for each request or each caller: they say nothing that the caller does not. */
const accountedFor = new Set(['x-dra-identity', 'x-dra-deadline', 'x-request-id', 'traceparent', 'tracestate', 'baggage']);

const anonymous: Audience = { shared: 'anonymous', own: null };
const ofCaller = new WeakMap<Caller, Audience>();

/**
 * From the verified caller only. A token or a cookie that nobody verified here but that goes on to subgraphs makes its
 * bearer one of a kind: what they get for it cannot be known to be meant for another.
 */
export function audienceOf(exchange: Exchange): Audience {
  const { caller, headers, forwarded } = exchange;
  let passed = '';
  for (const name in forwarded) if (!accountedFor.has(name)) passed += `\n${name}:${forwarded[name]}`;
  if (caller) {
    let known = ofCaller.get(caller);
    if (!known) {
      const shared = `caller\n${caller.tenant}\n${[...caller.roles].sort().join(' ')}\n${[...caller.scopes].sort().join(' ')}`;
      known = { shared, own: `${shared}\n${caller.userId}` };
      ofCaller.set(caller, known);
    }
    return passed === '' ? known : { shared: `${known.shared}${passed}`, own: `${known.own}${passed}` };
  }
  if (headers.authorization !== undefined || headers.cookie !== undefined) {
    return { shared: null, own: `bearer\n${headers.authorization ?? ''}\n${headers.cookie ?? ''}${passed}` };
  }
  return passed === '' ? anonymous : { shared: `anonymous${passed}`, own: null };
}
