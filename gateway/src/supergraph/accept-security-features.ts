/**
 * Lets the stock gateway load a supergraph whose fields carry `@requiresScopes`.
 *
 * Composition marks that specification `for: SECURITY`, which tells a router that does not know it to refuse the whole
 * supergraph. `@apollo/gateway` does not know it. Here the subgraphs enforce the scopes themselves, in every resolver and
 * in `_entities` (packages/subgraph refuses to start with an unguarded field), so nothing goes unguarded when the gateway
 * does not: the purpose is taken off this one specification, and off no other.
 */
export function acceptSecurityFeatures(supergraphSdl: string): string {
  return supergraphSdl.replace(
    /(@link\(url: "https:\/\/specs\.apollo\.dev\/requiresScopes\/v0\.1")(, for: SECURITY)(\))/,
    '$1$3',
  );
}
