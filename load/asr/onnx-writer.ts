/** Writes the parts of ONNX's protobuf format that a Whisper needs: a graph of nodes with their weights inside. */
type Field = [number: number, value: number | bigint | string | Uint8Array];

export type OnnxTensor = { name: string; dims: readonly number[]; data: Float32Array | BigInt64Array };
export type OnnxValue = { name: string; type: 'float' | 'int64'; dims: readonly (number | string)[] };
export type OnnxNode = { op: string; inputs: readonly string[]; outputs: readonly string[]; attributes?: Readonly<Record<string, number | readonly number[]>> };

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return bytes;
}

function message(fields: readonly Field[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [number, value] of fields) {
    if (typeof value === 'number' || typeof value === 'bigint') parts.push(Uint8Array.from([...varint(BigInt(number << 3)), ...varint(BigInt(value))]));
    else {
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      parts.push(Uint8Array.from([...varint(BigInt((number << 3) | 2)), ...varint(BigInt(bytes.length))]), bytes);
    }
  }
  return Buffer.concat(parts);
}

const typeOf = { float: 1, int64: 7 } as const;

const tensor = ({ name, dims, data }: OnnxTensor) =>
  message([...dims.map((dim): Field => [1, dim]), [2, data instanceof Float32Array ? typeOf.float : typeOf.int64], [8, name], [9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]]);

const value = ({ name, type, dims }: OnnxValue) => {
  const shape = message(dims.map((dim): Field => [1, message([typeof dim === 'number' ? [1, dim] : [2, dim]])]));
  return message([[1, name], [2, message([[1, message([[1, typeOf[type]], [2, shape]])]])]]);
};

const node = ({ op, inputs, outputs, attributes = {} }: OnnxNode) =>
  message([
    ...inputs.map((name): Field => [1, name]), ...outputs.map((name): Field => [2, name]), [4, op],
    ...Object.entries(attributes).map(([name, given]): Field => [5, message(typeof given === 'number' ? [[1, name], [3, given], [20, 2]] : [[1, name], ...given.map((one): Field => [8, one]), [20, 7]])]),
  ]);

export function writeOnnx(graph: { nodes: readonly OnnxNode[]; weights: readonly OnnxTensor[]; inputs: readonly OnnxValue[]; outputs: readonly OnnxValue[] }): Uint8Array {
  const body = message([...graph.nodes.map((one): Field => [1, node(one)]), [2, 'whisper'], ...graph.weights.map((one): Field => [5, tensor(one)]), ...graph.inputs.map((one): Field => [11, value(one)]), ...graph.outputs.map((one): Field => [12, value(one)])]);
  return message([[1, 9], [2, 'dr-assistant'], [7, body], [8, message([[1, ''], [2, 20]])]]);
}
