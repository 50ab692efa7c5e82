import type { FetchNode, QueryPlan, QueryPlanInlineFragmentNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import { mapFetches } from './plan-nodes.ts';
import type { SubgraphKeys } from './subgraph-keys.ts';

/**
 * For an interface object with requirements the planner tells the key on one type and what is required on the interface:
 * things of the other types would be sent without a key. What is told on the interface belongs to those types that have one.
 */
export function wholeRepresentations(plan: QueryPlan, keys: SubgraphKeys, schema: GraphQLSchema): QueryPlan {
  return mapFetches(plan, (fetch) => {
    const { requires = [] } = fetch;
    if (!keys.hasInterfaceObjectsIn(fetch.serviceName) || requires.length < 2) return [fetch];
    const hasKey = (one: QueryPlanSelectionNode) =>
      one.kind === 'InlineFragment' && keys.resolvable(fetch.serviceName, sentAs(fetch, one.typeCondition ?? '', schema)).some((key) => covers(one.selections, key));
    const keyless = requires.filter((one): one is QueryPlanInlineFragmentNode => one.kind === 'InlineFragment' && !hasKey(one) && isAbstractType(schema.getType(one.typeCondition ?? '')));
    if (keyless.length === 0 || !requires.some(hasKey)) return [fetch];
    const whole = requires.flatMap((one): QueryPlanSelectionNode[] => {
      if (one.kind !== 'InlineFragment') return [one];
      if (keyless.includes(one)) return [];
      const more = keyless.filter((general) => fits(schema, general.typeCondition ?? '', one.typeCondition ?? '')).flatMap(({ selections }) => selections);
      return [{ ...one, selections: [...one.selections, ...more] }];
    });
    return [{ ...fetch, requires: whole }];
  });
}

/** An interface object goes by its interface's name, whatever the thing is. */
export function sentAs(fetch: FetchNode, type: string, supergraphSchema: GraphQLSchema): string {
  const setter = fetch.inputRewrites?.find((rewrite) => {
    const condition = rewrite.path[0]?.replace(/^\.\.\. on /, '') ?? '';
    return rewrite.kind === 'ValueSetter' && rewrite.path[1] === '__typename' && fits(supergraphSchema, condition, type);
  });
  return setter?.kind === 'ValueSetter' ? String(setter.setValueTo) : type;
}

export function fits(schema: GraphQLSchema, condition: string, type: string): boolean {
  const wanted = schema.getType(condition);
  const given = schema.getType(type);
  return condition === type || (isAbstractType(wanted) && (isObjectType(given) || isInterfaceType(given)) && schema.isSubType(wanted, given));
}

export function covers(selections: readonly QueryPlanSelectionNode[], key: SelectionSetNode): boolean {
  return key.selections.every((wanted) => {
    if (wanted.kind !== Kind.FIELD) return true;
    return selections.some((one) => (one.kind === 'Field' ? one.name === wanted.name.value && (!wanted.selectionSet || covers(one.selections ?? [], wanted.selectionSet)) : covers(one.selections, { ...key, selections: [wanted] })));
  });
}
