import type { OpenExchange } from './exchange.ts';
import { FrontExchange } from './exchange.ts';
import { FrontFault } from './fault.ts';
import { isAmong } from './place-of.ts';
import type { ServedGraph } from './served-graph.ts';
import { StreamExchange } from './stream-exchange.ts';

/** In a request: the version that the client was written against. */
export const versionHeader = 'x-graph-version';

export type GraphVersion = {
  name: string;
  /** The part of callers that get it without asking for it: a canary. */
  share: number;
  current(): ServedGraph;
};

/**
 * Which supergraph answers a request: the one that its path (`/v1/graphql`) or its header names, else the one that a hook
 * chose (feature flags), else a canary for a share
 * of the callers, always the same ones, else the one that answers by default.
 * @param path of the door, without a version
 */
export function createGraphVersions(path: string, byDefault: () => ServedGraph, versions: readonly GraphVersion[]) {
  const byName = new Map(versions.map((version) => [version.name, version]));
  const byPath = new Map(versions.map((version) => [`/${version.name}${path}`, version]));
  const canaries = versions.filter(({ share }) => share > 0);
  return {
    paths: [...byPath.keys()],
    graph: (exchange: OpenExchange): ServedGraph => {
      if (versions.length === 0) return byDefault();
      const pinned = byPath.get(pathOf(exchange).split('?', 1)[0] ?? '');
      if (pinned) return pinned.current();
      const named = exchange.headers[versionHeader];
      if (typeof named === 'string') {
        const version = byName.get(named);
        if (!version) throw new FrontFault(400, 'BAD_REQUEST', `There is no version of the graph by the name in ${versionHeader}.`);
        return version.current();
      }
      const chosen = exchange.graphVersion === undefined ? undefined : byName.get(exchange.graphVersion);
      if (chosen) return chosen.current();
      for (const canary of canaries) if (isAmong(exchange, canary.share, canary.name)) return canary.current();
      return byDefault();
    },
  };
}

function pathOf(exchange: OpenExchange): string {
  if (exchange instanceof FrontExchange) return exchange.request.url ?? '';
  return exchange instanceof StreamExchange ? exchange.path : '';
}
