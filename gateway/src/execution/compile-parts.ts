import { Kind, getNamedType, isCompositeType, isInterfaceType, isObjectType, parse } from 'graphql';
import type { GraphQLCompositeType, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';
import { withoutFilling } from '../planning/settle-conditions.ts';
import type { ClientOperation } from './client-operation.ts';
import type { Part, Plan } from './compile-plan.ts';
import { compileWriter } from './compile-writer.ts';
import type { Writer, Written } from './compile-writer.ts';
import { fieldsNamed, fragmentStep, wayTo, withoutDeferred } from './without-deferred.ts';

/** A part of the answer, ready to be written. */
export type WrittenPart = Part & Written & { schema: GraphQLSchema; write: Writer };

export function compileParts(schema: GraphQLSchema, operation: ClientOperation, rootType: GraphQLCompositeType, { parts, positions }: Plan): WrittenPart[] {
  const { definition, fragments } = operation;
  return parts.map((part) => {
    const fields = part.queryPath.filter((step) => !step.startsWith(fragmentStep));
    const written = {
      fragments,
      selectionSet: parts.length === 1 ? definition.selectionSet : selectionOf(part, parts, operation),
      type: typeAt(schema, operation, rootType, part.queryPath),
      position: fields.join('.'),
    };
    return { ...part, ...written, schema, write: compileWriter(schema, written, positions) };
  });
}

/**
 * What the planner says that a part holds, and the objects that parts of it belong to. The first tells what was not deferred,
 * whole, and what the planner has not deferred though it might have.
 */
function selectionOf(part: Part, parts: readonly Part[], { definition, fragments }: ClientOperation): SelectionSetNode {
  const ways = parts.flatMap((child): SelectionNode[] => {
    if (child.parent !== part.index) return [];
    let selections = wayTo(child.queryPath, [definition.selectionSet], fragments);
    for (const step of part.queryPath) selections = below(selections, step);
    return selections;
  });
  const atOnce = part.parent === null ? withoutDeferred(definition.selectionSet, fragments).selections : [];
  const [planned] = part.subselection === undefined ? [] : parse(part.subselection, { noLocation: true }).definitions;
  return { kind: Kind.SELECTION_SET, selections: [...atOnce, ...ways, ...(planned?.kind === Kind.OPERATION_DEFINITION ? withoutFilling(planned.selectionSet).selections : [])] };
}

const below = (selections: readonly SelectionNode[], step: string): SelectionNode[] =>
  selections.flatMap((node) => {
    const set = node.kind === Kind.FRAGMENT_SPREAD ? undefined : node.selectionSet;
    const isFragment = node.kind !== Kind.FIELD;
    return set && isFragment === step.startsWith(fragmentStep) ? [...set.selections] : [];
  });

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
      return candidates.flatMap((candidate) => candidate.getFields()[name.value] ?? []);
    });
    const next = parents[0] ? getNamedType(parents[0].type) : undefined;
    if (!isCompositeType(next)) throw new Error('a deferred part stands nowhere');
    type = next;
    sets = found.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
  }
  return type;
}
