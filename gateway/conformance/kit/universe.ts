import { createHash } from 'node:crypto';
import { GraphQLError, getArgumentValues, isAbstractType, isCompositeType, isEnumType, isInterfaceType, isListType, isNonNullType, isObjectType, parse } from 'graphql';
import type { GraphQLNamedType, GraphQLNullableType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { FederatedField, FederatedType } from './federated-schema.ts';

/** One thing of the universe: of a concrete type, the n-th of its kind. */
export type Thing = {
  readonly type: string;
  readonly n: number;
  /** What the gateway sent when it asked for this thing as an entity. */
  readonly representation?: Readonly<Record<string, unknown>>;
  /** What the field that led here provides, as of `@provides`. */
  readonly provided?: SelectionSetNode;
};

const instances = [1, 2, 3];

/**
 * Knows a value for every field of every thing, from a hash of their names: a monolith and every subgraph ask the same
 * universe, so what a federation answers can be held against what one server would have answered.
 */
export type Universe = {
  value(thing: Thing, field: string, args: Readonly<Record<string, unknown>>): unknown;
  /** The value of a set of fields, as it must come in a representation. */
  select(thing: Thing, selectionSet: SelectionSetNode): Record<string, unknown>;
  /** Every thing that is of a type, interface or union. */
  things(type: string): Thing[];
};

export type UniverseOptions = {
  /** Whether what may be null is, here and there, and lists are of any length. Never in keys. */
  nulls?: boolean;
  /** Whether a field fails, here and there. Never one that a key or a requirement asks for. */
  faults?: boolean;
};

export function createUniverse(schema: GraphQLSchema, federated: ReadonlyMap<string, FederatedType>, options: UniverseOptions = {}): Universe {
  const fieldOf = (type: string, field: string): FederatedField | undefined => federated.get(type)?.fields.get(field);

  function value(thing: Thing, field: string, args: Readonly<Record<string, unknown>>): unknown {
    if (field === '__typename') return thing.type;
    const type = schema.getType(thing.type);
    const definition = isObjectType(type) ? type.getFields()[field] : undefined;
    if (!definition) throw new GraphQLError(`the universe has no ${thing.type}.${field}`);
    for (const arg of definition.args) if (arg.defaultValue !== undefined && args[arg.name] === undefined) args = { ...args, [arg.name]: arg.defaultValue };
    const known = fieldOf(thing.type, field);
    if (options.faults && !known?.isNeeded && thing.n > 0 && numberOf(`${thing.type}${thing.n}.${field}!`) % 8 === 0) throw new GraphQLError(`${thing.type}${thing.n}.${field} fails`);
    const needs = known?.requires ? canonical(select(thing, known.requires)) : '';
    const seed = `${thing.type}${thing.n}.${field}${Object.keys(args).length > 0 ? canonical(args) : ''}${needs && `<${needs}>`}`;
    // No two things have the same key.
    return make(definition.type, seed, known, known?.isKey ? thing.n : undefined);
  }

  function make(type: GraphQLOutputType, seed: string, known: FederatedField | undefined, n?: number): unknown {
    if (isNonNullType(type)) return makeThere(type.ofType, seed, known, n);
    if (options.nulls && n === undefined && numberOf(`${seed}~`) % 7 === 0) return null;
    return makeThere(type, seed, known, n);
  }

  function makeThere(type: GraphQLNullableType & GraphQLOutputType, seed: string, known: FederatedField | undefined, n?: number): unknown {
    if (isListType(type) && options.nulls && n === undefined) return Array.from({ length: numberOf(`${seed}#`) % 4 }, (_, index) => make(type.ofType, `${seed}[${index}]`, known, n));
    if (isListType(type)) return [make(type.ofType, `${seed}[0]`, known, n), make(type.ofType, `${seed}[1]`, known, n)];
    if (isCompositeType(type)) {
      const possible = possibleOf(type, known);
      const chosen = possible[numberOf(`${seed}?`) % possible.length];
      return { type: chosen, n: chosen === schema.getQueryType()?.name ? 0 : (n ?? instances[numberOf(seed) % instances.length]) } as Thing;
    }
    if (isEnumType(type)) {
      const values = type.getValues().filter(({ name }) => known?.enumValues === undefined || known.enumValues.has(name));
      return values[numberOf(seed) % values.length]?.name;
    }
    if (type.name === 'Int') return numberOf(seed) % 100_000;
    if (type.name === 'Float') return (numberOf(seed) % 7 === 0 ? 1e21 : 0.25) * (numberOf(seed) % 100_000);
    if (type.name === 'Boolean') return numberOf(seed) % 2 === 0;
    if (type.name === 'Json') return { id: seed, list: [numberOf(seed), null, { deep: [seed.length] }], none: null, '': {} };
    return seed;
  }

  function possibleOf(type: GraphQLNamedType, known: FederatedField | undefined): string[] {
    if (!isAbstractType(type)) return [type.name];
    const all = schema.getPossibleTypes(type).map(({ name }) => name);
    const common = all.filter((name) => !known?.possibleTypes || known.possibleTypes.has(name));
    if (common.length === 0) throw new GraphQLError(`no type of ${type.name} is known to all subgraphs that give it here`);
    return common.sort();
  }

  function select(thing: Thing, selectionSet: SelectionSetNode): Record<string, unknown> {
    const selected: Record<string, unknown> = {};
    for (const selection of selectionSet.selections) {
      if (selection.kind === 'Field') {
        if (selection.name.value === '__typename') continue;
        const type = schema.getType(thing.type);
        const definition = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
        const found = value(thing, selection.name.value, definition ? getArgumentValues(definition, selection) : {});
        selected[selection.name.value] = selection.selectionSet ? deep(found, selection.selectionSet) : found;
      } else if (selection.kind === 'InlineFragment' && isOf(thing.type, selection.typeCondition?.name.value)) {
        Object.assign(selected, select(thing, selection.selectionSet));
      }
    }
    return selected;
  }

  function deep(found: unknown, selectionSet: SelectionSetNode): unknown {
    if (Array.isArray(found)) return found.map((one) => deep(one, selectionSet));
    return found === null ? null : select(found as Thing, selectionSet);
  }

  function isOf(type: string, condition: string | undefined): boolean {
    if (condition === undefined || condition === type) return true;
    const abstract = schema.getType(condition);
    const concrete = schema.getType(type);
    return isAbstractType(abstract) && isObjectType(concrete) && schema.isSubType(abstract, concrete);
  }

  function things(name: string): Thing[] {
    const type = schema.getType(name);
    const concrete: readonly GraphQLObjectType[] = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    return concrete.flatMap((one) => instances.map((n) => ({ type: one.name, n })));
  }

  return { value, select, things };
}

/** JSON with sorted keys and without `__typename`: equal things have equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    const entries = Object.entries(one).filter(([key, inner]) => key !== '__typename' && inner !== undefined);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function numberOf(seed: string): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) % 1_000_003;
}

export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error(`not a field set: ${text}`);
  return operation.selectionSet;
}

export const isInterfaceName = (schema: GraphQLSchema, name: string): boolean => isInterfaceType(schema.getType(name));
