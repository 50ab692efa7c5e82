import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { generate, literal, own, put, quote, readCode } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { mergeInto } from './merge.ts';
import { compileRewrites } from './rewrites.ts';
import { fits } from './type-conditions.ts';

/** What is known of entities, by the values of their required fields, one level for each. */
export type Index<S> = Map<unknown, S | Index<S>>;

/**
 * Finds what is known under an object's representation.
 * @param make for one that is not known yet, of the representation's JSON text
 * @returns null where the object lacks what the subgraph needs
 */
export type Find = <S extends object>(object: Tree, index: Index<S>, make: (representation: string) => S) => S | null;

/** How objects of one type are represented. */
export type Representation = {
  /** Names the required fields: objects that agree in them are one entity to the subgraph. */
  key: string;
  /** Leaves that are required; null where a requirement has fields of its own. */
  names: ReadonlySet<string> | null;
  find: Find;
};

/** How a fetch represents its entities, by type; made as types come along. */
export type Representations = (typename: unknown) => Representation;

export function compileRepresentations(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], rewrites: readonly FetchDataRewrite[] | undefined): Representations {
  const rewrite = compileRewrites(schema, rewrites);
  const simple = onlyTypenames(rewrites);
  const general: Representation = {
    key: '',
    names: null,
    find: (object, index, make) => {
      const representation = requiredOf(schema, object, requires);
      if (!representation || typeof own(representation, '__typename') !== 'string') return null;
      rewrite?.(representation);
      return known(JSON.stringify(representation), textsOf(index), make);
    },
  };
  const byType = new Map<unknown, Representation>();
  return (typename) => {
    let representation = byType.get(typename);
    if (representation) return representation;
    // A subgraph that makes up type names shall not fill the memory.
    if (typeof typename !== 'string' || !simple || !schema.getType(typename)) return general;
    representation = generateFor(schema, requires, typename, rewrites, general);
    byType.set(typename, representation);
    return representation;
  };
}

/** Apart from the values that lead to the others: any text may be one of those. */
const byText = Symbol('by text');

function textsOf<S>(index: Index<S>): Index<S> {
  let texts = index.get(byText) as Index<S> | undefined;
  if (!texts) index.set(byText, (texts = new Map()));
  return texts;
}

function known<S extends object>(text: string, index: Index<S>, make: (representation: string) => S): S {
  let found = index.get(text) as S | undefined;
  if (!found) index.set(text, (found = make(text)));
  return found;
}

/** Most rewrites only rename the type: `... on Book.__typename` becomes its interface's name. */
function onlyTypenames(rewrites: readonly FetchDataRewrite[] | undefined): boolean {
  return (rewrites ?? []).every((rewrite) => rewrite.kind === 'ValueSetter' && rewrite.path.length === 2 && rewrite.path[1] === '__typename' && rewrite.path[0]?.startsWith('... on '));
}

const unknown: Representation = { key: '', names: null, find: () => null };

/** How objects of a type are represented: the name they go by, and the leaves that stand beside it, in order. */
export type Described = { sentAs: string; leaves: readonly string[]; names: ReadonlySet<string> };

/** @returns `general` where a requirement has fields of its own or is rewritten, `unknown` where nothing represents the type */
export function describeRepresentation(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], typename: string, rewrites: readonly FetchDataRewrite[] | undefined): Described | 'general' | 'unknown' {
  const names = new Set<string>();
  if (!onlyTypenames(rewrites) || !flatNames(schema, requires, typename, names)) return 'general';
  if (!names.has('__typename')) return 'unknown';
  let sentAs = typename;
  for (const rewrite of rewrites ?? []) {
    if (rewrite.kind === 'ValueSetter' && fits(schema, (rewrite.path[0] ?? '').slice('... on '.length), typename)) sentAs = String(rewrite.setValueTo);
  }
  return { sentAs, leaves: [...names].filter((name) => name !== '__typename').sort(), names };
}

function generateFor(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], typename: string, rewrites: readonly FetchDataRewrite[] | undefined, general: Representation): Representation {
  const described = describeRepresentation(schema, requires, typename, rewrites);
  if (described === 'general') return general;
  if (described === 'unknown') return unknown;
  const { sentAs, leaves, names } = described;
  let read = '';
  let text = '';
  let piece = `{"__typename":${literal(sentAs)}`;
  for (const [index, name] of leaves.entries()) {
    const value = `v${index}`;
    // A custom scalar's value may be an object, which is no key of a map.
    read += `const ${value}=${readCode('o', name)};if(${value}===undefined)return null;if(typeof ${value}==='object'&&${value}!==null)return find(o,index,make);`;
    text += `${literal(`${piece},${literal(name)}:`)}+(typeof ${value}==='string'?quote(${value}):${value})+`;
    piece = '';
  }
  const down = leaves.slice(0, -1).map((_, index) => `let m${index + 1}=m${index}.get(v${index});if(m${index + 1}===undefined)m${index}.set(v${index},m${index + 1}=new Map());`);
  const last = leaves.length === 0 ? { map: 'm0', key: '0' } : { map: `m${leaves.length - 1}`, key: `v${leaves.length - 1}` };
  const find = generate<Find>(
    { quote, own, find: general.find },
    `return (o,index,make)=>{${read}const m0=index;${down.join('')}let s=${last.map}.get(${last.key});if(s===undefined){s=make(${text}${literal(piece + '}')});${last.map}.set(${last.key},s);}return s;};`,
  );
  return { key: `${typename} ${sentAs} ${leaves.join(' ')}`, names, find };
}

/** @returns false where a requirement has fields of its own */
function flatNames(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], typename: string, names: Set<string>): boolean {
  return requires.every((selection) => {
    if (selection.kind === Kind.FIELD) {
      names.add(selection.alias ?? selection.name);
      return !selection.selections;
    }
    return selection.typeCondition === undefined || !fits(schema, selection.typeCondition, typename) || flatNames(schema, selection.selections, typename, names);
  });
}

/** What Apollo's executor does with `requires`: a nested object that lacks something is sent as null. */
function requiredOf(schema: GraphQLSchema, source: Tree, requires: readonly QueryPlanSelectionNode[]): Tree | null {
  const result: Tree = {};
  for (const selection of requires) {
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias ?? selection.name;
      const value = own(source, name);
      if (value === undefined) return null;
      put(result, name, selection.selections ? requiredWithin(schema, value, selection.selections) : value);
      continue;
    }
    const typename = own(source, '__typename');
    if (selection.typeCondition === undefined || typeof typename !== 'string' || !fits(schema, selection.typeCondition, typename)) continue;
    const more = requiredOf(schema, source, selection.selections);
    if (more) mergeInto(result, more);
  }
  return result;
}

function requiredWithin(schema: GraphQLSchema, value: unknown, requires: readonly QueryPlanSelectionNode[]): unknown {
  if (Array.isArray(value)) return value.map((item) => requiredWithin(schema, item, requires));
  if (typeof value !== 'object' || value === null) return null;
  return requiredOf(schema, value as Tree, requires);
}
