import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Sample = { every: number; shape: number[]; numbers: string };

export type Reference = {
  mel: Sample;
  encoder: Sample;
  fed: number[];
  logits: Sample;
  plain: { prompt: number[]; tokens: number[] };
  ruled: { prompt: number[]; tokens: number[] };
  /** Frame at which each token of `fed` after the prompt begins. */
  tokenTimes: number[];
};

export function readReference(name: string): Reference {
  return JSON.parse(readFileSync(join(__dirname, '..', 'reference', 'expected', `${name}.json`), 'utf8')) as Reference;
}

/** Largest difference between our numbers and every n-th of the reference's. */
export function worstDifference(ours: Float32Array, { every, shape, numbers }: Sample): number {
  const bytes = Buffer.from(numbers, 'base64');
  const expected = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  if (ours.length !== shape.reduce((product, one) => product * one, 1)) return Infinity;
  return expected.reduce((worst, value, at) => Math.max(worst, Math.abs(value - ours[at * every]!)), 0);
}
