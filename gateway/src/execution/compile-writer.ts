import { Kind, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLInterfaceType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { conditionOf, responseName } from './client-operation.ts';
import type { ClientOperation, Condition } from './client-operation.ts';
import { generate, literal, own, quote, readCode } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { sharedMark } from './response-path.ts';
import { fits } from './type-conditions.ts';
import { leafCode } from './write-leaf.ts';

/**
 * Writes the answer's `data`, or a deferred part of it, as JSON text.
 * @returns null where the data is not as the schema says: the slow path finds out what to do about it
 */
export type Writer = (data: Tree, variables: Readonly<Record<string, unknown>>) => { text: string; missing: boolean } | null;

/** What is written: the whole document, or what was deferred of it at some position. */
export type Written = { fragments: ClientOperation['fragments']; selectionSet: SelectionSetNode; type: GraphQLCompositeType; position: string };

type Selection = { condition: string; set: SelectionSetNode };

/**
 * Generates one function for each object in the client's document, at each place where it stands: what one of them reads has
 * one shape, so the engine's inline caches hold. A field that was never fetched is written as null and told as `missing`.
 * @param shared positions where one object may stand for many: its text is written once
 */
export function compileWriter(schema: GraphQLSchema, { fragments, selectionSet, type: rootType, position: rootPosition }: Written, shared: ReadonlySet<string>): Writer {
  const functions: string[] = [];
  let named = 0;
  const scope: Record<string, unknown> = { quote, own };
  const enums = new Map<string, string>();
  const known = new Map<string, string>();
  const ids = new Map<SelectionSetNode, number>();
  const idOf = (set: SelectionSetNode) => ids.get(set) ?? (ids.set(set, ids.size), ids.size - 1);

  /** The object's fields by response name, with the conditions under which each is there. */
  const collect = (selections: readonly Selection[], type: GraphQLObjectType | GraphQLInterfaceType, fields = new Map<string, { condition: string; node: FieldNode }[]>()) => {
    for (const { condition, set } of selections) {
      for (const selection of set.selections) {
        const own = conditionOf(selection);
        if (own === null) continue;
        const both = and(condition, conditionCode(own));
        if (selection.kind === Kind.FIELD) {
          const name = responseName(selection);
          const nodes = fields.get(name) ?? [];
          nodes.push({ condition: both, node: selection });
          fields.set(name, nodes);
          continue;
        }
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const wanted = fragment?.typeCondition?.name.value;
        if (fragment && (wanted === undefined || fits(schema, wanted, type.name))) collect([{ condition: both, set: fragment.selectionSet }], type, fields);
      }
    }
    return fields;
  };

  const valueCode = (type: GraphQLOutputType, value: string, selections: readonly Selection[], position: string): string => {
    if (isNonNullType(type)) return `(${value}===null||${value}===undefined?bail():${presentCode(type.ofType, value, selections, position)})`;
    return `(${value}===null?'null':${value}===undefined?lacks():${presentCode(type, value, selections, position)})`;
  };

  const presentCode = (type: GraphQLOutputType, value: string, selections: readonly Selection[], position: string): string => {
    if (isNonNullType(type)) return presentCode(type.ofType, value, selections, position);
    if (isListType(type)) {
      const item = valueCode(type.ofType, 'x', selections, position);
      const name = `list${(named += 1)}`;
      functions.push(`function ${name}(a,V){if(!Array.isArray(a))return bail();const n=a.length;if(n===0)return '[]';let x=a[0];let s='['+${item};for(let i=1;i<n;i++){x=a[i];s+=','+${item};}return s+']';}`);
      return `${name}(${value},V)`;
    }
    if (isLeafType(type)) return leafCode(type, value, enums, scope);
    const name = compositeName(type, selections, position);
    if (!shared.has(position)) return `${name}(${value},V)`;
    const once = `once${(named += 1)}`;
    functions.push(`function ${once}(o,V){let t=o.$${once};if(t===undefined)o.$${once}=t=${name}(o,V);else t.charCodeAt(t.length-1);return t;}`);
    return `(${value}.${sharedMark}===undefined?${name}(${value},V):${once}(${value},V))`;
  };

  const compositeName = (type: GraphQLCompositeType, selections: readonly Selection[], position: string): string => {
    // Types of one interface mostly share what is selected of them: written for each once, not once for each way there.
    const key = `${position} ${type.name} ${selections.map(({ condition, set }) => `${idOf(set)}${condition}`).join()}`;
    const before = known.get(key);
    if (before) return before;
    if (isObjectType(type)) {
      const name = `object${(named += 1)}`;
      known.set(key, name);
      functions.push(objectCode(name, type, selections, position));
      return name;
    }
    const cases = schema.getPossibleTypes(type).map((possible) => `case ${literal(possible.name)}:return ${compositeName(possible, selections, position)}(o,V);`);
    if (isInterfaceType(type)) {
      // An interface object of which nothing was asked that needs its real type.
      const name = `object${(named += 1)}`;
      functions.push(objectCode(name, type, selections, position));
      cases.push(`case ${literal(type.name)}:return ${name}(o,V);`);
    }
    const name = `abstract${(named += 1)}`;
    known.set(key, name);
    functions.push(`function ${name}(o,V){if(typeof o!=='object')return bail();switch(o.__typename){${cases.join('')}}return bail();}`);
    return name;
  };

  const objectCode = (name: string, type: GraphQLObjectType | GraphQLInterfaceType, selections: readonly Selection[], position: string): string => {
    const check = position === rootPosition ? '' : `if(typeof o!=='object'||Array.isArray(o))return bail();const t=o.__typename;if(t!==undefined&&t!==${literal(type.name)})return bail();`;
    const parts = [...collect(selections, type)].map(([response, nodes]) => fieldCode(type, response, nodes, position === '' ? response : `${position}.${response}`));
    if (parts.every(({ condition }) => condition === '')) {
      const body = parts.map(({ read, text, key }, index) => `${read}s+=${literal(`${index === 0 ? '' : ','}${key}`)}${text};`).join('');
      return `function ${name}(o,V){${check}let v;let s='{';${body}return s+'}';}`;
    }
    const body = parts.map(({ condition, read, text, key }) => `${condition ? `if(${condition})` : ''}{${read}s+=c+${literal(key)}${text};c=',';}`).join('');
    return `function ${name}(o,V){${check}let v;let s='{',c='';${body}return s+'}';}`;
  };

  const fieldCode = (type: GraphQLObjectType | GraphQLInterfaceType, response: string, nodes: readonly { condition: string; node: FieldNode }[], position: string) => {
    const condition = nodes.some((each) => each.condition === '') ? '' : nodes.map((each) => `(${each.condition})`).join('||');
    const key = `${literal(response)}:`;
    const fieldName = nodes[0]?.node.name.value ?? '';
    if (fieldName === '__typename') {
      // Its real type was asked for, and nobody could tell it.
      if (isInterfaceType(type)) return { condition, read: '', text: '+bail()', key };
      return { condition, read: '', text: '', key: key + literal(type.name) };
    }
    const read = `v=${readCode('o', response)};`;
    const field = type.getFields()[fieldName];
    // `__schema` and `__type`, which only the root has: answered before anything is written.
    if (!field) return { condition, read, text: `+JSON.stringify(v)`, key };
    const selections = nodes.flatMap((each) => (each.node.selectionSet ? [{ condition: nodes.length === 1 ? '' : each.condition, set: each.node.selectionSet }] : []));
    return { condition, read, text: `+${valueCode(field.type, 'v', selections, position)}`, key };
  };

  const root = compositeName(rootType, [{ condition: '', set: selectionSet }], rootPosition);
  const source = `const stop={};let missing=false;function bail(){throw stop;}function lacks(){missing=true;return 'null';}${functions.join('\n')}
    return (o,V)=>{missing=false;try{const text=${root}(o,V);text.charCodeAt(text.length-1);return {text,missing};}catch(e){if(e!==stop)throw e;return null;}};`;
  return generate<Writer>(scope, source);
}

const and = (a: string, b: string) => (a && b ? `${a}&&${b}` : a || b);

const conditionCode = (condition: Condition) => condition.map(({ variable, is }) => `V.${variable}${is ? '===true' : '!==true'}`).join('&&');
