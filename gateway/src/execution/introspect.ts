import { Kind, executeSync, visit } from 'graphql';
import type { DefinitionNode, FieldNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { ClientOperation } from './client-operation.ts';

import { put } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import type { Values } from './request-body.ts';

/** Puts what the document asks about the schema itself into `data`. */
export type Introspection = { answer(data: Tree, variables: Values): void };

/**
 * Answered here, from what clients may see; never sent to a subgraph. Without variables it is always the same.
 * @returns null where nothing is asked
 */
export function compileIntrospection(schema: GraphQLSchema, operation: ClientOperation): Introspection | null {
  const { definition, fragments } = operation;
  if (definition.operation !== 'query') return null;
  const asked = [...rootFields(definition.selectionSet, operation, new Set())];
  if (asked.length === 0) return null;
  // Deduplicated by response name: what they ask below it is merged by graphql-js.
  const used = variablesIn([...asked, ...fragments.values()]);
  const definitions: DefinitionNode[] = [
    {
      kind: Kind.OPERATION_DEFINITION,
      operation: definition.operation,
      variableDefinitions: definition.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)),
      selectionSet: { kind: Kind.SELECTION_SET, selections: asked },
    },
    ...fragments.values(),
  ];
  const document = { kind: Kind.DOCUMENT as const, definitions };
  const execute = (variableValues: Values) => executeSync({ schema, document, variableValues: { ...variableValues } }).data ?? {};
  let remembered: Readonly<Record<string, unknown>> | undefined;
  return {
    answer: (data, variables) => {
      const result = used.size > 0 ? execute(variables) : (remembered ??= execute({}));
      for (const name of Object.keys(result)) put(data, name, result[name]);
    },
  };
}

/** `__schema` and `__type` wherever they stand at the root, with the directives of the fragments around them. */
function* rootFields(set: SelectionSetNode, operation: ClientOperation, seen: Set<string>): Generator<FieldNode> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value === '__schema' || selection.name.value === '__type') yield selection;
      continue;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (seen.has(selection.name.value)) continue;
      seen.add(selection.name.value);
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(selection.name.value) : selection;
    if (!fragment) continue;
    for (const field of rootFields(fragment.selectionSet, operation, seen)) yield { ...field, directives: [...(field.directives ?? []), ...(selection.directives ?? [])] };
  }
}

function variablesIn(nodes: readonly (FieldNode | DefinitionNode)[]): Set<string> {
  const names = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

