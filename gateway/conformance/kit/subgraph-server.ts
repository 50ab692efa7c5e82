import { GraphQLError, execute, getNamedType, isCompositeType, isObjectType, parse, validate } from 'graphql';
import type { ExecutionResult, GraphQLFieldResolver, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import type { Subgraph } from './federated-schema.ts';
import { canonical } from './universe.ts';
import type { Thing, Universe } from './universe.ts';

export type SubgraphQuery = { query: string; variables?: Readonly<Record<string, unknown>>; operationName?: string };
export type Resolvers = Readonly<Record<string, Readonly<Record<string, GraphQLFieldResolver<Thing, unknown>>>>>;
export type SubgraphServer = { name: string; answer(request: SubgraphQuery): Promise<ExecutionResult> };

/**
 * A strict subgraph over the universe. It refuses what a real one could not answer: a document that is not valid, a
 * representation without a whole resolvable key, an external field that nothing provides, a field whose `@requires` did
 * not come or came wrong.
 */
export function createSubgraphServer(subgraph: Subgraph, universe: Universe, own: Resolvers = {}): SubgraphServer {
  const { schema, types } = subgraph;
  const entities = schema.getQueryType()?.getFields()['_entities'];
  if (entities) entities.resolve = (_root, args: { representations: Record<string, unknown>[] }) => args.representations.map(entityOf);
  const anyEntity = schema.getType('_Entity');
  if (anyEntity && 'resolveType' in anyEntity) anyEntity.resolveType = (thing: Thing) => nameHere(thing);
  for (const [type, fields] of Object.entries(own)) {
    const definition = schema.getType(type);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = isObjectType(definition) ? definition.getFields()[name] : undefined;
      if (name !== '__resolveReference' && !field) throw new GraphQLError(`${subgraph.name} has no ${type}.${name}`);
      if (field) field.resolve = resolve;
    }
  }

  /** An entity of an interface that is an object here goes by the interface's name. */
  function nameHere(thing: Thing): string {
    if (thing.representation && isObjectType(schema.getType(String(thing.representation['__typename'])))) return String(thing.representation['__typename']);
    return thing.type;
  }

  function entityOf(representation: Record<string, unknown>): unknown {
    const typename = String(representation['__typename']);
    const resolver = own[typename]?.['__resolveReference'];
    if (resolver) return resolver({ type: typename, n: 0, representation }, {}, undefined, {} as GraphQLResolveInfo);
    const keys = (types.get(typename)?.keys ?? []).filter((key) => key.resolvable && covers(representation, key.fields));
    const [key] = keys;
    if (!key) return new GraphQLError(`${subgraph.name} cannot resolve ${canonical(representation)} as ${typename}`);
    const found = universe.things(typename).find((thing) => keys.every((one) => canonical(universe.select(thing, one.fields)) === canonical(pick(representation, one.fields))));
    return found ? { ...found, representation } : null;
  }

  const fieldResolver: GraphQLFieldResolver<Thing | undefined, unknown> = (source, args: Record<string, unknown>, _context, info) => {
    const thing = source ?? { type: info.parentType.name, n: 0 };
    const said = types.get(info.parentType.name);
    const requires = said?.requires.get(info.fieldName);
    if (requires) checkRequired(thing, requires, `${info.parentType.name}.${info.fieldName}`);
    const isKey = said?.keys.some((key) => selects(key.fields, info.fieldName));
    const provided = selectionIn(thing.provided, info.fieldName);
    if (said?.external.has(info.fieldName) && !isKey && !provided) throw new GraphQLError(`${subgraph.name} does not have ${info.parentType.name}.${info.fieldName}: it is external`);
    const value = universe.value(thing, info.fieldName, args);
    const provides = said?.provides.get(info.fieldName) ?? provided?.selectionSet;
    return provides && isCompositeType(getNamedType(info.returnType)) ? withProvided(value, provides) : value;
  };

  function withProvided(value: unknown, provided: SelectionSetNode): unknown {
    if (Array.isArray(value)) return value.map((one) => withProvided(one, provided));
    return typeof value === 'object' && value !== null ? { ...value, provided } : value;
  }

  function checkRequired(thing: Thing, requires: SelectionSetNode, field: string) {
    const expected = canonical(universe.select(thing, requires));
    const came = canonical(pick(thing.representation ?? {}, requires));
    // What the field that led here provides is known here without being sent.
    const provided = requires.selections.every((one) => one.kind === 'Field' && selectionIn(thing.provided, one.name.value) !== undefined);
    if (expected !== came && !provided) throw new GraphQLError(`${subgraph.name} was asked for ${field} with ${came} in place of ${expected}`);
  }

  return {
    name: subgraph.name,
    answer: async ({ query, variables, operationName }) => {
      const document = parse(query);
      const faults = validate(schema, document);
      if (faults.length > 0) return { errors: faults };
      return execute({ schema, document, variableValues: variables, operationName, fieldResolver, typeResolver: (thing: Thing) => nameHere(thing) });
    },
  };
}

function covers(value: unknown, selectionSet: SelectionSetNode): boolean {
  if (Array.isArray(value)) return value.every((one) => covers(one, selectionSet));
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return selectionSet.selections.every((selection) => {
    if (selection.kind !== 'Field') return true;
    const inner = record[selection.name.value];
    if (inner === undefined || inner === null) return false;
    return selection.selectionSet ? covers(inner, selection.selectionSet) : true;
  });
}

/** What a field set selects of a value, by the types that the value names. */
function pick(value: unknown, selectionSet: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, selectionSet));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  const picked: Record<string, unknown> = {};
  for (const selection of selectionSet.selections) {
    if (selection.kind === 'Field') {
      const inner = record[selection.name.value];
      if (inner !== undefined) picked[selection.name.value] = selection.selectionSet ? pick(inner, selection.selectionSet) : inner;
    } else if (selection.kind === 'InlineFragment') {
      Object.assign(picked, pick(value, selection.selectionSet));
    }
  }
  return picked;
}

function selectionIn(selectionSet: SelectionSetNode | undefined, name: string): { selectionSet?: SelectionSetNode } | undefined {
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind === 'Field' && selection.name.value === name) return selection;
    const inner = selection.kind === 'InlineFragment' ? selectionIn(selection.selectionSet, name) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

const selects = (selectionSet: SelectionSetNode, name: string) => selectionIn(selectionSet, name) !== undefined;
