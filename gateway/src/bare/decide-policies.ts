import { decodeJwt } from 'jose';
import type { Logger } from '@dra/service';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { Exchange } from '../hooks/contract.ts';

/** @returns which of these policies hold for who asks. Never rejects: what cannot be found out does not hold. */
export type DecidePolicies = (exchange: Exchange, policies: readonly string[]) => ReadonlySet<string> | Promise<ReadonlySet<string>>;

const none: ReadonlySet<string> = new Set();
/** The key of Apollo's router for it, so that a coprocessor written for that can answer here. */
const requiredPolicies = 'apollo::authorization::required_policies';

/** What `authorization.policies` says about `@policy`; without a word no policy holds. */
export function createDecidePolicies(config: NonNullable<GatewayConfig['authorization']>['policies'], logger: Logger): DecidePolicies {
  if (config === undefined) return () => none;
  const { claim, url, timeoutMs } = config;
  return (exchange, policies) => {
    if (policies.length === 0) return none;
    const claimed = claim === undefined ? none : claimedBy(exchange, claim);
    const open = policies.filter((policy) => !claimed.has(policy));
    if (url === undefined || open.length === 0) return claimed;
    return ask(url, timeoutMs, exchange, open).then(
      (granted) => new Set([...claimed, ...granted]),
      (error: unknown) => {
        logger.error({ error }, 'who decides about policies does not answer: none that was asked holds');
        return claimed;
      },
    );
  };
}

/** Of a token that has been verified: nobody is a caller otherwise. */
function claimedBy({ caller, headers }: Exchange, claim: string): ReadonlySet<string> {
  if (!caller) return none;
  let value: unknown = decodeJwt((headers.authorization ?? '').replace(/^Bearer +/i, ''));
  for (const step of claim.split('.')) value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
  if (typeof value === 'string') return new Set(value.split(' '));
  return Array.isArray(value) ? new Set(value.filter((one) => typeof one === 'string')) : none;
}

/** As a coprocessor of Apollo's router is asked at the stage SupergraphRequest. */
async function ask(url: string, timeoutMs: number, exchange: Exchange, policies: readonly string[]): Promise<string[]> {
  const asked = {
    version: 1,
    stage: 'SupergraphRequest',
    control: 'continue',
    id: exchange.requestId,
    headers: Object.fromEntries(Object.entries(exchange.forwarded).map(([name, value]) => [name, [value]])),
    context: { entries: { [requiredPolicies]: Object.fromEntries(policies.map((policy) => [policy, null])) } },
  };
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked), signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const reply = (await response.json()) as { context?: { entries?: Record<string, Record<string, unknown> | undefined> } } | null;
  const decided = reply?.context?.entries?.[requiredPolicies] ?? {};
  return policies.filter((policy) => Object.hasOwn(decided, policy) && decided[policy] === true);
}
