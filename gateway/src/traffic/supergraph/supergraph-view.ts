import { buildASTSchema, parse } from 'graphql';
import type { ConstDirectiveNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { SupergraphText } from '../../hooks/contract.ts';
import { importedDirective, linkedDirectives } from './linked-directives.ts';

/** A supergraph as directives of traffic are read from it: costs, cache hints, who may stand in for whom. */
export type SupergraphView = {
  version: string;
  schema: GraphQLSchema;
  /** The directives that a definition carries, by the name that their specification gives them. */
  find(node: { directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined, name: TrafficDirective): ConstDirectiveNode | undefined;
};

export type TrafficDirective = 'cost' | 'listSize' | 'cacheControl' | 'staleIfError' | 'authenticated' | 'requiresScopes' | 'policy';

export function viewOf({ version, sdl }: SupergraphText): SupergraphView {
  const document = parse(sdl, { noLocation: true });
  const names = new Map<TrafficDirective, string>([...linkedDirectives(document, 'https://specs.apollo.dev/cost/', ['cost', 'listSize'])] as [TrafficDirective, string][]);
  for (const guard of ['authenticated', 'requiresScopes', 'policy'] as const) {
    names.set(guard, linkedDirectives(document, `https://specs.apollo.dev/${guard}/`, [guard]).get(guard) ?? guard);
  }
  for (const composed of ['cacheControl', 'staleIfError'] as const) names.set(composed, importedDirective(document, composed) ?? composed);
  return {
    version,
    schema: buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }),
    find: (node, name) => {
      const known = names.get(name);
      return known === undefined ? undefined : node?.directives?.find((directive) => directive.name.value === known);
    },
  };
}

/** Views of the supergraphs in use; the few that are served at once, and the last before them. */
export function createViews(): (text: SupergraphText) => SupergraphView {
  const views = new LRUCache<string, SupergraphView>({ max: 8 });
  return (text) => {
    const known = views.get(text.version);
    if (known) return known;
    const fresh = viewOf(text);
    views.set(text.version, fresh);
    return fresh;
  };
}
