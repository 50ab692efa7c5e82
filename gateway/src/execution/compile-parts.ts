import { Kind, getNamedType, isCompositeType, isInterfaceType, isObjectType, parse } from 'graphql';
import type { GraphQLCompositeType, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';
import { responseName } from './client-operation.ts';
import type { ClientOperation } from './client-operation.ts';
import type { Part, Plan } from './compile-plan.ts';
import { compileWriter } from './compile-writer.ts';
import type { Writer, Written } from './compile-writer.ts';

/** A part of the answer, ready to be written. */
export type WrittenPart = Part & Written & { schema: GraphQLSchema; write: Writer };

/** @param extra selections that no plan knows of: what is asked about the schema itself */
export function compileParts(schema: GraphQLSchema, operation: ClientOperation, rootType: GraphQLCompositeType, { parts, positions }: Plan, extra: readonly SelectionNode[]): WrittenPart[] {
  return parts.map((part) => {
    const { definition, fragments } = operation;
    const whole = part.parent === null && part.subselection === undefined;
    const selectionSet = whole ? definition.selectionSet : selectionOf(part.subselection, part.parent === null ? [...extra, ...typenamesIn(definition.selectionSet)] : []);
    const fields = part.queryPath.filter((step) => !step.startsWith(fragmentStep));
    const written = { fragments, selectionSet, type: typeAt(schema, operation, rootType, part.queryPath), position: fields.join('.') };
    return { ...part, ...written, schema, write: compileWriter(schema, written, positions) };
  });
}

export const fragmentStep = '... on ';

function selectionOf(text: string | undefined, extra: readonly SelectionNode[]): SelectionSetNode {
  const [definition] = parse(text ?? '{ __typename }', { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a deferred part is no selection');
  return { kind: Kind.SELECTION_SET, selections: [...extra, ...definition.selectionSet.selections] };
}

/** The planner has no need of the root's own name. */
const typenamesIn = ({ selections }: SelectionSetNode) => selections.filter((node) => node.kind === Kind.FIELD && node.name.value === '__typename');

/** The type of the objects that a deferred part belongs to. */
function typeAt(schema: GraphQLSchema, { definition, fragments }: ClientOperation, rootType: GraphQLCompositeType, path: readonly string[]): GraphQLCompositeType {
  let type = rootType;
  let sets: readonly SelectionSetNode[] = [definition.selectionSet];
  for (const step of path) {
    if (step.startsWith(fragmentStep)) {
      const condition = schema.getType(step.slice(fragmentStep.length));
      if (isCompositeType(condition)) type = condition;
      continue;
    }
    const found = fieldsNamed(sets, step, fragments);
    const parents = found.flatMap(({ name }) => {
      const candidates = isObjectType(type) || isInterfaceType(type) ? [type] : schema.getPossibleTypes(type);
      return candidates.flatMap((candidate) => candidate.getFields()[name] ?? []);
    });
    const next = parents[0] ? getNamedType(parents[0].type) : undefined;
    if (!isCompositeType(next)) throw new Error('a deferred part stands nowhere');
    type = next;
    sets = found.flatMap(({ set }) => set);
  }
  return type;
}

function fieldsNamed(sets: readonly SelectionSetNode[], response: string, fragments: ClientOperation['fragments']): { name: string; set: SelectionSetNode[] }[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((node) => {
      if (node.kind === Kind.FIELD) return responseName(node) === response ? [{ name: node.name.value, set: node.selectionSet ? [node.selectionSet] : [] }] : [];
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      return fragment ? fieldsNamed([fragment.selectionSet], response, fragments) : [];
    }),
  );
}
