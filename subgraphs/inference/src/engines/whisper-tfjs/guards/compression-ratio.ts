import { deflateSync } from 'node:zlib';

/** Bytes of a text over its bytes compressed: people reach 2 or so, a decoder that goes round in circles far more. */
export function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length;
}
