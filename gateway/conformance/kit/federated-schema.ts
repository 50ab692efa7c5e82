import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { getNamedType, isAbstractType, isEnumType, isInterfaceType, isObjectType, parse } from 'graphql';
import type { DirectiveNode, GraphQLFieldMap, GraphQLNamedType, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { parseFieldSet } from './universe.ts';

/** What a subgraph's own text says of one type of its own. */
export type SubgraphType = {
  keys: { fields: SelectionSetNode; resolvable: boolean }[];
  isInterfaceObject: boolean;
  external: ReadonlySet<string>;
  requires: ReadonlyMap<string, SelectionSetNode>;
  provides: ReadonlyMap<string, SelectionSetNode>;
};

export type Subgraph = { name: string; schema: GraphQLSchema; types: ReadonlyMap<string, SubgraphType> };

/** What the subgraphs that answer a field agree upon. */
export type FederatedField = { requires?: SelectionSetNode; possibleTypes?: Set<string>; enumValues?: Set<string>; isKey?: boolean; isNeeded?: boolean };
export type FederatedType = { fields: Map<string, FederatedField> };

/** @throws Error with what composition says */
export function compose(sources: Readonly<Record<string, string>>): { supergraphSdl: string; subgraphs: Subgraph[] } {
  const services = Object.entries(sources).map(([name, sdl]) => ({ name, url: `http://${name}.example/graphql`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return { supergraphSdl, subgraphs: Object.entries(sources).map(([name, sdl]) => readSubgraph(name, sdl)) };
}

function readSubgraph(name: string, sdl: string): Subgraph {
  const schema = buildSubgraphSchema(parse(sdl));
  const types = new Map<string, SubgraphType>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || (!isObjectType(type) && !isInterfaceType(type))) continue;
    const own = [type.astNode, ...type.extensionASTNodes].flatMap((node) => [...(node?.directives ?? [])]);
    const externalType = own.some((directive) => isDirective(directive, 'external'));
    const fields = Object.values(type.getFields()).map((field) => ({ name: field.name, directives: [...(field.astNode?.directives ?? [])] }));
    const fieldSets = (directiveName: string) =>
      new Map(fields.flatMap((field) => {
        const directive = field.directives.find((one) => isDirective(one, directiveName));
        return directive ? [[field.name, parseFieldSet(argument(directive, 'fields') ?? '')] as const] : [];
      }));
    types.set(type.name, {
      keys: own.filter((one) => isDirective(one, 'key')).map((one) => ({ fields: parseFieldSet(argument(one, 'fields') ?? ''), resolvable: argument(one, 'resolvable') !== 'false' })),
      isInterfaceObject: own.some((one) => isDirective(one, 'interfaceObject')),
      external: new Set(fields.filter((field) => externalType || field.directives.some((one) => isDirective(one, 'external'))).map((field) => field.name)),
      requires: fieldSets('requires'),
      provides: fieldSets('provides'),
    });
  }
  return { name, schema, types };
}

const isDirective = (node: DirectiveNode, name: string) => node.name.value === name || node.name.value === `federation__${name}`;

function argument(node: DirectiveNode, name: string): string | undefined {
  const value = node.arguments?.find((arg) => arg.name.value === name)?.value;
  return value && 'value' in value ? String(value.value) : undefined;
}

/** Joins what subgraphs say of each concrete type's fields, so that the universe makes only values that all of them can give. */
export function federate(schema: GraphQLSchema, subgraphs: readonly Subgraph[]): Map<string, FederatedType> {
  const federated = new Map<string, FederatedType>();
  const needed = new Set(subgraphs.flatMap(({ types }) => [...types.values()].flatMap(({ keys, requires }) => [...keys.map(({ fields }) => fields), ...requires.values()].flatMap(fieldNames))));
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const fields = new Map<string, FederatedField>();
    for (const field of Object.values(type.getFields())) fields.set(field.name, { isNeeded: needed.has(field.name) });
    federated.set(type.name, { fields });
    for (const subgraph of subgraphs) {
      for (const name of [type.name, ...type.getInterfaces().map((one) => one.name)]) {
        const said = subgraph.types.get(name);
        if (!said || (name !== type.name && !said.isInterfaceObject)) continue;
        addSubgraph(fields, schema, subgraph, said, fieldsOf(subgraph.schema.getType(name)));
      }
    }
  }
  return federated;
}

function addSubgraph(fields: Map<string, FederatedField>, schema: GraphQLSchema, subgraph: Subgraph, said: SubgraphType, own: GraphQLFieldMap<unknown, unknown>) {
  for (const field of Object.values(own)) {
    const known = fields.get(field.name);
    if (!known) continue;
    const requires = said.requires.get(field.name);
    if (requires) known.requires = requires;
    if (said.keys.some((key) => key.fields.selections.some((one) => one.kind === 'Field' && one.name.value === field.name))) known.isKey = true;
    const result = getNamedType(field.type);
    if (isEnumType(result)) known.enumValues = common(known.enumValues, result.getValues().map(({ name }) => name));
    const possible = concreteTypes(schema, subgraph, result);
    if (possible) known.possibleTypes = common(known.possibleTypes, possible);
  }
}

/** The supergraph's object types that a subgraph's type can stand for. */
function concreteTypes(schema: GraphQLSchema, subgraph: Subgraph, type: GraphQLNamedType): string[] | undefined {
  const whole = schema.getType(type.name);
  if (subgraph.types.get(type.name)?.isInterfaceObject && isAbstractType(whole)) return names(schema.getPossibleTypes(whole));
  if (isAbstractType(type)) return names(subgraph.schema.getPossibleTypes(type));
  return isObjectType(type) ? [type.name] : undefined;
}

const fieldNames = (selectionSet: SelectionSetNode): string[] =>
  selectionSet.selections.flatMap((one) => [...(one.kind === 'Field' ? [one.name.value] : []), ...(one.kind !== 'FragmentSpread' && one.selectionSet ? fieldNames(one.selectionSet) : [])]);
const names = (types: readonly GraphQLObjectType[]) => types.map(({ name }) => name);
const common = (known: Set<string> | undefined, more: readonly string[]) => new Set(more.filter((one) => !known || known.has(one)));
export const fieldsOf = (type: GraphQLNamedType | undefined): GraphQLFieldMap<unknown, unknown> => (isObjectType(type) || isInterfaceType(type) ? type.getFields() : {});
