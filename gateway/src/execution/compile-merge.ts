import type { GraphQLSchema } from 'graphql';
import { isInterfaceType } from 'graphql';
import { generate, own, put, readCode, writeCode } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { merged } from './merge.ts';
import type { Selected } from './selected-fields.ts';

/** Puts one answer into the object it belongs to. Only what was asked for: whatever else a subgraph sends is left behind. */
export type Merge = (target: Tree, source: Tree) => void;

export function compileMerge(schema: GraphQLSchema, selected: readonly Selected[]): Merge {
  const composite = new Map<string, boolean>();
  for (const { name, fields } of selected) composite.set(name, (composite.get(name) ?? false) || fields !== null);
  let code = '';
  for (const [name, hasFields] of composite) {
    const old = readCode('t', name);
    code += `v=${readCode('s', name)};`;
    if (name === '__typename') code += `if(v!==undefined&&(${old}===undefined||!interfaces.has(v)))t.__typename=v;`;
    else if (hasFields) code += `if(v!==undefined){const old=${old};${writeCode('t', name, 'old===undefined?v:merged(old,v,interfaces)')}}`;
    else code += `if(v!==undefined&&(v!==null||${old}===undefined)){${writeCode('t', name, 'v')}}`;
  }
  return generate<Merge>({ own, put, merged, interfaces: interfaceNames(schema) }, `return (t,s)=>{let v;${code}};`);
}

const known = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** An @interfaceObject answers with its interface's name: that never replaces the name of the object's own type. */
function interfaceNames(schema: GraphQLSchema): ReadonlySet<string> {
  let names = known.get(schema);
  if (!names) known.set(schema, (names = new Set(Object.values(schema.getTypeMap()).filter(isInterfaceType).map(({ name }) => name))));
  return names;
}

/** A copy of what was asked for, without what other fetches have since put into it. */
export type Copy = (source: Tree) => Tree;

export function compileCopy(selected: readonly Selected[]): Copy {
  const fields = new Map<string, Selected[] | null>();
  for (const { name, fields: sub } of selected) {
    const before = fields.get(name);
    fields.set(name, sub ? [...(before ?? []), ...sub] : (before ?? null));
  }
  const scope: Record<string, unknown> = { own, put };
  let code = '';
  let index = 0;
  for (const [name, sub] of fields) {
    const read = readCode('s', name);
    if (!sub) {
      code += `v=${read};if(v!==undefined){${writeCode('o', name, 'v')}}`;
      continue;
    }
    const copy = `copy${(index += 1)}`;
    scope[copy] = copier(compileCopy(sub));
    code += `v=${read};if(v!==undefined){${writeCode('o', name, `${copy}(v)`)}}`;
  }
  return generate<Copy>(scope, `return (s)=>{const o={};let v;${code}return o;};`);
}

function copier(copy: Copy) {
  const copyAny = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copyAny);
    return typeof value === 'object' && value !== null ? copy(value as Tree) : value;
  };
  return copyAny;
}

