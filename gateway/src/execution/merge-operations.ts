import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type { DefinitionNode, FieldNode, OperationDefinitionNode, VariableDefinitionNode } from 'graphql';
import type { SubgraphOperation } from './selected-fields.ts';

export const representationsName = 'representations';

/** What several requests for entities are called in one: `_0`, `_1`… with `$representations_0`, `$representations_1`… */
export const entitiesAlias = (lane: number) => `_${lane}`;

/**
 * Several fetches of entities as one operation. The client's variables mean the same in all of them.
 * @param lanes with their numbers, which name them, and the variables that are each lane's own
 */
export function mergeOperations(lanes: readonly { lane: number; operation: SubgraphOperation; renames: ReadonlyMap<string, string> }[]): string {
  const variables = new Map<string, VariableDefinitionNode>();
  const fields: FieldNode[] = [];
  const fragments: DefinitionNode[] = [];
  for (const { lane, operation, renames } of lanes) {
    for (const variable of operation.definition.variableDefinitions ?? []) {
      const name = renames.get(variable.variable.name.value) ?? variable.variable.name.value;
      variables.set(name, { ...variable, variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } });
    }
    const renamed = renameIn(operation.document.definitions, lane, renames);
    for (const definition of renamed) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.push(definition);
      else if (definition.kind === Kind.OPERATION_DEFINITION) {
        for (const field of definition.selectionSet.selections) {
          if (field.kind === Kind.FIELD) fields.push({ ...field, alias: { kind: Kind.NAME, value: entitiesAlias(lane) } });
        }
      }
    }
  }
  const first = lanes[0]?.operation.definition;
  const operation: OperationDefinitionNode = {
    ...(first as OperationDefinitionNode),
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
  return stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }));
}

/** Fragments of two operations may have one name; `representations` is a name in all of them. */
function renameIn(definitions: readonly DefinitionNode[], lane: number, renames: ReadonlyMap<string, string>): DefinitionNode[] {
  const named = (value: string) => ({ kind: Kind.NAME as const, value });
  return definitions.map((definition) =>
    visit(definition, {
      Variable: (node) => ({ ...node, name: named(renames.get(node.name.value) ?? node.name.value) }),
      FragmentSpread: (node) => ({ ...node, name: named(`${node.name.value}_${lane}`) }),
      FragmentDefinition: { leave: (node) => ({ ...node, name: named(`${node.name.value}_${lane}`) }) },
    }),
  );
}
