import { Kind, parse } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import type { Program } from '../../execution/contract.ts';
import type { KnownOperation } from '../../hooks/contract.ts';
import type { SheddingConfig } from './shedding-config.ts';

/** @returns the place of an operation's priority in the list; 0 is the most urgent */
export type PriorityOf = (operation: KnownOperation) => number;

export function createPriorityOf(priorities: SheddingConfig['priorities']): PriorityOf {
  const known = new WeakMap<Program, number>();
  const last = priorities.length - 1;
  const find = ({ kind, name, text, program }: KnownOperation): number => {
    const fields = rootFields(parse(text, { noLocation: true }), program.name);
    // The least urgent of the lists that name a field of it: nobody makes a report urgent by signing something beside it.
    const byField = fields.map((field) => priorities.findIndex((one) => one.fields.includes(field)));
    if (byField.length > 0 && byField.every((place) => place >= 0)) return Math.max(...byField);
    const slower = byField.filter((place) => place >= 0 && priorities[place]?.types.length === 0 && place > 0);
    const byName = priorities.findIndex((one) => name !== null && one.operations.includes(name));
    const byType = priorities.findIndex((one) => one.types.some((type) => type === kind));
    const otherwise = byName >= 0 ? byName : byType >= 0 ? byType : last;
    return Math.max(otherwise, ...slower);
  };
  return (operation) => {
    let place = known.get(operation.program);
    if (place === undefined) known.set(operation.program, (place = find(operation)));
    return place;
  };
}

function rootFields(document: DocumentNode, operationName: string | null): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const walk = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (!selection.name.value.startsWith('__')) found.add(selection.name.value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value) walk(one.selectionSet);
      }
    }
  };
  for (const one of document.definitions) {
    if (one.kind === Kind.OPERATION_DEFINITION && (operationName === null || one.name?.value === operationName)) walk(one.selectionSet);
  }
  return [...found];
}
