/**
 * WebAssembly written from TypeScript: each function here gives the bytes of an expression (what it leaves on the stack)
 * or of a statement (nothing). So kernels are unrolled by loops, and no compiler, binary or build step is needed.
 */
export type Code = readonly number[];
export type ValueType = 'i32' | 'v128';

export type Local = { get: Code; set(value: Code): Code };

/** A function under construction. */
export type Frame = {
  local(type: ValueType): Local;
  locals(type: ValueType, count: number): Local[];
};

export type WasmFunction = {
  name: string;
  /** Parameters are i32: addresses and counts. */
  parameters: number;
  body(frame: Frame, ...parameters: Local[]): Code;
};

const unsigned = (value: number): Code => {
  const bytes: number[] = [];
  for (let rest = value >>> 0; ; ) {
    const low = rest & 127;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 128);
    if (rest === 0) return bytes;
  }
};

const signed = (value: number): Code => {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const low = rest & 127;
    rest >>= 7;
    const last = (rest === 0 && !(low & 64)) || (rest === -1 && (low & 64) !== 0);
    bytes.push(last ? low : low | 128);
    if (last) return bytes;
  }
};

const vector = (opcode: number, ...immediates: Code[]): Code => [0xfd, ...unsigned(opcode), ...immediates.flat()];
/** Nothing is promised about alignment but that of a float. */
const at = (offset: number): Code => [2, ...unsigned(offset)];
const binary = (opcode: Code) => (left: Code, right: Code): Code => [...left, ...right, ...opcode];
const unary = (opcode: Code) => (value: Code): Code => [...value, ...opcode];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: binary([0x6a]),
  sub: binary([0x6b]),
  mul: binary([0x6c]),
  and: binary([0x71]),
  shiftLeft: binary([0x74]),
  shiftRight: binary([0x76]),
  /** Unsigned, as addresses are. */
  less: binary([0x49]),
  atLeast: binary([0x4f]),
  load: (address: Code, offset = 0): Code => [...address, 0x28, ...at(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x36, ...at(offset)],
};

export const v128 = {
  load: (address: Code, offset = 0): Code => [...address, ...vector(0x00, at(offset))],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...vector(0x0b, at(offset))],
  /** One float in all four lanes. */
  loadSplat: (address: Code, offset = 0): Code => [...address, ...vector(0x09, at(offset))],
  /** One float in the first lane, and zeros. */
  loadFirst: (address: Code, offset = 0): Code => [...address, ...vector(0x5c, at(offset))],
  storeFirst: (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...vector(0x5a, at(offset), [0])],
  /** Bits of `left` where the mask has ones, of `right` where it has zeros. */
  select: (left: Code, right: Code, mask: Code): Code => [...left, ...right, ...mask, ...vector(0x52)],
  /** Lanes of 32 bits: 0..3 of the left, 4..7 of the right. */
  shuffle: (left: Code, right: Code, lanes: readonly [number, number, number, number]): Code => [...left, ...right, ...vector(0x0d, lanes.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]))],
};

const floatBytes = (value: number): Code => [...new Uint8Array(Float32Array.of(value).buffer)];

export const f32x4 = {
  const: (value: number): Code => vector(0x0c, [...floatBytes(value), ...floatBytes(value), ...floatBytes(value), ...floatBytes(value)]),
  add: binary(vector(0xe4)),
  sub: binary(vector(0xe5)),
  mul: binary(vector(0xe6)),
  div: binary(vector(0xe7)),
  sqrt: unary(vector(0xe3)),
  abs: unary(vector(0xe0)),
  /** All bits of a lane set where it is so. */
  greater: binary(vector(0x44)),
  nearest: unary(vector(0x6a)),
  /** One instruction on every processor; of two zeros or with a NaN either may come. */
  smaller: binary(vector(0xea)),
  larger: binary(vector(0xeb)),
  /** left * right + sum, rounded once where the processor can. */
  multiplyAdd: (fused: boolean) => (left: Code, right: Code, sum: Code): Code =>
    fused ? [...left, ...right, ...sum, ...vector(0x105)] : f32x4.add(f32x4.mul(left, right), sum),
  toIntegers: unary(vector(0xf8)),
};

export const i32x4 = {
  const: (value: number): Code => vector(0x0c, Array.from({ length: 4 }, () => [...new Uint8Array(Int32Array.of(value).buffer)]).flat()),
  add: binary(vector(0xae)),
  shiftLeft: (value: Code, bits: number): Code => [...value, ...i32.const(bits), ...vector(0xab)],
};

/** Statement after statement. */
export const steps = (...codes: readonly Code[]): Code => codes.flat();

/** Repeats while the condition holds; asked before each turn. */
export const loopWhile = (condition: Code, ...body: readonly Code[]): Code => [0x02, 0x40, 0x03, 0x40, ...condition, 0x45, 0x0d, 1, ...steps(...body), 0x0c, 0, 0x0b, 0x0b];

export const when = (condition: Code, then: Code, otherwise: Code = []): Code => [...condition, 0x04, 0x40, ...then, ...(otherwise.length > 0 ? [0x05, ...otherwise] : []), 0x0b];

/** Calls a function of the same module by its place in it. */
export const call = (index: number, ...given: readonly Code[]): Code => [...steps(...given), 0x10, ...unsigned(index)];

const types: Record<ValueType, number> = { i32: 0x7f, v128: 0x7b };

/** A module over another one's memory, imported as `host.memory`. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const section = (id: number, ...content: Code[]): Code => [id, ...unsigned(content.flat().length), ...content.flat()];
  const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
  const name = (text: string): Code => [...unsigned(text.length), ...Buffer.from(text, 'latin1')];
  const bodies = functions.map(({ parameters, body }) => {
    const extra: ValueType[] = [];
    const localAt = (index: number): Local => ({ get: [0x20, ...unsigned(index)], set: (value) => [...value, 0x21, ...unsigned(index)] });
    const frame: Frame = {
      local: (type) => localAt(parameters + extra.push(type) - 1),
      locals: (type, count) => Array.from({ length: count }, () => frame.local(type)),
    };
    const code = body(frame, ...Array.from({ length: parameters }, (_, index) => localAt(index)));
    const whole = [...list(extra.map((type) => [1, types[type]])), ...code, 0x0b];
    return [...unsigned(whole.length), ...whole];
  });
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, list(functions.map(({ parameters }) => [0x60, ...list(Array.from({ length: parameters }, () => [types.i32])), 0]))),
    ...section(2, list([[...name('host'), ...name('memory'), 2, 0, 0]])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map((one, index) => [...name(one.name), 0, ...unsigned(index)]))),
    ...section(10, list(bodies)),
  ]);
}
