import { Kind } from 'graphql';
import type { FieldNode, InlineFragmentNode, SelectionNode, SelectionSetNode } from 'graphql';
import { responseName } from './client-operation.ts';
import type { ClientOperation } from './client-operation.ts';

export const fragmentStep = '... on ';

/** The client's selection without what is told later. The planner's own word for it lacks objects of which everything is deferred. */
export function withoutDeferred(set: SelectionSetNode, fragments: ClientOperation['fragments']): SelectionSetNode {
  const done = new Map<SelectionSetNode, SelectionSetNode>();
  const strip = (from: SelectionSetNode): SelectionSetNode => {
    let to = done.get(from);
    if (!to) done.set(from, (to = { ...from, selections: from.selections.flatMap(stripOne) }));
    return to;
  };
  const stripOne = (node: SelectionNode): SelectionNode[] => {
    if (node.kind === Kind.FIELD) return [node.selectionSet ? { ...node, selectionSet: strip(node.selectionSet) } : node];
    if (isDeferred(node)) return [];
    if (node.kind === Kind.INLINE_FRAGMENT) return [{ ...node, selectionSet: strip(node.selectionSet) }];
    const fragment = fragments.get(node.name.value);
    return fragment ? [{ kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, directives: node.directives, selectionSet: strip(fragment.selectionSet) }] : [];
  };
  return strip(set);
}

const isDeferred = ({ directives }: SelectionNode) => directives?.some(({ name }) => name.value === 'defer') === true;

/** The fields on the way to a deferred part, with nothing in the last: its object is there before the part is. */
export function wayTo(path: readonly string[], sets: readonly SelectionSetNode[], fragments: ClientOperation['fragments']): SelectionNode[] {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  if (step.startsWith(fragmentStep)) {
    const selections = wayTo(rest, sets, fragments);
    const fragment: InlineFragmentNode = {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: step.slice(fragmentStep.length) } },
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    };
    return selections.length > 0 ? [fragment] : [];
  }
  const found = fieldsNamed(sets, step, fragments);
  const below = found.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
  return found.map((field) => ({ ...field, selectionSet: { kind: Kind.SELECTION_SET, selections: wayTo(rest, below, fragments) } }));
}

/** Every field with this response name, whatever fragments it stands in. */
export function fieldsNamed(sets: readonly SelectionSetNode[], response: string, fragments: ClientOperation['fragments']): FieldNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((node) => {
      if (node.kind === Kind.FIELD) return responseName(node) === response ? [node] : [];
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      return fragment ? fieldsNamed([fragment.selectionSet], response, fragments) : [];
    }),
  );
}
