import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph, errorCauses } from '@apollo/federation-internals';
import type { DocumentNode } from 'graphql';

/**
 * Specifications a supergraph may demand of who serves it (`for: EXECUTION` or `for: SECURITY`). Connectors are not among
 * them: their subgraphs are not GraphQL servers.
 */
const supportedFeatures = new Set([...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter((url) => !url.includes('/connect/')));

/** A supergraph that cannot be served; the message says why, one reason a line. */
export class BrokenSupergraph extends Error {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[], options?: ErrorOptions) {
    super(`The supergraph cannot be served: ${reasons.join('\n')}`, options);
    this.name = 'BrokenSupergraph';
    this.reasons = reasons;
  }
}

/**
 * @param options.trusted made from one that was found right: not looked through again
 * @throws BrokenSupergraph for text that is not GraphQL, not a supergraph, or asks for what this gateway does not know
 */
export function readSupergraph(supergraphSdl: string | DocumentNode, options: { trusted: boolean } = { trusted: false }): Supergraph {
  return orBroken(() => {
    const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures, validateSupergraph: !options.trusted });
    const unnamed = supergraph.subgraphsMetadata().filter(({ name }) => name === '');
    if (unnamed.length > 0) throw new Error('a subgraph has no name');
    return supergraph;
  });
}

/** What goes wrong inside is the supergraph's fault, and told as such. */
export function orBroken<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof BrokenSupergraph) throw error;
    const causes = error instanceof Error ? errorCauses(error) : undefined;
    const reasons = causes && causes.length > 0 ? causes.map(({ message }) => message) : [error instanceof Error ? error.message : String(error)];
    throw new BrokenSupergraph(reasons, { cause: error });
  }
}
