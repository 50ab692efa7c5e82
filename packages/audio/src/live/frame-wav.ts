import { engineRate } from '../engine-rate.ts';
import type { SoundFraming, SoundPlace } from './framing.ts';

/** A recorder that does not know its length yet writes one of these. */
const unknownLengths = new Set([0, 0xffffffff, 0x7fffffff]);

/** Null while the head is not all there. */
export function frameWav(head: Uint8Array): SoundFraming | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let format: Uint8Array | null = null;
  for (let at = 12; at + 8 <= head.byteLength; ) {
    const name = Buffer.from(head.subarray(at, at + 4)).toString('latin1');
    const length = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'data') {
      if (!format) return null;
      const of = new DataView(format.buffer, format.byteOffset, format.byteLength);
      return {
        container: 'WAV', header: Buffer.from(format).toString('base64'), firstByte: body, lastByte: unknownLengths.has(length) || length > 0x7ffffff0 ? null : body + length,
        rate: Math.max(1, of.getUint32(4, true)), frameBytes: Math.max(1, of.getUint16(12, true)), preSkip: 0, tickNs: 0, firstTick: 0,
      };
    }
    if (body + length > head.byteLength) return null;
    if (name === 'fmt ' && length >= 16) format = head.subarray(body, body + length);
    at = body + length + (length % 2);
  }
  return null;
}

/** Whole seconds: there a resampler of any rate stands as it does at the start. */
export function wavPlaces({ firstByte, rate, frameBytes }: SoundFraming, sample: number): SoundPlace[] {
  const second = Math.max(0, Math.floor(sample / engineRate));
  return [{ byte: firstByte + second * rate * frameBytes, sample: second * engineRate }];
}

export function wavExcerpt({ frameBytes }: SoundFraming, format: Buffer, body: Uint8Array): Uint8Array {
  const data = body.subarray(0, body.byteLength - (body.byteLength % frameBytes));
  const header = Buffer.alloc(28);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(20 + format.byteLength + data.byteLength, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(format.byteLength, 16);
  header.write('data', 20, 'latin1');
  header.writeUInt32LE(data.byteLength, 24);
  return Buffer.concat([header.subarray(0, 20), format, header.subarray(20), data]);
}
