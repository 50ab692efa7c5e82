import { SelectionSet, baseType, federationMetadata, isCompositeType, isInterfaceType, isObjectType } from '@apollo/federation-internals';
import type { CompositeType, Selection } from '@apollo/federation-internals';

/**
 * The planner moves what a requirement needs into an earlier fetch wherever the subgraph's type has such fields, and does
 * not look whether the subgraph only knows them from others (`@external`). A field whose requirement is met by another
 * field's requirement was then asked for before either: a subgraph got its own external field as a question. The answer to
 * "may this selection move there" is corrected here; an unmoved selection is fetched where it was planned first.
 *
 * There is no seam for it: the planner asks a method of each selection set, and makes those itself. So the method is another
 * while `plan` runs, which is synchronous, and is put back: composition, stock gateways and other planners of this process
 * keep Apollo's.
 */
export function correctly<T>(plan: () => T): T {
  const decidedByApollo = SelectionSet.prototype.canRebaseOn;
  SelectionSet.prototype.canRebaseOn = function canRebaseOn(this: SelectionSet, parentType: CompositeType): boolean {
    return decidedByApollo.call(this, parentType) && !this.selections().some((selection) => isForeign(selection, parentType));
  };
  try {
    return plan();
  } finally {
    SelectionSet.prototype.canRebaseOn = decidedByApollo;
  }
}

/** Whether something selected is not the subgraph's own. Types are those of the subgraph's schema. */
function isForeign(selection: Selection, parentType: CompositeType): boolean {
  if (selection.kind === 'FragmentSelection') {
    const condition = selection.element.typeCondition ? parentType.schema().type(selection.element.typeCondition.name) : parentType;
    return condition !== undefined && isCompositeType(condition) && selection.selectionSet.selections().some((inner) => isForeign(inner, condition));
  }
  const field = isObjectType(parentType) || isInterfaceType(parentType) ? parentType.field(selection.element.name) : undefined;
  if (!field) return false;
  if (federationMetadata(parentType.schema())?.isFieldExternal(field)) return true;
  const type = field.type && baseType(field.type);
  return type !== undefined && isCompositeType(type) && (selection.selectionSet?.selections() ?? []).some((inner) => isForeign(inner, type));
}
