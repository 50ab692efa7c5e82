import { SelectionSet, isCompositeType, possibleRuntimeTypes } from '@apollo/federation-internals';
import type { CompositeType, OperationPath, Schema, Selection } from '@apollo/federation-internals';
import { replaceMethod } from './replace-method.ts';

/** What the planner knows of a fetch while it plans. */
export type FetchGroup = {
  parentType: CompositeType;
  addAtPath(path: OperationPath, selection?: Selection | SelectionSet | readonly Selection[]): void;
  addParent(parent: { group: FetchGroup }): void;
  mergeInWithAllDependencies(other: FetchGroup): void;
  removeChild(child: FetchGroup): void;
  parents(): readonly { group: FetchGroup }[];
  children(): readonly FetchGroup[];
};

export const isFetchGroup = (value: unknown): value is FetchGroup => typeof value === 'object' && value !== null && 'mergeInWithAllDependencies' in value;

/**
 * 1. Fetches from one subgraph with the same inputs become one, also where one waits for the other: then it waited for itself,
 * or for what waits for it, and planning took all memory there is. Who has the same inputs need not wait.
 *
 * 2. What joins a fetch, joins it at a place that may be of one type only: what was asked of other types cannot come there, and
 * the planner gave up.
 * @returns what puts the methods back
 */
export function correctGroups(groups: FetchGroup): (() => void)[] {
  return [
    replaceMethod(groups, 'mergeInWithAllDependencies', (apollos) => function mergeInWithAllDependencies(this: FetchGroup, other) {
      for (const { group } of [...this.parents()]) if (leadsTo(other, group)) group.removeChild(this);
      apollos.call(this, other);
    }),
    replaceMethod(groups, 'addParent', (apollos) => function addParent(this: FetchGroup, parent) {
      if (parent.group === this) return;
      if (leadsTo(this, parent.group)) throw new Error('fetches would wait for each other');
      apollos.call(this, parent);
    }),
    replaceMethod(groups, 'addAtPath', (apollos) => function addAtPath(this: FetchGroup, path, selection) {
      const types = selection instanceof SelectionSet ? typesAt(path, this.parentType.schema()) : undefined;
      const possible = types && selection instanceof SelectionSet ? onTypes(selection, types, this.parentType.schema()) : selection;
      if (!(possible instanceof SelectionSet) || !possible.isEmpty()) apollos.call(this, path, possible);
    }),
  ];
}

function leadsTo(from: FetchGroup, to: FetchGroup): boolean {
  const seen = new Set([from]);
  for (const group of seen) {
    if (group === to) return true;
    for (const child of group.children()) seen.add(child);
  }
  return false;
}

type TypeNames = ReadonlySet<string>;

/** By the last field of a path and the fragments after it. */
function typesAt(path: OperationPath, schema: Schema): TypeNames | undefined {
  let types: TypeNames | undefined;
  for (const element of path) types = element.kind === 'Field' ? typesOf(element.baseType().name, schema) : common(types, typesOf(element.typeCondition?.name, schema));
  return types;
}

function onTypes(selectionSet: SelectionSet, types: TypeNames, schema: Schema): SelectionSet {
  return selectionSet.lazyMap((selection) => {
    if (selection.kind !== 'FragmentSelection') return selection;
    const both = common(types, typesOf(selection.element.typeCondition?.name, schema));
    if (!both) return selection;
    if (both.size === 0) return undefined;
    const inner = onTypes(selection.selectionSet, both, schema);
    return inner.isEmpty() ? undefined : selection.withUpdatedSelectionSet(inner);
  });
}

function typesOf(name: string | undefined, schema: Schema): TypeNames | undefined {
  const type = name === undefined ? undefined : schema.type(name);
  return type && isCompositeType(type) ? new Set(possibleRuntimeTypes(type).map((one) => one.name)) : undefined;
}

function common(a: TypeNames | undefined, b: TypeNames | undefined): TypeNames | undefined {
  return a && b ? new Set([...a].filter((one) => b.has(one))) : (a ?? b);
}
