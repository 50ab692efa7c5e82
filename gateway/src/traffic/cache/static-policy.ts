import { Kind, getNamedType, isAbstractType, isCompositeType, isInterfaceType, isObjectType } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLCompositeType, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { numberArgument } from '../supergraph/linked-directives.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import { hintOfField, hintOfType, isGuarded } from './cache-hints.ts';
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

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type Open = { -readonly [K in keyof StaticPolicy]: StaticPolicy[K] } & { types: Set<string> };

const open = (): Open => ({ maxAge: undefined, complete: true, scope: 'PUBLIC', sealed: false, guarded: false, types: new Set(), staleIfErrorSeconds: null });
const closed = (): StaticPolicy => ({ ...open(), complete: false, scope: 'PRIVATE', sealed: true });

/**
 * Apollo's rules for lifetimes: a root field, and a field that gives objects, lives 0 seconds unless it, or its type, says
 * otherwise; other fields live as long as their parent. The scope is stricter than Apollo's: nothing is PUBLIC by default,
 * and what is below a PUBLIC object is PUBLIC only if it says so itself, or is a leaf.
 */
export function staticPolicy(view: SupergraphView, document: DocumentNode, operationName: string | undefined, neverShared: ReadonlySet<string>): StaticPolicy {
  const { operations, fragments } = partsOf(document);
  const operation = operationName === undefined ? operations[0] : operations.find((one) => one.name?.value === operationName);
  const root = operation && view.schema.getRootType(operation.operation);
  if (!operation || !root) return closed();
  const policy = open();
  const stale: (number | undefined)[] = [];
  look({ view, fragments, neverShared, policy, stale, walked: new Set() }, operation.selectionSet, root, true);
  const seconds = stale.flatMap((one) => one ?? []);
  policy.staleIfErrorSeconds = stale.length > 0 && seconds.length === stale.length ? Math.min(...seconds) : null;
  return policy;
}

/**
 * The same of one entity, as a fetch asks a subgraph for it: its type's hints in place of a root field's. What the
 * supergraph does not know by that name closes it.
 * @param document the fetch's, with one root field `_entities`
 */
export function entityPolicy(view: SupergraphView, document: DocumentNode, typename: string, neverShared: ReadonlySet<string>): StaticPolicy {
  const { operations, fragments } = partsOf(document);
  const entities = operations[0]?.selectionSet.selections[0];
  const type = view.schema.getType(typename);
  if (entities?.kind !== Kind.FIELD || entities.name.value !== '_entities' || !entities.selectionSet || !isCompositeType(type)) return closed();
  const policy = open();
  const at: Look = { view, fragments, neverShared, policy, stale: null, walked: new Set() };
  const hint = hintOfType(view, type);
  policy.maxAge = hint.maxAge;
  if (hint.maxAge === undefined) policy.complete = false;
  if (hint.scope !== 'PUBLIC') policy.scope = 'PRIVATE';
  if (hint.scope === 'PRIVATE') close(policy);
  meet(at, type);
  look(at, entities.selectionSet, type, false);
  return policy;
}

function partsOf(document: DocumentNode): { operations: OperationDefinitionNode[]; fragments: Fragments } {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  return { operations, fragments };
}

type Look = { view: SupergraphView; fragments: Fragments; neverShared: ReadonlySet<string>; policy: Open; /** Null where an entity is looked at. */ stale: (number | undefined)[] | null; walked: Set<string> };

function close(policy: Open): void {
  policy.scope = 'PRIVATE';
  policy.sealed = true;
}

function meet({ view, neverShared, policy }: Look, type: GraphQLCompositeType): void {
  for (const one of [type, ...(isAbstractType(type) ? view.schema.getPossibleTypes(type) : [])]) {
    policy.types.add(one.name);
    if (neverShared.has(one.name)) close(policy);
    if (isGuarded(view, one.astNode)) policy.guarded = true;
  }
}

function look(at: Look, set: SelectionSetNode, parent: GraphQLCompositeType, isRoot: boolean): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      lookAtField(at, selection, parent, isRoot);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : at.fragments.get(selection.name.value);
    if (!fragment) continue;
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const key = `${selection.name.value} ${String(isRoot)}`;
      if (at.walked.has(key)) continue;
      at.walked.add(key);
    }
    const on = fragment.typeCondition ? at.view.schema.getType(fragment.typeCondition.name.value) : parent;
    if (!isCompositeType(on)) {
      if (at.stale === null) close(at.policy);
      continue;
    }
    if (!isRoot) meet(at, on);
    look(at, fragment.selectionSet, on, isRoot);
  }
}

function lookAtField(at: Look, selection: FieldNode, parent: GraphQLCompositeType, isRoot: boolean): void {
  const { view, policy } = at;
  const name = selection.name.value;
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  if (!field) {
    // `__typename` is a leaf; introspection is the gateway's own.
    if (name === '__typename') return;
    policy.complete = false;
    if (at.stale === null) close(policy);
    return;
  }
  const type = getNamedType(field.type);
  const hint = hintOfField(view, field, type);
  if (isGuarded(view, field.astNode)) policy.guarded = true;
  if (isRoot) {
    const directive = view.find(field.astNode, 'staleIfError');
    at.stale?.push(directive && numberArgument(directive, 'seconds'));
  }
  if (hint.maxAge !== undefined) policy.maxAge = Math.min(policy.maxAge ?? hint.maxAge, hint.maxAge);
  const composite = isCompositeType(type);
  if ((isRoot || composite) && hint.maxAge === undefined && !hint.inheritMaxAge) policy.complete = false;
  if (hint.scope === 'PRIVATE') close(policy);
  else if ((isRoot || composite) && hint.scope !== 'PUBLIC') policy.scope = 'PRIVATE';
  if (!composite) return;
  meet(at, type);
  if (selection.selectionSet) look(at, selection.selectionSet, type, false);
}
