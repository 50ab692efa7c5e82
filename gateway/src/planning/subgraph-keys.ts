import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, SelectionSetNode, TypeDefinitionNode } from 'graphql';

/** By which keys a subgraph can find an entity, as the supergraph has it. */
export type SubgraphKeys = {
  /** Empty where the type is no entity there, or only one that cannot be looked up (`resolvable: false`). */
  resolvable(service: string, type: string): readonly SelectionSetNode[];
  isEntity(service: string, type: string): boolean;
  isInterfaceObject(service: string, type: string): boolean;
  hasInterfaceObjectsIn(service: string): boolean;
  /** Interfaces that some subgraph knows as an object. */
  interfaceObjects: ReadonlySet<string>;
};

export function readSubgraphKeys(document: DocumentNode): SubgraphKeys {
  const services = serviceNames(document);
  const keys = new Map<string, SelectionSetNode[]>();
  const interfaceObjects = new Set<string>();
  const interfaceNames = new Set<string>();
  const servicesWithInterfaceObjects = new Set<string>();
  for (const definition of document.definitions) {
    if (!isJoinedType(definition)) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'join__type') continue;
      const graph = stringArgument(directive, 'graph') ?? '';
      const name = `${services.get(graph) ?? graph} ${definition.name.value}`;
      if (isTrue(directive, 'isInterfaceObject')) {
        interfaceObjects.add(name);
        interfaceNames.add(definition.name.value);
        servicesWithInterfaceObjects.add(services.get(graph) ?? graph);
      }
      const text = stringArgument(directive, 'key');
      if (text === undefined) continue;
      const known = keys.get(name) ?? [];
      keys.set(name, known);
      if (isResolvable(directive)) known.push(parseFieldSet(text));
    }
  }
  return {
    resolvable: (service, type) => keys.get(`${service} ${type}`) ?? [],
    isEntity: (service, type) => keys.has(`${service} ${type}`),
    isInterfaceObject: (service, type) => interfaceObjects.has(`${service} ${type}`),
    hasInterfaceObjectsIn: (service) => servicesWithInterfaceObjects.has(service),
    interfaceObjects: interfaceNames,
  };
}

/**
 * The planner returns to a subgraph by the first key it finds there, one that is not resolvable included. So those come
 * last, for the planner's eyes.
 * @returns the same document where there is nothing to move
 */
export function resolvableKeysFirst(document: DocumentNode): DocumentNode {
  let moved = false;
  const definitions = document.definitions.map((definition) => {
    if (!isJoinedType(definition) || !definition.directives) return definition;
    const last = definition.directives.filter((directive) => directive.name.value === 'join__type' && !isResolvable(directive));
    if (last.length === 0) return definition;
    moved = true;
    return { ...definition, directives: [...definition.directives.filter((directive) => !last.includes(directive)), ...last] } as typeof definition;
  });
  return moved ? { ...document, definitions } : document;
}

/** Subgraph names by their names in `join__Graph`. */
export function serviceNames(document: DocumentNode): Map<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const name = graph && stringArgument(graph, 'name');
      if (name !== undefined) names.set(value.name.value, name);
    }
  }
  return names;
}

export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`not a set of fields: ${text}`);
  return operation.selectionSet;
}

/** The text of a string or enum argument. */
export function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

const isResolvable = (directive: ConstDirectiveNode) => booleanArgument(directive, 'resolvable') !== false;
const isTrue = (directive: ConstDirectiveNode, name: string) => booleanArgument(directive, name) === true;

function booleanArgument(directive: ConstDirectiveNode, name: string): boolean | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

function isJoinedType(definition: DocumentNode['definitions'][number]): definition is TypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}
