import { Kind, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { conditionOf, responseName } from '../client-operation.ts';
import type { ClientOperation } from '../client-operation.ts';
import { generate, literal } from '../generated-code.ts';
import { fits } from '../type-conditions.ts';
import { headRoom } from './memory.ts';
import type { AnswerBuffer, Memory } from './memory.ts';
import { sourcesOf } from './places.ts';
import type { Found, Place, Places, Source } from './places.ts';
import type { MemoOf } from './quick-fetch.ts';
import { leave } from './read-json.ts';
import { Unsupported } from './shapes.ts';
import type { Types } from './shapes.ts';

/**
 * Writes the answer's `data`, from `headRoom` on.
 * @returns where it ends; throws `leave` where something is missing, or null where it may not be
 */
export type QuickWriter = (memory: Memory, root: number, answer: AnswerBuffer) => number;

type Typed = { schema: GraphQLSchema; fragments: ClientOperation['fragments']; types: Types; places: Places; memoOf: MemoOf };

/** Pieces longer than this are copied by the engine's own means. */
const longPiece = 96;

/** The same functions as compile-writer's, from cells and bytes in place of objects and strings. */
export function compileQuickWriter(typed: Typed, rootType: GraphQLCompositeType, selectionSet: SelectionSetNode): QuickWriter {
  const { schema, fragments, types, places, memoOf } = typed;
  const functions: string[] = [];
  const known = new Map<string, string>();
  const ids = new Map<SelectionSetNode, number>();
  let named = 0;
  let longest = 0;

  const collect = (sets: readonly SelectionSetNode[], type: GraphQLObjectType, fields = new Map<string, FieldNode[]>()) => {
    for (const { selections } of sets) {
      for (const selection of selections) {
        const condition = conditionOf(selection);
        if (condition === null) continue;
        if (condition.length > 0) throw new Unsupported('a condition on a variable');
        if (selection.kind === Kind.FIELD) {
          const name = responseName(selection);
          const same = fields.get(name);
          if (same) same.push(selection);
          else fields.set(name, [selection]);
          continue;
        }
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const wanted = fragment?.typeCondition?.name.value;
        if (fragment && (wanted === undefined || fits(schema, wanted, type.name))) collect([fragment.selectionSet], type, fields);
      }
    }
    return fields;
  };

  /** A function `(o,w)` that writes the object at `o`. */
  const compositeName = (type: GraphQLCompositeType, sets: readonly SelectionSetNode[], path: readonly string[]): string => {
    const key = `${path.join('.')} ${type.name} ${sets.map((set) => ids.get(set) ?? (ids.set(set, ids.size), ids.size - 1)).join()}`;
    const before = known.get(key);
    if (before) return before;
    const place = places.at(path);
    const typeCell = isObjectType(type) && path.length === 0 ? null : typeCode(place, isObjectType(type));
    const name = `w${(named += 1)}`;
    known.set(key, name);
    if (isObjectType(type)) {
      const check = typeCell === null ? '' : `${typeCell}if(y!==0&&y!==${types.numbers.get(type.name) ?? 0})throw leave;`;
      functions.push(objectCode(name, type, sets, path, place, check));
    } else {
      const cases = schema.getPossibleTypes(type).map((possible) => `case ${types.numbers.get(possible.name) ?? -1}:return ${compositeName(possible, sets, path)}(o,w);`);
      functions.push(`function ${name}(o,w){${typeCell ?? ''}switch(y){${cases.join('')}}throw leave;}`);
    }
    return name;
  };

  const objectCode = (name: string, type: GraphQLObjectType, sets: readonly SelectionSetNode[], path: readonly string[], place: Place, check: string): string => {
    const fields = [...collect(sets, type)].map(([response, nodes]) => ({ response, nodes, field: nodes[0]?.name.value ?? '' }));
    let body = literalCode('{');
    let literals = 2;
    let separator = '';
    const required = new Set<number>();
    for (let index = 0; index < fields.length; index += 1) {
      const { response, nodes, field } = fields[index] as (typeof fields)[number];
      literals += response.length + 4;
      const key = `${separator}${literal(response)}:`;
      if (field === '__typename') {
        body += literalCode(key + literal(type.name));
        literals += type.name.length + 2;
        separator = ',';
        continue;
      }
      const definition = type.getFields()[field];
      if (!definition) throw new Unsupported('a field of the schema itself');
      const found = sourcesOf(place, response);
      const [first] = found;
      if (!first) throw new Unsupported('a field that nobody brings');
      if (found.length === 1 && first.source.slot !== null) required.add(first.source.slot);
      if (first.field.kind === 'object') {
        const { source, field: one } = places.objectAt(place, response);
        body += literalCode(key) + objectValue(definition.type, `t[${objectOf(source)}+${one.cell}]`, one.lists, nodes.flatMap(({ selectionSet: set }) => (set ? [set] : [])), [...path, response]);
        literals += 4;
      } else if (found.length > 1) {
        body += literalCode(key) + anyOf(found, isNonNullType(definition.type));
      } else {
        // Those that stand side by side in the reply as they will in the answer are copied together, with their names.
        const run = [{ response, one: first, wants: isNonNullType(definition.type) }];
        for (let next = fields[index + 1]; next; next = fields[index + 1]) {
          const after = type.getFields()[next.field];
          const [other, ...more] = sourcesOf(place, next.response);
          if (!after || !other || more.length > 0 || other.source !== first.source || other.field.kind !== 'leaf') break;
          run.push({ response: next.response, one: other, wants: isNonNullType(after.type) });
          literals += next.response.length + 4;
          index += 1;
        }
        body += runCode(run, separator, objectOf(first.source));
      }
      separator = ',';
    }
    longest = Math.max(longest, literals);
    const entities = place.sources.flatMap(({ slot }) => (slot === null ? [] : [`const e${slot}=t[t[o+${slot}]];${required.has(slot) ? `if(e${slot}<=0)throw leave;` : ''}`]));
    return `function ${name}(o,w){${check}if(w+most>cap)grow(w+most);let a=0,z=0;${entities.join('')}${body}${literalCode('}')}if(w+most>cap)grow(w+most);return w;}`;
  };

  const objectValue = (type: GraphQLOutputType, value: string, lists: number, sets: readonly SelectionSetNode[], path: readonly string[]): string => {
    const wants = isNonNullType(type);
    const nullable = wants ? type.ofType : type;
    const write = valueName(nullable, lists, sets, path);
    return `a=${value};if(a>0)w=${write}(a,w);else{${wants ? 'throw leave;' : `if(a===0)throw leave;${literalCode('null')}`}}`;
  };

  /** A function that writes what is there: an object, or a list of them. */
  const valueName = (type: GraphQLOutputType, lists: number, sets: readonly SelectionSetNode[], path: readonly string[]): string => {
    if (isNonNullType(type)) return valueName(type.ofType, lists, sets, path);
    if (isListType(type)) {
      if (lists === 0) throw new Unsupported('a list that is none');
      const item = type.ofType as GraphQLOutputType;
      const write = valueName(item, lists - 1, sets, path);
      const name = `l${(named += 1)}`;
      const value = `if(x>0)w=${write}(x,w);else{${isNonNullType(item) ? 'throw leave;' : literalCode('null')}}`;
      functions.push(`function ${name}(l,w){if(w+most>cap)grow(w+most);${literalCode('[')}const n=t[l];for(let i=1;i<=n;i++){if(i>1){${literalCode(',')}}const x=t[l+i];${value}if(w+most>cap)grow(w+most);}${literalCode(']')}return w;}`);
      return name;
    }
    if (lists > 0 || isLeafType(type)) throw new Unsupported('an object that is none');
    const write = compositeName(type, sets, path);
    const memo = isObjectType(type) ? memoOf(path, type.name, write) : null;
    if (!memo) return write;
    const name = `m${(named += 1)}`;
    functions.push(`function ${name}(o,w){const s=t[o+${memo.slot}];if(s===0)throw leave;const m=t[s+${memo.cell}];if(m!==0)return again(m,t[s+${memo.cell + 1}],w);const e=${write}(o,w);t[s+${memo.cell}]=w;t[s+${memo.cell + 1}]=e;return e;}`);
    return name;
  };

  const root = compositeName(rootType, [selectionSet], []);
  const source = `let t,b,v,W,X,cap=0,A;const most=${longest + 16};
    function grow(n){A.grow(n);W=A.bytes;X=A.words;cap=W.length-4;}
    function cp(f,e,w){const n=e-f;if(w+n+most>cap)grow(w+n+most);if(n<=${longPiece}){for(let i=0;i<n;i+=4)X.setInt32(w+i,v.getInt32(f+i,true),true);}else b.copy(W,w,f,e);return w+n;}
    function again(f,e,w){const n=e-f;if(w+n+most>cap)grow(w+n+most);if(n<=${longPiece}){for(let i=0;i<n;i+=4)X.setInt32(w+i,X.getInt32(f+i,true),true);}else W.copyWithin(w,f,e);return w+n;}
    ${functions.join('\n')}
    return (m,root,answer)=>{A=answer;t=m.cells;b=m.bytes;v=m.words;W=A.bytes;X=A.words;cap=W.length-4;return ${root}(root,${headRoom});};`;
  return generate<QuickWriter>({ leave }, source);
}

const objectOf = ({ slot }: Source) => (slot === null ? 'o' : `e${slot}`);

/** `y`, the number of the object's type; 0 where nobody says it. @returns null where nobody could */
function typeCode(place: Place, mayBeUnknown: boolean): string | null {
  const found = sourcesOf(place, '__typename').filter(({ field }) => field.kind === 'type');
  if (found.length === 0) {
    if (mayBeUnknown) return null;
    throw new Unsupported('an object whose type nobody says');
  }
  const read = found.map(({ source: { slot }, field: { cell } }) => (slot === null ? `y=t[o+${cell}];` : `if(y===0){const e=t[t[o+${slot}]];if(e>0)y=t[e+${cell}];}`));
  return `let y=0;${read.join('')}`;
}

/** A leaf that several fetches bring: the first that is there and not null. */
function anyOf(found: readonly Found[], wants: boolean): string {
  const reads = found.map(({ source, field: { cell } }) => {
    const object = objectOf(source);
    return `if((a===0||b[a]===110)&&${object}>0&&t[${object}+${cell}]!==0){a=t[${object}+${cell}];z=t[${object}+${cell + 1}];}`;
  });
  return `a=0;${reads.join('')}if(a===0${wants ? '||b[a]===110' : ''})throw leave;w=cp(a,z,w);`;
}

function runCode(run: readonly { response: string; one: Found; wants: boolean }[], separator: string, object: string): string {
  let code = separator === '' ? '' : literalCode(separator);
  for (const [index, { response, one, wants }] of run.entries()) {
    const { cell } = one.field;
    const key = `${literal(response)}:`;
    const check = (value: string) => `if(${value}===0${wants ? `||b[${value}]===110` : ''})throw leave;`;
    if (index === 0) code += `a=t[${object}+${cell}];z=t[${object}+${cell + 1}];${check('a')}if(b[a-1]===58&&b[a-2]===34)a-=${key.length};else{${literalCode(key)}}`;
    else code += `{const n=t[${object}+${cell}];${check('n')}if(n!==z+${key.length + 1}){w=cp(a,z,w);${literalCode(`,${key}`)}a=n;}z=t[${object}+${cell + 1}];}`;
  }
  return `${code}w=cp(a,z,w);`;
}

/** Writes ASCII text, words first. */
function literalCode(text: string): string {
  const bytes = Buffer.from(text);
  let code = '';
  let at = 0;
  const place = () => `w${at === 0 ? '' : `+${at}`}`;
  for (; at + 4 <= bytes.length; at += 4) code += `X.setInt32(${place()},${bytes.readInt32LE(at)},true);`;
  if (at + 2 <= bytes.length) {
    code += `X.setInt16(${place()},${bytes.readInt16LE(at)},true);`;
    at += 2;
  }
  if (at < bytes.length) {
    code += `W[${place()}]=${bytes[at] ?? 0};`;
  }
  return `${code}w+=${bytes.length};`;
}
