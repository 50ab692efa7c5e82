import { isAbstractType, isCompositeType } from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLNamedType } from 'graphql';
import { booleanArgument, numberArgument, textArgument } from '../supergraph/linked-directives.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';

export type Scope = 'PUBLIC' | 'PRIVATE';

/** What `@cacheControl` says of a field: its own word before its type's. */
export type CacheHint = { maxAge: number | undefined; scope: Scope | undefined; inheritMaxAge: boolean };

type Carrier = Parameters<SupergraphView['find']>[0];

function hintOn(view: SupergraphView, node: Carrier): CacheHint {
  const directive = view.find(node, 'cacheControl');
  if (!directive) return { maxAge: undefined, scope: undefined, inheritMaxAge: false };
  const scope = textArgument(directive, 'scope');
  return {
    maxAge: numberArgument(directive, 'maxAge'),
    scope: scope === 'PUBLIC' || scope === 'PRIVATE' ? scope : undefined,
    inheritMaxAge: booleanArgument(directive, 'inheritMaxAge') ?? false,
  };
}

/** An interface or a union is as private, and as short-lived, as the strictest type that may stand there. */
export function hintOfType(view: SupergraphView, type: GraphQLCompositeType): CacheHint {
  const own = hintOn(view, type.astNode);
  const possible = isAbstractType(type) ? view.schema.getPossibleTypes(type).map((one) => hintOn(view, one.astNode)) : [];
  return strictest(own, possible);
}

export function hintOfField(view: SupergraphView, field: GraphQLField<unknown, unknown>, type: GraphQLNamedType): CacheHint {
  const own = hintOn(view, field.astNode);
  if (!isCompositeType(type)) return own;
  const ofType = hintOn(view, type.astNode);
  const merged = { maxAge: own.maxAge ?? ofType.maxAge, scope: own.scope ?? ofType.scope, inheritMaxAge: own.inheritMaxAge || (own.maxAge === undefined && ofType.inheritMaxAge) };
  return strictest(merged, isAbstractType(type) ? view.schema.getPossibleTypes(type).map((one) => hintOn(view, one.astNode)) : []);
}

function strictest(hint: CacheHint, possible: readonly CacheHint[]): CacheHint {
  const ages = possible.flatMap(({ maxAge }) => maxAge ?? []);
  return {
    ...hint,
    maxAge: hint.maxAge === undefined ? undefined : Math.min(hint.maxAge, ...ages),
    scope: possible.some(({ scope }) => scope === 'PRIVATE') ? 'PRIVATE' : hint.scope,
  };
}

/** Whether a definition, or what it returns, is only for some: then what it gives depends on who asks. */
export function isGuarded(view: SupergraphView, node: Carrier): boolean {
  return view.find(node, 'authenticated') !== undefined || view.find(node, 'requiresScopes') !== undefined || view.find(node, 'policy') !== undefined;
}
