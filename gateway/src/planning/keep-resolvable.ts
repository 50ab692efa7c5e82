import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { GraphQLError, Kind, isAbstractType, parse, print, stripIgnoredCharacters } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode, SelectionNode, SelectionSetNode, VariableDefinitionNode } from 'graphql';
import { mapFetches } from './plan-nodes.ts';
import { covers, sentAs } from './representations.ts';
import type { SubgraphKeys } from './subgraph-keys.ts';

/**
 * Once an interface object's real type is known, the planner returns to the subgraph it came from for what was selected on
 * that type, even where that subgraph cannot be asked for it (`@key(resolvable: false)`). But it has been asked: what the
 * second fetch wants belongs into the first, whatever the type will be.
 * @throws GraphQLError where a subgraph would be asked for what it cannot look up
 */
export function keepResolvable(plan: QueryPlan, keys: SubgraphKeys, supergraphSchema: GraphQLSchema): QueryPlan {
  if (!plan.node || plan.node.kind === 'Subscription') return plan;
  const unresolvable = fetchesOf(plan.node).filter(({ fetch }) => isUnresolvable(fetch, keys, supergraphSchema));
  if (unresolvable.length === 0) return plan;
  const all = fetchesOf(plan.node);
  const gone = new Set<FetchNode>();
  const grown = new Map<FetchNode, FetchNode>();
  for (const late of unresolvable) {
    const moved = all.some((early) => {
      if (early.fetch === late.fetch || early.fetch.serviceName !== late.fetch.serviceName || gone.has(early.fetch)) return false;
      const merged = mergeInto(grown.get(early.fetch) ?? early.fetch, early.path, late);
      if (merged) grown.set(early.fetch, merged);
      return merged !== undefined;
    });
    if (!moved) throw new GraphQLError(`subgraph "${late.fetch.serviceName}" cannot be asked for entities at ${JSON.stringify(late.path.join('.'))}`);
    gone.add(late.fetch);
  }
  return mapFetches(plan, (fetch) => (gone.has(fetch) ? [] : [grown.get(fetch) ?? fetch]));
}

type Placed = { fetch: FetchNode; path: readonly string[]; conditions: readonly { variable: string; negated: boolean }[] };

function fetchesOf(node: PlanNode, path: readonly string[] = [], conditions: Placed['conditions'] = []): Placed[] {
  switch (node.kind) {
    case 'Fetch':
      return [{ fetch: node, path, conditions }];
    case 'Flatten':
      return fetchesOf(node.node, [...path, ...node.path.map(String)], conditions);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((inner) => fetchesOf(inner, path, conditions));
    case 'Condition':
      return [
        ...(node.ifClause ? fetchesOf(node.ifClause, path, [...conditions, { variable: node.condition, negated: false }]) : []),
        ...(node.elseClause ? fetchesOf(node.elseClause, path, [...conditions, { variable: node.condition, negated: true }]) : []),
      ];
    case 'Defer':
      return [node.primary.node, ...node.deferred.map((deferred) => deferred.node)].flatMap((inner) => (inner ? fetchesOf(inner, path, conditions) : []));
  }
}

function isUnresolvable(fetch: FetchNode, keys: SubgraphKeys, supergraphSchema: GraphQLSchema): boolean {
  // What goes along with one entity may be told on its type and on its interfaces: together it has to have a key.
  const sent = new Map<string, QueryPlanSelectionNode[]>();
  for (const selection of fetch.requires ?? []) {
    if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) continue;
    const type = sentAs(fetch, selection.typeCondition, supergraphSchema);
    sent.set(type, [...(sent.get(type) ?? []), ...selection.selections]);
  }
  return [...sent].some(([type, selections]) => {
    if (keys.resolvable(fetch.serviceName, type).some((key) => covers(selections, key))) return false;
    // An interface without keys of its own stands for its types, each with theirs.
    return keys.isEntity(fetch.serviceName, type) || !isAbstractType(supergraphSchema.getType(type));
  });
}

/** @returns the earlier fetch with what the later one selects, or undefined where the earlier one does not come by */
function mergeInto(early: FetchNode, earlyPath: readonly string[], late: Placed): FetchNode | undefined {
  if (early.requires ? !startsWith(late.path, earlyPath) : earlyPath.length > 0) return undefined;
  const document = parse(early.operation, { noLocation: true });
  const lateDocument = parse(late.fetch.operation, { noLocation: true });
  const wanted = entityRoot(operationOf(lateDocument)?.selectionSet)?.selections;
  const remaining = late.path.slice(earlyPath.length).filter((step) => step !== '@');
  const operation = operationOf(document);
  if (!operation || !wanted) return undefined;
  const root = early.requires ? entityRoot(operation.selectionSet) : operation.selectionSet;
  const added = late.conditions.length > 0 ? [conditioned(wanted, late.conditions)] : wanted;
  const grown = root && addAt(root, remaining, added);
  if (!grown) return undefined;
  const selectionSet = early.requires
    ? { ...operation.selectionSet, selections: operation.selectionSet.selections.map((one) => (one.kind === Kind.FIELD && one.selectionSet === root ? { ...one, selectionSet: grown } : one)) }
    : grown;
  const variableDefinitions = joinVariables(operation.variableDefinitions ?? [], operationOf(lateDocument)?.variableDefinitions ?? [], late.conditions);
  const definitions = document.definitions.map((one) => (one === operation ? { ...operation, selectionSet, variableDefinitions } : one));
  const rewrites = (late.fetch.outputRewrites ?? []).map((rewrite): FetchDataRewrite => ({ ...rewrite, path: [...remaining, ...rewrite.path] }));
  return {
    ...early,
    operation: stripIgnoredCharacters(print({ ...document, definitions })),
    variableUsages: variableDefinitions.map(({ variable }) => variable.name.value).filter((name) => name !== 'representations'),
    outputRewrites: rewrites.length > 0 ? [...(early.outputRewrites ?? []), ...rewrites] : early.outputRewrites,
  };
}

const startsWith = (path: readonly string[], prefix: readonly string[]) => prefix.every((step, index) => path[index] === step);
const operationOf = (document: DocumentNode): OperationDefinitionNode | undefined => document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);

function entityRoot(root: SelectionSetNode | undefined): SelectionSetNode | undefined {
  for (const selection of root?.selections ?? []) if (selection.kind === Kind.FIELD && selection.name.value === '_entities') return selection.selectionSet;
  return undefined;
}

/** @returns undefined where the path is not selected, or where what is there already clashes with what is added */
function addAt(selectionSet: SelectionSetNode, path: readonly string[], added: readonly SelectionNode[]): SelectionSetNode | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return clash(selectionSet.selections, added) ? undefined : { ...selectionSet, selections: [...selectionSet.selections, ...added] };
  let found = false;
  const selections = selectionSet.selections.map((selection): SelectionNode => {
    if (found || selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return selection;
    if (selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value !== step) return selection;
    const inner = addAt(selection.selectionSet, selection.kind === Kind.FIELD ? rest : path, added);
    if (!inner) return selection;
    found = true;
    return { ...selection, selectionSet: inner };
  });
  return found ? { ...selectionSet, selections } : undefined;
}

/** Whether one response name would stand for two different fields. */
function clash(there: readonly SelectionNode[], added: readonly SelectionNode[]): boolean {
  const names = new Map<string, string>();
  const differs = (selections: readonly SelectionNode[]): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return differs(selection.selectionSet.selections);
      if (selection.kind !== Kind.FIELD) return false;
      const name = (selection.alias ?? selection.name).value;
      const field = `${selection.name.value}(${(selection.arguments ?? []).map(print).join()})`;
      const known = names.get(name) ?? field;
      names.set(name, field);
      return known !== field;
    });
  return differs([...there, ...added]);
}

function conditioned(selections: readonly SelectionNode[], conditions: Placed['conditions']): SelectionNode {
  return conditions.reduce<SelectionNode | undefined>((inner, { variable, negated }) => ({
    kind: Kind.INLINE_FRAGMENT,
    directives: [{
      kind: Kind.DIRECTIVE,
      name: { kind: Kind.NAME, value: negated ? 'skip' : 'include' },
      arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'if' }, value: variableNode(variable) }],
    }],
    selectionSet: { kind: Kind.SELECTION_SET, selections: inner ? [inner] : selections },
  }), undefined) as SelectionNode;
}

const variableNode = (name: string) => ({ kind: Kind.VARIABLE as const, name: { kind: Kind.NAME as const, value: name } });

function joinVariables(early: readonly VariableDefinitionNode[], late: readonly VariableDefinitionNode[], conditions: Placed['conditions']): VariableDefinitionNode[] {
  const all = new Map(early.map((definition) => [definition.variable.name.value, definition]));
  for (const definition of late) if (definition.variable.name.value !== 'representations') all.set(definition.variable.name.value, definition);
  for (const { variable } of conditions) {
    if (all.has(variable)) continue;
    all.set(variable, {
      kind: Kind.VARIABLE_DEFINITION,
      variable: variableNode(variable),
      type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'Boolean' } } },
    });
  }
  return [...all.values()];
}
