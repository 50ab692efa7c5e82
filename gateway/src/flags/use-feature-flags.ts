import type { Client, EvaluationContext } from '@openfeature/server-sdk';
import type { GatewayHook } from '../hooks/contract.ts';

/**
 * Switches labels of progressive overrides, and versions of the graph, by feature flags. To run when the caller is known:
 * flags are evaluated for user, tenant and roles.
 * @param labels flag by override label
 * @param versions flag by version: the first that is on is chosen, unless the client asks for one itself
 */
export function useFeatureFlags(client: Client, { labels, versions }: { labels: Readonly<Record<string, string>>; versions: Readonly<Record<string, string>> }): GatewayHook {
  const byLabel = Object.entries(labels);
  const byVersion = Object.entries(versions);
  return {
    name: 'feature-flags',
    onRequest: async (exchange) => {
      const { caller } = exchange;
      const context: EvaluationContext = caller ? { targetingKey: `${caller.tenant}/${caller.userId}`, tenant: caller.tenant, roles: [...caller.roles] } : {};
      const on = new Set(exchange.overrideLabels);
      for (const [label, flag] of byLabel) if (await client.getBooleanValue(flag, false, context)) on.add(label);
      exchange.overrideLabels = on;
      for (const [version, flag] of byVersion) {
        if (!(await client.getBooleanValue(flag, false, context))) continue;
        exchange.graphVersion = version;
        break;
      }
      return undefined;
    },
  };
}
