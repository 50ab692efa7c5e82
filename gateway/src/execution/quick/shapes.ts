import { Kind, getNamedType, getNullableType, isAbstractType, isCompositeType, isEnumType, isInterfaceType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLCompositeType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { responseName } from '../client-operation.ts';
import type { SubgraphOperation } from '../selected-fields.ts';

/** An operation has something that only the exact way knows how to do. */
export class Unsupported extends Error {}

/**
 * Where an object of a subgraph's reply keeps its fields, in cells of an execution's memory. One for each object in a
 * fetch's selection; the fields of all types that may stand there.
 */
export type Shape = {
  id: number;
  /** In the order in which they are asked for, and nearly always come. */
  fields: Map<string, ShapeField>;
  /** Cells for what other fetches bring for the same object, by fetch: each the place of a slot. */
  slots: Map<number, number>;
  /** Cells that one object takes. The first of an entity's says in which walk it was last seen. */
  size: number;
};

export type ShapeField = { name: string; cell: number } & (
  | { kind: 'leaf'; leaf: Leaf }
  | { kind: 'type' }
  | { kind: 'object'; lists: number; shape: Shape }
);

/** A leaf as JSON text: `cell` says where it begins, the next one where it ends. */
export type Leaf = {
  type: 'String' | 'Int' | 'Float' | 'Boolean' | 'any' | readonly string[];
  lists: number;
  /** Whether nulls in its lists may be faults. */
  wantsItems: boolean;
};

/** The types' numbers: an object's type is a number in its cell. */
export type Types = { names: readonly string[]; numbers: ReadonlyMap<string, number> };

export function numberTypes(schema: GraphQLSchema): Types {
  const names = ['', ...Object.values(schema.getTypeMap()).flatMap((type) => (isObjectType(type) && !type.name.startsWith('__') ? [type.name] : []))];
  return { names, numbers: new Map(names.map((name, index) => [name, index])) };
}

type Selected = { type: GraphQLCompositeType; set: SelectionSetNode };

export class Shapes {
  readonly all: Shape[] = [];
  readonly #schema: GraphQLSchema;
  readonly #api: GraphQLSchema;

  /** @param schema the supergraph's @param api what clients see: they get no other value of an enum */
  constructor(schema: GraphQLSchema, api: GraphQLSchema) {
    this.#schema = schema;
    this.#api = api;
  }

  empty(): Shape {
    const shape: Shape = { id: this.all.length, fields: new Map(), slots: new Map(), size: 1 };
    this.all.push(shape);
    return shape;
  }

  /** What is asked for at the place where a fetch's answer belongs. @throws Unsupported */
  ofFetch({ definition, fragments }: SubgraphOperation, ofEntities: boolean): Shape {
    const root = this.#schema.getQueryType();
    if (!ofEntities) {
      if (!root) throw new Unsupported('no queries');
      return this.#shapeOf([{ type: root, set: definition.selectionSet }], fragments);
    }
    const [entities] = definition.selectionSet.selections;
    if (entities?.kind !== Kind.FIELD || !entities.selectionSet || definition.selectionSet.selections.length > 1) throw new Unsupported('entities of several kinds');
    const selected = entities.selectionSet.selections.map((selection): Selected => {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment || fragment.kind === Kind.FIELD) throw new Unsupported('a field of any entity');
      return { type: this.#compositeNamed(fragment.typeCondition?.name.value), set: fragment.selectionSet };
    });
    return this.#shapeOf(selected, fragments);
  }

  #shapeOf(selected: readonly Selected[], fragments: SubgraphOperation['fragments']): Shape {
    const shape = this.empty();
    const grouped = new Map<string, { type: GraphQLCompositeType; field: string; set: SelectionSetNode | undefined }[]>();
    const collect = ({ type, set }: Selected): void => {
      for (const selection of set.selections) {
        if (selection.kind !== Kind.FIELD) {
          const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
          if (!fragment) throw new Unsupported('an unknown fragment');
          const condition = fragment.typeCondition?.name.value;
          collect({ type: condition === undefined ? type : this.#compositeNamed(condition), set: fragment.selectionSet });
          continue;
        }
        const name = responseName(selection);
        const same = grouped.get(name);
        const one = { type, field: selection.name.value, set: selection.selectionSet };
        if (same) same.push(one);
        else grouped.set(name, [one]);
      }
    };
    for (const one of selected) collect(one);
    for (const [name, same] of grouped) {
      const cell = shape.size;
      if (name === '__typename') {
        if (same.some(({ field }) => field !== '__typename')) throw new Unsupported('a field that is called as the type is');
        shape.fields.set(name, { name, cell, kind: 'type' });
        shape.size += 1;
        continue;
      }
      const types = same.map(({ type, field }) => this.#typeOf(type, field));
      const [first] = types as [GraphQLOutputType];
      const named = getNamedType(first);
      const lists = listsOf(first);
      if (types.some((type) => getNamedType(type) !== named && !(isCompositeType(getNamedType(type)) && isCompositeType(named)))) throw new Unsupported('fields of two types');
      if (types.some((type) => listsOf(type) !== lists)) throw new Unsupported('lists of two depths');
      if (isCompositeType(named)) {
        const below = same.map(({ set }, index): Selected => {
          const type = getNamedType(types[index] as GraphQLOutputType);
          if (!set || !isCompositeType(type)) throw new Unsupported('an object without fields');
          return { type, set };
        });
        shape.fields.set(name, { name, cell, kind: 'object', lists, shape: this.#shapeOf(below, fragments) });
        shape.size += 1;
      } else {
        const wantsItems = lists > 0 && same.some(({ type, field }) => this.#mayWantItems(type, field));
        shape.fields.set(name, { name, cell, kind: 'leaf', leaf: { type: this.#leafType(named.name), lists, wantsItems } });
        shape.size += 2;
      }
    }
    return shape;
  }

  #leafType(name: string): Leaf['type'] {
    switch (name) {
      case 'String':
      case 'ID':
        return 'String';
      case 'Int':
      case 'Float':
      case 'Boolean':
        return name;
    }
    const type = this.#api.getType(name) ?? this.#schema.getType(name);
    return isEnumType(type) ? type.getValues().map((value) => value.name) : 'any';
  }

  #typeOf(type: GraphQLCompositeType, field: string): GraphQLOutputType {
    const string = this.#schema.getType('String');
    if (field === '__typename' && string) return string as GraphQLOutputType;
    const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    if (!found) throw new Unsupported('a field of which the supergraph knows nothing');
    return found.type;
  }

  /** An interface may allow nulls where one of its types does not. */
  #mayWantItems(type: GraphQLCompositeType, field: string): boolean {
    const own = this.#typeOf(type, field);
    const wants = (each: GraphQLOutputType): boolean => {
      const list = getNullableType(each);
      return isListType(list) && (isNonNullType(list.ofType) || wants(list.ofType as GraphQLOutputType));
    };
    if (wants(own)) return true;
    if (!isAbstractType(type)) return false;
    return this.#schema.getPossibleTypes(type).some((possible) => {
      const theirs = possible.getFields()[field];
      return theirs !== undefined && wants(theirs.type);
    });
  }

  #compositeNamed(name: string | undefined): GraphQLCompositeType {
    const type = name === undefined ? undefined : this.#schema.getType(name);
    if (!isCompositeType(type)) throw new Unsupported('a type of which the supergraph knows nothing');
    return type;
  }
}

function listsOf(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listsOf(nullable.ofType as GraphQLOutputType) : 0;
}
