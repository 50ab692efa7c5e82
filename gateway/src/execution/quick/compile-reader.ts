import { isUtf8 } from 'node:buffer';
import { generate, literal } from '../generated-code.ts';
import type { Memory } from './memory.ts';
import { any, booleanOrNull, floatOrNull, intOrNull, leave, members, nothing, space, string } from './read-json.ts';
import { createTypeReader, isOneOf } from './read-names.ts';
import type { Leaf, Shape, ShapeField, Types } from './shapes.ts';

/** Entities as a reply has them under one name. */
export type EntityList = { name: string; shape: Shape; slots: readonly number[] };

/**
 * Reads replies into cells: where each value stands, and what it is, checked as the exact way would.
 * Each throws `leave` for a reply that has errors, is no JSON, or is not as it was asked for.
 */
export type Reader = {
  /** @returns the cell of the object under `data` */
  root(memory: Memory, reply: Uint8Array, shape: Shape): number;
  /** Puts each entity's cell into its slot. */
  entities(memory: Memory, reply: Uint8Array, lists: readonly EntityList[]): void;
};

type ReadObject = (b: Uint8Array, t: Int32Array, p: number) => number;
type Generated = {
  begin(memory: Memory): void;
  top(): number;
  result(): number;
  objects: readonly ReadObject[];
  list(b: Uint8Array, t: Int32Array, p: number, read: ReadObject, slots: readonly number[]): number;
};

/** Thrown where the cells do not suffice: with more of them the same reply is read again. */
const full = new Error('more cells');

export function compileReader(shapes: readonly Shape[], types: Types): Reader {
  const scope: Record<string, unknown> = { any, booleanOrNull, floatOrNull, intOrNull, leave, members, nothing, space, string, isOneOf, full, typeAt: createTypeReader(types), lengths: types.names.map(({ length }) => length + 2) };
  const code: string[] = [];
  for (const shape of shapes) code.push(objectCode(shape, scope, code));
  const generated = generate<Generated>(
    scope,
    `let v,top=0,R=0,sp=0;const st=[];${code.join('\n')}
    function list(b,t,p,read,slots){if(b[p]!==91)throw leave;p=space(b,p+1);const n=slots.length;for(let i=0;i<n;i++){if(i>0){if(b[p]!==44)throw leave;p=space(b,p+1);}if(b[p]!==123)throw leave;p=read(b,t,p);t[slots[i]]=R;if(b[p]<=32)p=space(b,p);}if(b[p]!==93)throw leave;return p+1;}
    return {begin(m){v=m.words;top=m.top;sp=0;},top:()=>top,result:()=>R,list,objects:[${shapes.map(({ id }) => `o${id}`).join()}]};`,
  );

  const read = (memory: Memory, reply: Uint8Array, data: (b: Uint8Array, t: Int32Array, p: number) => number): number => {
    if (!isUtf8(reply)) throw leave;
    const from = memory.take(reply);
    for (;;) {
      generated.begin(memory);
      try {
        readReply(memory.bytes, from, memory.end - 1, (p) => data(memory.bytes, memory.cells, p));
        memory.top = generated.top();
        return generated.result();
      } catch (error) {
        if (error !== full) throw error;
        memory.growCells();
      }
    }
  };
  return {
    root: (memory, reply, shape) => read(memory, reply, (b, t, p) => (generated.objects[shape.id] as ReadObject)(b, t, p)),
    entities: (memory, reply, lists) => {
      read(memory, reply, (b, t, p) => {
        let found = 0;
        const end = members(b, p + 1, 'start', (name, at) => {
          const one = lists.find((each) => each.name === name);
          if (!one) return any(b, at);
          found += 1;
          return generated.list(b, t, at, generated.objects[one.shape.id] as ReadObject, one.slots);
        });
        if (found !== lists.length) throw leave;
        return end;
      });
    },
  };
}

/** `data` and what else a reply has; a reply with errors is none for the quick way. */
function readReply(b: Buffer, from: number, end: number, data: (p: number) => number): void {
  let p = space(b, from);
  if (b[p] !== 0x7b) throw leave;
  let found = 0;
  p = members(b, p + 1, 'start', (name, at) => {
    if (name === 'data') {
      if (b[at] !== 0x7b) throw leave;
      found += 1;
      return data(at);
    }
    if (name !== 'errors') return any(b, at);
    const after = any(b, at);
    if (b[at] !== 0x6e && !(b[at] === 0x5b && b[space(b, at + 1)] === 0x5d)) throw leave;
    return after;
  });
  if (found !== 1 || space(b, p) !== end) throw leave;
}

/** A function that reads one object: quick where fields come in the order in which they were asked for, right in any. */
function objectCode(shape: Shape, scope: Record<string, unknown>, code: string[]): string {
  const { id, size } = shape;
  const fields = [...shape.fields.values()];
  const zeros = Array.from({ length: size }, (_, cell) => `t[o+${cell}]=0;`).join('');
  const values = fields.map((field, index) => valueCode(field, `${id}_${index}`, scope, code));
  const setters = fields.map(({ name }, index) => `[${literal(name)},(b,t,p,o)=>{${values[index] ?? ''}return p;}]`);
  const quick = fields.map(({ name }, index) => `if(${isKey(name)}){p+=${name.length + 3};if(b[p]<=32)p=space(b,p);${values[index] ?? ''}if(b[p]===125){R=o;return p+1;}if(b[p]!==44){p=any${id}(b,t,p,o,'value');R=o;return p;}p++;}`);
  return `const fields${id}=new Map([${setters.join()}]);
    function any${id}(b,t,p,o,at){return members(b,p,at,(name,p)=>{const f=fields${id}.get(name);return f===undefined?any(b,p):f(b,t,p,o);});}
    function o${id}(b,t,p){const o=top;if(o+${size}>t.length)throw full;top=o+${size};${zeros}p++;const start=p;${quick.join('')}p=any${id}(b,t,p,o,p===start?'start':'name');R=o;return p;}`;
}

/** Compares the bytes of `"name":` as words. */
function isKey(name: string): string {
  const bytes = Buffer.from(`${literal(name)}:`);
  const starts = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) starts.push(at);
  if (bytes.length % 4 !== 0) starts.push(bytes.length - 4);
  return starts.map((at) => `v.getInt32(p${at === 0 ? '' : `+${at}`},true)===${bytes.readInt32LE(at)}`).join('&&');
}

function valueCode(field: ShapeField, id: string, scope: Record<string, unknown>, code: string[]): string {
  const { cell } = field;
  switch (field.kind) {
    case 'type':
      return `{const n=typeAt(b,p);t[o+${cell}]=n;p+=lengths[n];}`;
    case 'leaf':
      return `t[o+${cell}]=p;p=${leafCode(field.leaf, id, scope, code)};t[o+${cell + 1}]=p;`;
    case 'object':
      if (field.lists === 0) return `if(b[p]===123){p=o${field.shape.id}(b,t,p);t[o+${cell}]=R;}else{p=nothing(b,p);t[o+${cell}]=-1;}`;
      return `if(b[p]===91){p=${listCode(field.lists, field.shape, id, code)}(b,t,p);t[o+${cell}]=R;}else{p=nothing(b,p);t[o+${cell}]=-1;}`;
  }
}

/** A list's cells: how many items, then each one's cell, 0 for null. */
function listCode(lists: number, shape: Shape, id: string, code: string[]): string {
  const name = `l${id}_${lists}`;
  const [open, item] = lists === 1 ? [123, `o${shape.id}`] : [91, listCode(lists - 1, shape, id, code)];
  code.push(`function ${name}(b,t,p){const base=sp;p++;if(b[p]<=32)p=space(b,p);if(b[p]===93)p++;else for(;;){
    if(b[p]===${open}){p=${item}(b,t,p);st[sp++]=R;}else{p=nothing(b,p);st[sp++]=0;}
    let c=b[p];if(c<=32){p=space(b,p);c=b[p];}
    if(c===44){p++;if(b[p]<=32)p=space(b,p);continue;}
    if(c===93){p++;break;}throw leave;}
    const n=sp-base,r=top;if(r+n+1>t.length)throw full;top=r+n+1;t[r]=n;for(let i=0;i<n;i++)t[r+1+i]=st[base+i];sp=base;R=r;return p;}`);
  return name;
}

function leafCode({ type, lists, wantsItems }: Leaf, id: string, scope: Record<string, unknown>, code: string[]): string {
  if (lists > 0) {
    const name = `s${id}_${lists}`;
    const item = leafCode({ type, lists: lists - 1, wantsItems }, id, scope, code);
    code.push(`function ${name}(b,p){if(b[p]!==91)return nothing(b,p);p=space(b,p+1);if(b[p]===93)return p+1;for(;;){${wantsItems ? 'if(b[p]===110)throw leave;' : ''}p=space(b,${item});if(b[p]===93)return p+1;if(b[p]!==44)throw leave;p=space(b,p+1);}}`);
    return `${name}(b,p)`;
  }
  switch (type) {
    case 'String':
      return '(b[p]===34?string(b,p):nothing(b,p))';
    case 'Int':
      return 'intOrNull(b,p)';
    case 'Float':
      return 'floatOrNull(b,p)';
    case 'Boolean':
      return 'booleanOrNull(b,p)';
    case 'any':
      return 'any(b,p)';
    default: {
      const name = `e${id}`;
      scope[name] = type;
      code.push(`function ${name}_(b,p){if(b[p]!==34)return nothing(b,p);if(!isOneOf(b,p,${name}))throw leave;return string(b,p);}`);
      return `${name}_(b,p)`;
    }
  }
}
