import { canFuse, compileKernels, newMemory } from '../../../backends/wasm-kernels/compile.ts';
import type { Kernels } from '../../../backends/wasm-kernels/compile.ts';

const page = 65_536;
/** The kernel's two answers lie before the scores. */
const scoresAt = 16;
let bench: { kernels: Kernels; floats: Float32Array } | null = null;

function benchFor(count: number): { kernels: Kernels; floats: Float32Array } {
  if (bench && bench.floats.length >= scoresAt / 4 + count) return bench;
  const memory = newMemory(Math.ceil((scoresAt + 4 * count) / page));
  bench = { kernels: compileKernels(memory, canFuse()), floats: new Float32Array(memory.buffer) };
  return bench;
}

/**
 * log(sum(exp(scores))), to 1e-4. Tens of thousands of exponentials a token: four at a time in WebAssembly, whatever the
 * backend, which is worth the copy.
 */
export function logSumExp(scores: Float32Array): number {
  return summary(scores).logSumExp;
}

/** The likeliest, the first of equals, and log(sum(exp(scores))): one pass and a copy for both. */
export function summary(scores: Float32Array): { likeliest: number; logSumExp: number } {
  const count = 4 * Math.ceil(scores.length / 4);
  const { kernels, floats } = benchFor(count);
  floats.set(scores, scoresAt / 4);
  floats.fill(-Infinity, scoresAt / 4 + scores.length, scoresAt / 4 + count);
  kernels.sumOfExponentials(scoresAt, count, 0);
  const top = floats[0]!;
  return { likeliest: Math.max(0, scores.indexOf(top)), logSumExp: top === -Infinity ? -Infinity : top + Math.log(floats[1]!) };
}

export function largest(scores: Float32Array): number {
  let best = 0;
  for (let at = 1; at < scores.length; at += 1) if (scores[at]! > scores[best]!) best = at;
  return best;
}

/** The `count` likeliest, best first. */
export function likeliest(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at]!;
    if (score === -Infinity || (best.length === count && score <= scores[best[count - 1]!]!)) continue;
    let place = best.length;
    while (place > 0 && scores[best[place - 1]!]! < score) place -= 1;
    best.splice(place, 0, at);
    if (best.length > count) best.pop();
  }
  return best;
}

/** One drawn at this temperature. @param uniform in 0..1 */
export function drawn(scores: Float32Array, temperature: number, uniform: number): number {
  const scaled = scores.map((score) => score / temperature);
  const total = logSumExp(scaled);
  let left = uniform;
  for (let at = 0; at < scaled.length; at += 1) {
    const probability = Math.exp(scaled[at]! - total);
    left -= probability;
    if (left <= 0 && probability > 0) return at;
  }
  return largest(scaled);
}
