import { Kind, getNamedType, isAbstractType, isCompositeType, isInterfaceType, isObjectType } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, GraphQLCompositeType, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { numberArgument } from '../supergraph/linked-directives.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import { hintOfField, isGuarded } from './cache-hints.ts';
import type { Scope } from './cache-hints.ts';

/** What the schema says of an operation's answer, whoever asks. Worked out once for a program. */
export type StaticPolicy = {
  /** Seconds; the least of all fields that are hinted, undefined where none is. */
  maxAge: number | undefined;
  /** Every field of the root, and every object, has a lifetime of its own or inherits one: headers are not needed. */
  complete: boolean;
  /** PUBLIC only where every object says so itself. */
  scope: Scope;
  /** Something says PRIVATE, or is of a type that is never shared: no header can make it public. */
  sealed: boolean;
  /** Something is only for those who are identified or hold a right. */
  guarded: boolean;
  /** Names of the types in the answer: what a change of one of them invalidates. */
  types: ReadonlySet<string>;
  /** How long after its lifetime an answer may stand in for one that cannot be had; null where some root field does not allow it. */
  staleIfErrorSeconds: number | null;
};

/**
 * Apollo's rules for lifetimes: a root field, and a field that gives objects, lives 0 seconds unless it, or its type, says
 * otherwise; other fields live as long as their parent. The scope is stricter than Apollo's: nothing is PUBLIC by default,
 * and what is below a PUBLIC object is PUBLIC only if it says so itself, or is a leaf.
 */
export function staticPolicy(view: SupergraphView, document: DocumentNode, operationName: string | undefined, neverShared: ReadonlySet<string>): StaticPolicy {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  const operation = operationName === undefined ? operations[0] : operations.find((one) => one.name?.value === operationName);
  const root = operation && view.schema.getRootType(operation.operation);
  const policy = { maxAge: undefined as number | undefined, complete: true, scope: 'PUBLIC' as Scope, sealed: false, guarded: false, types: new Set<string>(), staleIfErrorSeconds: null as number | null };
  if (!operation || !root) return { ...policy, complete: false, scope: 'PRIVATE', sealed: true };
  const stale: (number | undefined)[] = [];
  const walked = new Set<string>();

  const close = () => {
    policy.scope = 'PRIVATE';
    policy.sealed = true;
  };
  const meet = (type: GraphQLCompositeType) => {
    for (const one of [type, ...(isAbstractType(type) ? view.schema.getPossibleTypes(type) : [])]) {
      policy.types.add(one.name);
      if (neverShared.has(one.name)) close();
      if (isGuarded(view, one.astNode)) policy.guarded = true;
    }
  };

  const walk = (set: SelectionSetNode, parent: GraphQLCompositeType, isRoot: boolean): void => {
    const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = fields[selection.name.value];
        if (!field) {
          // Introspection is the gateway's own; `__typename` is a leaf.
          if (selection.name.value !== '__typename') policy.complete = false;
          continue;
        }
        const type = getNamedType(field.type);
        const hint = hintOfField(view, field, type);
        if (isGuarded(view, field.astNode)) policy.guarded = true;
        if (isRoot) {
          const directive = view.find(field.astNode, 'staleIfError');
          stale.push(directive && numberArgument(directive, 'seconds'));
        }
        if (hint.maxAge !== undefined) policy.maxAge = Math.min(policy.maxAge ?? hint.maxAge, hint.maxAge);
        const composite = isCompositeType(type);
        if ((isRoot || composite) && hint.maxAge === undefined && !hint.inheritMaxAge) policy.complete = false;
        if (hint.scope === 'PRIVATE') close();
        else if ((isRoot || composite) && hint.scope !== 'PUBLIC') policy.scope = 'PRIVATE';
        if (composite) {
          meet(type);
          if (selection.selectionSet) walk(selection.selectionSet, type, false);
        }
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const key = `${selection.name.value} ${String(isRoot)}`;
        if (walked.has(key)) continue;
        walked.add(key);
      }
      const on = fragment.typeCondition ? view.schema.getType(fragment.typeCondition.name.value) : parent;
      if (!isCompositeType(on)) continue;
      if (!isRoot) meet(on);
      walk(fragment.selectionSet, on, isRoot);
    }
  };
  walk(operation.selectionSet, root, true);
  const seconds = stale.flatMap((one) => one ?? []);
  policy.staleIfErrorSeconds = stale.length > 0 && seconds.length === stale.length ? Math.min(...seconds) : null;
  return policy;
}
