import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { mergeInto } from './merge.ts';
import { generate, literal, own, put, quote, readCode } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { compileRewrites } from './rewrites.ts';
import { fits } from './type-conditions.ts';

/** JSON text by which a subgraph finds an entity; null where the object lacks what the subgraph needs. */
export type Represent = (object: Tree) => string | null;

/** One generated function for each type that comes along; nested requirements and rewrites are rare and go the general way. */
export function compileRepresentations(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], rewrites: readonly FetchDataRewrite[] | undefined): Represent {
  const rewrite = compileRewrites(schema, rewrites);
  const general: Represent = (object) => {
    const representation = requiredOf(schema, object, requires);
    if (!representation || typeof own(representation, '__typename') !== 'string') return null;
    rewrite?.(representation);
    return JSON.stringify(representation);
  };
  if (rewrite && !onlyTypenames(rewrites)) return general;
  const byType = new Map<string, Represent>();
  return (object) => {
    const typename = object['__typename'];
    if (typeof typename !== 'string') return general(object);
    let represent = byType.get(typename);
    if (!represent) {
      // A subgraph that makes up type names shall not fill the memory.
      represent = schema.getType(typename) ? (generateFor(schema, requires, typename, rewrites) ?? general) : general;
      if (represent !== general) byType.set(typename, represent);
    }
    return represent(object);
  };
}

/** Most rewrites only rename the type: `... on Book.__typename` becomes its interface's name. */
function onlyTypenames(rewrites: readonly FetchDataRewrite[] | undefined): boolean {
  return (rewrites ?? []).every((rewrite) => rewrite.kind === 'ValueSetter' && rewrite.path.length === 2 && rewrite.path[1] === '__typename' && rewrite.path[0]?.startsWith('... on '));
}

function generateFor(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], typename: string, rewrites: readonly FetchDataRewrite[] | undefined): Represent | null {
  const names = new Set<string>();
  if (!flatNames(schema, requires, typename, names)) return null;
  if (!names.has('__typename')) return () => null;
  let sentAs = typename;
  for (const rewrite of rewrites ?? []) {
    if (rewrite.kind === 'ValueSetter' && fits(schema, (rewrite.path[0] ?? '').slice('... on '.length), typename)) sentAs = String(rewrite.setValueTo);
  }
  let code = '';
  let text = '';
  let piece = '{';
  for (const [index, name] of [...names].entries()) {
    piece += `${index === 0 ? '' : ','}${literal(name)}:`;
    if (name === '__typename') {
      piece += literal(sentAs);
      continue;
    }
    const value = `v${index}`;
    code += `const ${value}=${readCode('o', name)};if(${value}===undefined)return null;`;
    text += `${literal(piece)}+(typeof ${value}==='string'?quote(${value}):typeof ${value}==='number'?${value}:JSON.stringify(${value}))+`;
    piece = '';
  }
  return generate<Represent>({ quote, own }, `return (o)=>{${code}return ${text}${literal(piece + '}')};};`);
}

/** @returns false where a requirement has fields of its own */
function flatNames(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], typename: string, names: Set<string>): boolean {
  for (const selection of requires) {
    if (selection.kind === Kind.FIELD) {
      if (selection.selections) return false;
      names.add(selection.alias ?? selection.name);
    } else if (selection.typeCondition !== undefined && fits(schema, selection.typeCondition, typename)) {
      if (!flatNames(schema, selection.selections, typename, names)) return false;
    }
  }
  return true;
}

/** What Apollo's executor does with `requires`, in its words: a nested object that lacks something is sent as null. */
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
