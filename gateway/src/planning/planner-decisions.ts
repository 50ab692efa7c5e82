import { FragmentElement, baseType, federationMetadata, isCompositeType, isInterfaceType, isObjectType } from '@apollo/federation-internals';
import type { CompositeType, Selection } from '@apollo/federation-internals';
import type { Edge, QueryGraph, Vertex } from '@apollo/query-graphs';

/** Whether something selected is not the subgraph's own. Types are those of the subgraph's schema. */
export function isForeign(selection: Selection, parentType: CompositeType): boolean {
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

/** Where a step leads: `null` to where one is, `undefined` nowhere. */
type Step<Trigger> = (graph: QueryGraph, vertex: Vertex, trigger: Trigger, overrideConditions: Map<string, boolean>) => Edge | null | undefined;

/** A thing of one type is, to an interface object, the same thing. */
export function staysOnInterfaceObject<Trigger>(step: Step<Trigger>): Step<Trigger> {
  return (graph, vertex, trigger, overrideConditions) => {
    const edge = step(graph, vertex, trigger, overrideConditions);
    if (edge !== undefined || !(trigger instanceof FragmentElement)) return edge;
    const type = trigger.typeCondition?.name;
    return graph.outEdges(vertex).some(({ transition }) => transition.kind === 'InterfaceObjectFakeDownCast' && transition.castedTypeName === type) ? null : undefined;
  };
}
