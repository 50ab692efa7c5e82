import type { WhisperConfiguration } from '../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/configuration.ts';
import type { TensorStore } from '../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/read-safetensors.ts';
import { writeOnnx } from './onnx-writer.ts';
import type { OnnxNode, OnnxTensor, OnnxValue } from './onnx-writer.ts';

/**
 * The same checkpoint as ONNX graphs, in the form that ONNX Runtime likes: weights transposed, queries, keys and values in
 * one product, whole layer norms and GELUs as single operators. The encoder also gives the decoder's keys (transposed)
 * and values of the sound; the decoder makes one step with a cache.
 */
export function whisperOnnx(store: TensorStore, { width, encoderHeads: heads, encoderLayers, decoderLayers, vocabulary, frames, mels }: WhisperConfiguration): { encoder: Uint8Array; decoder: Uint8Array } {
  const depth = width / heads;

  function graph() {
    const nodes: OnnxNode[] = [];
    const weights: OnnxTensor[] = [];
    let made = 0;
    const weight = (dims: readonly number[], data: Float32Array | BigInt64Array) => {
      const name = `w${(made += 1)}`;
      weights.push({ name, dims, data });
      return name;
    };
    const add = (op: string, inputs: readonly string[], attributes?: OnnxNode['attributes'], outputs = [`n${(made += 1)}`]) => {
      nodes.push({ op, inputs, outputs, ...(attributes ? { attributes } : {}) });
      return outputs[0]!;
    };
    const read = (name: string) => store.read(`model.${name}`);
    const stored = (name: string) => weight(read(name).shape, read(name).data);
    const shape = (...dims: number[]) => weight([dims.length], BigInt64Array.from(dims, BigInt));
    /** Side by side, as [in, out]. */
    const linear = (x: string, parts: readonly { at: string; bias: boolean; scale?: number }[]) => {
      const matrices = parts.map(({ at }) => read(`${at}.weight`));
      const inner = matrices[0]!.shape[1]!;
      const outer = matrices.reduce((sum, one) => sum + one.shape[0]!, 0);
      const matrix = new Float32Array(inner * outer);
      const bias = new Float32Array(outer);
      let column = 0;
      parts.forEach(({ at, bias: has, scale = 1 }, index) => {
        const shift = has ? read(`${at}.bias`).data : null;
        for (let out = 0; out < matrices[index]!.shape[0]!; out += 1, column += 1) {
          for (let row = 0; row < inner; row += 1) matrix[row * outer + column] = matrices[index]!.data[out * inner + row]! * scale;
          if (shift) bias[column] = shift[out]! * scale;
        }
      });
      return add('Add', [add('MatMul', [x, weight([inner, outer], matrix)]), weight([outer], bias)]);
    };
    const norm = (x: string, at: string) => add('LayerNormalization', [x, stored(`${at}.weight`), stored(`${at}.bias`)], { axis: -1 });
    const split = (x: string) => {
      const outputs = ['q', 'k', 'v'].map((part) => `${part}${(made += 1)}`);
      add('Split', [x, shape(width, width, width)], { axis: -1 }, outputs);
      return outputs as [string, string, string];
    };
    const qkv = (x: string, at: string) => split(linear(x, [{ at: `${at}.q_proj`, bias: true, scale: depth ** -0.5 }, { at: `${at}.k_proj`, bias: false }, { at: `${at}.v_proj`, bias: true }]));
    const feedForward = (x: string, at: string) => add('Add', [x, linear(add('Gelu', [linear(norm(x, `${at}.final_layer_norm`), [{ at: `${at}.fc1`, bias: true }])]), [{ at: `${at}.fc2`, bias: true }])]);
    const attention = (q: string, keysTransposed: string, v: string) => add('MatMul', [add('Softmax', [add('MatMul', [q, keysTransposed])], { axis: -1 }), v]);
    return { nodes, weights, weight, add, read, stored, shape, linear, norm, qkv, feedForward, attention };
  }

  function encoder(): Uint8Array {
    const { nodes, weights, add, stored, shape, linear, norm, qkv, feedForward, attention } = graph();
    const conv = (x: string, at: string, stride: number) => add('Gelu', [add('Conv', [x, stored(`${at}.weight`), stored(`${at}.bias`)], { kernel_shape: [3], pads: [1, 1], strides: [stride] })]);
    const heads4 = (x: string, perm: number[]) => add('Transpose', [add('Reshape', [x, shape(0, frames, heads, depth)])], { perm });
    let x = add('Add', [add('Transpose', [conv(conv('mel', 'encoder.conv1', 1), 'encoder.conv2', 2)], { perm: [0, 2, 1] }), stored('encoder.embed_positions.weight')]);
    for (let index = 0; index < encoderLayers; index += 1) {
      const at = `encoder.layers.${index}`;
      const [q, k, v] = qkv(norm(x, `${at}.self_attn_layer_norm`), `${at}.self_attn`);
      const mixed = attention(heads4(q, [0, 2, 1, 3]), heads4(k, [0, 2, 3, 1]), heads4(v, [0, 2, 1, 3]));
      const merged = add('Reshape', [add('Transpose', [mixed], { perm: [0, 2, 1, 3] }), shape(0, frames, width)]);
      x = feedForward(add('Add', [x, linear(merged, [{ at: `${at}.self_attn.out_proj`, bias: true }])]), at);
    }
    add('LayerNormalization', [x, stored('encoder.layer_norm.weight'), stored('encoder.layer_norm.bias')], { axis: -1 }, ['sound']);
    const outputs: OnnxValue[] = [{ name: 'sound', type: 'float', dims: ['windows', frames, width] }];
    for (let index = 0; index < decoderLayers; index += 1) {
      const at = `decoder.layers.${index}.encoder_attn`;
      add('Transpose', [add('Reshape', [linear('sound', [{ at: `${at}.k_proj`, bias: false }]), shape(0, frames, heads, depth)])], { perm: [0, 2, 3, 1] }, [`keys${index}`]);
      add('Transpose', [add('Reshape', [linear('sound', [{ at: `${at}.v_proj`, bias: true }]), shape(0, frames, heads, depth)])], { perm: [0, 2, 1, 3] }, [`values${index}`]);
      outputs.push({ name: `keys${index}`, type: 'float', dims: ['windows', heads, depth, frames] }, { name: `values${index}`, type: 'float', dims: ['windows', heads, frames, depth] });
    }
    return writeOnnx({ nodes, weights, inputs: [{ name: 'mel', type: 'float', dims: ['windows', mels, frames * 2] }], outputs });
  }

  function decoder(): Uint8Array {
    const { nodes, weights, weight, add, read, stored, shape, linear, norm, qkv, feedForward, attention } = graph();
    const one = (x: string) => add('Reshape', [x, shape(0, heads, 1, depth)]);
    const merged = (x: string) => add('Reshape', [x, shape(0, 1, width)]);
    const inputs: OnnxValue[] = [{ name: 'token', type: 'int64', dims: ['windows', 1] }, { name: 'position', type: 'int64', dims: [1] }];
    const outputs: OnnxValue[] = [{ name: 'scores', type: 'float', dims: ['windows', 1, vocabulary] }];
    let x = add('Add', [add('Gather', [stored('decoder.embed_tokens.weight'), 'token']), add('Gather', [stored('decoder.embed_positions.weight'), 'position'])]);
    for (let index = 0; index < decoderLayers; index += 1) {
      const at = `decoder.layers.${index}`;
      for (const part of ['k', 'v']) {
        inputs.push({ name: `before_${part}${index}`, type: 'float', dims: ['windows', heads, 'said', depth] });
        outputs.push({ name: `after_${part}${index}`, type: 'float', dims: ['windows', heads, 'saidNow', depth] });
      }
      inputs.push({ name: `keys${index}`, type: 'float', dims: ['windows', heads, depth, frames] }, { name: `values${index}`, type: 'float', dims: ['windows', heads, frames, depth] });
      const [q, k, v] = qkv(norm(x, `${at}.self_attn_layer_norm`), `${at}.self_attn`);
      const keys = add('Concat', [`before_k${index}`, one(k)], { axis: 2 }, [`after_k${index}`]);
      const values = add('Concat', [`before_v${index}`, one(v)], { axis: 2 }, [`after_v${index}`]);
      x = add('Add', [x, linear(merged(attention(one(q), add('Transpose', [keys], { perm: [0, 1, 3, 2] }), values)), [{ at: `${at}.self_attn.out_proj`, bias: true }])]);
      const query = linear(norm(x, `${at}.encoder_attn_layer_norm`), [{ at: `${at}.encoder_attn.q_proj`, bias: true, scale: depth ** -0.5 }]);
      x = add('Add', [x, linear(merged(attention(one(query), `keys${index}`, `values${index}`)), [{ at: `${at}.encoder_attn.out_proj`, bias: true }])]);
      x = feedForward(x, at);
    }
    const embeddings = read('decoder.embed_tokens.weight').data;
    const transposed = new Float32Array(embeddings.length);
    for (let token = 0; token < vocabulary; token += 1) for (let at = 0; at < width; at += 1) transposed[at * vocabulary + token] = embeddings[token * width + at]!;
    add('MatMul', [norm(x, 'decoder.layer_norm'), weight([width, vocabulary], transposed)], undefined, ['scores']);
    return writeOnnx({ nodes, weights, inputs, outputs });
  }
  return { encoder: encoder(), decoder: decoder() };
}
