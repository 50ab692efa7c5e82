import { Kind, isEnumType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLFormattedError, GraphQLInterfaceType, GraphQLLeafType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { conditionOf, responseName } from './client-operation.ts';
import type { ClientOperation } from './client-operation.ts';
import { isTree, own } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { fits } from './type-conditions.ts';

type Path = readonly (string | number)[];

export type Completion = {
  schema: GraphQLSchema;
  fragments: ClientOperation['fragments'];
  variables: Readonly<Record<string, unknown>>;
  /** Whether an error already says why there is nothing at the path: one at it, above it or below it. */
  isExplained(path: Path): boolean;
  /** A field that no fetch brought and no error explains. */
  notFetched(path: Path, holder: Tree, name: string): void;
  tell(error: GraphQLFormattedError): void;
  /** Something that was there has become null because of what is below it. */
  nulled(path: Path): void;
};

/** Unwinds to the next place that may be null. */
const nowhere = Symbol('a null that may not stand here');

/**
 * Completes values as the specification says (`CompleteValue`), for data that a subgraph got wrong or could not give: nulls
 * move up to where they are allowed, and every one that is somebody's fault has an error.
 */
export function completeSlowly(completion: Completion, type: GraphQLCompositeType, selectionSet: SelectionSetNode, data: Tree, path: Path): Tree | null {
  const given = objectTypeOf(completion, type, data);
  const value = given ? completeObject(completion, given, data, [selectionSet], path) : nowhere;
  return value === nowhere ? gone(completion, path) : value;
}

function gone({ nulled }: Completion, path: Path): null {
  nulled(path);
  return null;
}

/** @returns undefined where the object is of no type that may stand here */
function objectTypeOf({ schema }: Completion, type: GraphQLCompositeType, value: Tree): GraphQLObjectType | GraphQLInterfaceType | undefined {
  const typename = own(value, '__typename');
  const given = typename === undefined && isObjectType(type) ? type : typeof typename === 'string' ? schema.getType(typename) : undefined;
  // An interface object goes by its interface's name where nothing was asked that needs its real type.
  if (isInterfaceType(given) && given.name === type.name) return given;
  return isObjectType(given) && fits(schema, type.name, given.name) ? given : undefined;
}

function completeObject(completion: Completion, type: GraphQLObjectType | GraphQLInterfaceType, object: Tree, sets: readonly SelectionSetNode[], path: Path): Tree | typeof nowhere {
  const out = Object.create(null) as Tree;
  for (const [name, nodes] of collectFields(completion, type, sets)) {
    const fieldName = nodes[0]?.name.value ?? '';
    const field = type.getFields()[fieldName];
    if (fieldName === '__typename') {
      // Its real type was asked for, and nobody could tell it.
      if (isInterfaceType(type)) {
        tell(completion, [...path, name], `The type of an object of ${type.name} is not known.`);
        return nowhere;
      }
      out[name] = type.name;
    } else if (!field) out[name] = own(object, name);
    else {
      const given = own(object, name);
      const at = [...path, name];
      if (given === undefined && !completion.isExplained(at)) completion.notFetched(at, object, name);
      const value = completeValue(completion, field.type, given ?? null, nodes, at, `${type.name}.${fieldName}`);
      if (value === nowhere) return nowhere;
      out[name] = value;
    }
  }
  return out;
}

function completeValue(completion: Completion, type: GraphQLOutputType, value: unknown, nodes: readonly FieldNode[], path: Path, field: string): unknown {
  if (isNonNullType(type)) {
    const completed = completeValue(completion, type.ofType, value, nodes, path, field);
    if (completed === null || completed === nowhere) {
      if (completed === null) tell(completion, path, `Cannot return null for non-nullable field ${field}.`);
      return nowhere;
    }
    return completed;
  }
  if (value === null) return null;
  if (isListType(type)) {
    if (!Array.isArray(value)) return tell(completion, path, `Expected a list for field ${field}.`);
    const items: unknown[] = [];
    let broken = false;
    for (const [index, item] of value.entries()) {
      const completed = completeValue(completion, type.ofType, item, nodes, [...path, index], field);
      broken ||= completed === nowhere;
      items.push(completed);
    }
    return broken ? gone(completion, path) : items;
  }
  if (isLeafType(type)) {
    const leaf = leafOf(type, value);
    return leaf === undefined ? tell(completion, path, `${type.name} cannot represent the value of field ${field}.`) : leaf;
  }
  if (!isTree(value)) return tell(completion, path, `Expected an object for field ${field}.`);
  const given = objectTypeOf(completion, type, value);
  if (!given) return tell(completion, path, `The object for field ${field} is of no type that it may be of.`);
  const completed = completeObject(completion, given, value, nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : [])), path);
  return completed === nowhere ? gone(completion, path) : completed;
}

/** @returns null, for the value */
function tell(completion: Completion, path: Path, message: string): null {
  if (!completion.isExplained(path)) completion.tell({ message, path, extensions: { code: 'INVALID_SUBGRAPH_REPLY' } });
  return null;
}

function leafOf(type: GraphQLLeafType, value: unknown): unknown {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) ? value : undefined;
  switch (type.name) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'ID':
      return typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined;
    case 'Int':
      return typeof value === 'number' && (value | 0) === value ? value : undefined;
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    default:
      return value;
  }
}

function collectFields(completion: Completion, type: GraphQLObjectType | GraphQLInterfaceType, sets: readonly SelectionSetNode[], fields = new Map<string, FieldNode[]>(), seen = new Set<string>()): Map<string, FieldNode[]> {
  for (const set of sets) {
    for (const selection of set.selections) {
      const condition = conditionOf(selection);
      if (!condition?.every(({ variable, is }) => (completion.variables[variable] === true) === is)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = responseName(selection);
        const nodes = fields.get(name);
        if (nodes) nodes.push(selection);
        else fields.set(name, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? completion.fragments.get(selection.name.value) : selection;
      const wanted = fragment?.typeCondition?.name.value;
      if (fragment && (wanted === undefined || fits(completion.schema, wanted, type.name))) collectFields(completion, type, [fragment.selectionSet], fields, seen);
    }
  }
  return fields;
}
