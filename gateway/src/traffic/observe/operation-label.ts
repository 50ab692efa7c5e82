import type { KnownOperation } from '../../hooks/contract.ts';

/** A label for an operation's name, from a bounded set: names are clients' text, and could be anything or anybody. */
export type LabelOf = (operation: KnownOperation) => string;

/** @param names those that get a label of their own, such as our clients' */
export function createLabelOf(names: readonly string[]): LabelOf {
  const known = new Set(names);
  return (operation) => (operation.name === null ? 'anonymous' : known.has(operation.name) ? operation.name : 'other');
}
