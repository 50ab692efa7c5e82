import { Kind, visit } from 'graphql';
import type { ASTNode, ConstDirectiveNode, DirectiveNode, DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

/** What variables of conditions are. */
export type Settled = ReadonlyMap<string, boolean>;

const conditional = new Set(['skip', 'include', 'defer']);

/** Variables on which it depends what one operation asks, or what of it is deferred, in the order in which they are met. */
export function conditionVariables(document: DocumentNode, operationName: string | undefined): string[] {
  const found = new Set<string>();
  const { operation, fragments } = operationIn(document, operationName);
  if (!operation) return [];
  const seen = new Set<string>();
  const walk = (node: OperationDefinitionNode | FragmentDefinitionNode) =>
    void visit(node.selectionSet, {
      Directive: (directive) => {
        const condition = conditionOf(directive);
        if (condition?.kind === Kind.VARIABLE) found.add(condition.name.value);
      },
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || seen.has(name.value)) return;
        seen.add(name.value);
        walk(fragment);
      },
    });
  walk(operation);
  return [...found];
}

/**
 * One operation as it is when conditions are known: what `@skip` and `@include` leave out is gone, and so are they; `@defer`
 * stays where it defers. Conditions on other variables stay. Where everything is left out, a selection is empty: a planner
 * has to be shown something in its place (`filled`).
 * @returns the same document where it has no condition that is known
 */
export function settleConditions(document: DocumentNode, operationName: string | undefined, settled: Settled): DocumentNode {
  const { operation, fragments } = operationIn(document, operationName);
  if (!operation) return document;
  let changed = false;
  const done = new Map<string, FragmentDefinitionNode>();
  const settledFragment = (name: string): FragmentDefinitionNode | undefined => {
    const known = done.get(name);
    const fragment = fragments.get(name);
    if (known || !fragment) return known;
    const made = { ...fragment, selectionSet: settle(fragment.selectionSet) };
    done.set(name, made);
    return made;
  };
  const settle = (set: SelectionSetNode): SelectionSetNode => ({ ...set, selections: set.selections.flatMap(settleOne) });
  const settleOne = (node: SelectionNode): SelectionNode[] => {
    const directives = keptDirectives(node.directives ?? [], settled);
    if (directives?.length !== (node.directives?.length ?? 0)) changed = true;
    if (!directives) return [];
    if (node.kind === Kind.FRAGMENT_SPREAD) return settledFragment(node.name.value)?.selectionSet.selections.length === 0 ? [] : [{ ...node, directives: refreshed(directives) }];
    if (node.kind === Kind.FIELD) return [{ ...node, directives, selectionSet: node.selectionSet && settle(node.selectionSet) }];
    const selectionSet = settle(node.selectionSet);
    return selectionSet.selections.length === 0 ? [] : [{ ...node, directives: refreshed(directives), selectionSet }];
  };
  const refreshed = (directives: readonly DirectiveNode[]) => directives.map((directive) => withoutKnownCondition(directive, settled, () => (changed = true)));
  const root = { ...operation, selectionSet: settle(operation.selectionSet) };
  return changed ? { ...document, definitions: [root, ...[...done.values()].filter(({ selectionSet }) => selectionSet.selections.length > 0)] } : document;
}

/** The same with `__typename` where nothing is selected any more; under a name of its own where parts are deferred, of which the planner says what is in them. */
export function filled(document: DocumentNode): DocumentNode {
  const filling = document.definitions.some(defers) ? { ...typename, alias: { kind: Kind.NAME as const, value: fillingName } } : typename;
  return visit(document, { SelectionSet: (set) => (set.selections.length === 0 ? { ...set, selections: [filling] } : undefined) });
}

export function withoutFilling(set: SelectionSetNode): SelectionSetNode {
  return visit(set, { Field: ({ alias }) => (alias?.value === fillingName ? null : undefined) });
}

function defers(definition: ASTNode): boolean {
  let found = false;
  visit(definition, { Directive: ({ name }) => void (found ||= name.value === 'defer') });
  return found;
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const fillingName = '__nothing';

/** @returns undefined where the selection is left out */
function keptDirectives(directives: readonly DirectiveNode[], settled: Settled): DirectiveNode[] | undefined {
  const kept: DirectiveNode[] = [];
  for (const directive of directives) {
    const holds = conditional.has(directive.name.value) ? valueOf(conditionOf(directive), settled) : undefined;
    if (holds === undefined) kept.push(directive);
    else if (directive.name.value === 'defer') {
      if (holds) kept.push(directive);
    } else if (holds !== (directive.name.value === 'include')) return undefined;
  }
  return kept;
}

/** `@defer(if: true)` is plain `@defer`. */
function withoutKnownCondition(directive: DirectiveNode, settled: Settled, note: () => void): DirectiveNode {
  if (directive.name.value !== 'defer' || valueOf(conditionOf(directive), settled) === undefined) return directive;
  note();
  return { ...directive, arguments: directive.arguments?.filter(({ name }) => name.value !== 'if') };
}

const conditionOf = (directive: DirectiveNode | ConstDirectiveNode) => (conditional.has(directive.name.value) ? directive.arguments?.find(({ name }) => name.value === 'if')?.value : undefined);

function valueOf(condition: ReturnType<typeof conditionOf>, settled: Settled): boolean | undefined {
  if (condition?.kind === Kind.BOOLEAN) return condition.value;
  return condition?.kind === Kind.VARIABLE ? settled.get(condition.name.value) : undefined;
}

function operationIn(document: DocumentNode, operationName: string | undefined) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || definition.name?.value === operationName)) operation ??= definition;
  }
  return { operation, fragments };
}
