import { ServiceError } from '@dra/service';
import { NotSpoken, defaultUpstreamLimits } from './contract.ts';
import type { Upstream, UpstreamEvent, UpstreamLimits } from './contract.ts';
import { createSseUpstream } from './over-sse.ts';
import { createWebSocketUpstream } from './over-websocket.ts';

export type UpstreamProtocol = 'auto' | 'sse' | 'websocket';

export type UpstreamSettings = {
  /** `auto` asks for server-sent events first, then for a WebSocket, and remembers which it was. */
  protocol: UpstreamProtocol;
  /** Where the WebSocket is, if not at the subgraph's own address. */
  webSocketUrl?: string | undefined;
  limits?: Partial<UpstreamLimits> | undefined;
};

/** @param url the subgraph's http(s) address */
export function openUpstream(name: string, url: string, settings: UpstreamSettings = { protocol: 'auto' }): Upstream {
  const limits = { ...defaultUpstreamLimits, ...settings.limits };
  const sse = createSseUpstream(name, url, limits);
  const webSocket = createWebSocketUpstream(name, settings.webSocketUrl ?? url.replace(/^http/, 'ws'), limits);
  const all = { sse: [sse], websocket: [webSocket], auto: [sse, webSocket] }[settings.protocol];
  let spoken: Upstream | null = null;

  return {
    events: async function* (request) {
      let refusal: NotSpoken | undefined;
      let said: UpstreamEvent | undefined;
      for (const upstream of spoken ? [spoken] : all) {
        try {
          for await (const event of upstream.events(request)) {
            spoken = upstream;
            yield event;
          }
          spoken = upstream;
          return;
        } catch (error) {
          if (!(error instanceof NotSpoken)) throw error;
          // It may have been put in another's place meanwhile: look again next time.
          spoken = null;
          refusal = error;
          said ??= error.said;
        }
      }
      if (said) return yield said;
      throw new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service does not serve subscriptions.`, { cause: refusal });
    },
  };
}

/** The upstreams of a supergraph's subgraphs, each opened when it is first asked for. */
export function upstreamsOf<Graph>(address: (service: string, graph: Graph) => string | undefined, settings: (service: string) => UpstreamSettings = () => ({ protocol: 'auto' })): (service: string, graph: Graph) => Upstream | undefined {
  const open = new Map<string, Upstream>();
  return (service, graph) => {
    const url = address(service, graph);
    if (!url) return undefined;
    const key = `${service} ${url}`;
    let upstream = open.get(key);
    if (!upstream) open.set(key, (upstream = openUpstream(service, url, settings(service))));
    return upstream;
  };
}
