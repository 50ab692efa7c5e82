/** WAV, 8 kHz, 16 bit, mono: what a device of the bench sends. */
const rate = 8_000;
const headerBytes = 44;

/** A quiet tone of so many milliseconds: not silence, which nobody needs to transcribe. */
export function wav(durationMs: number): Buffer {
  const samples = Math.round((durationMs / 1_000) * rate);
  const file = Buffer.alloc(headerBytes + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) file.writeInt16LE(Math.round(2_000 * Math.sin((2 * Math.PI * 300 * index) / rate)), headerBytes + index * 2);
  return file;
}

export const soundMs = (audio: Uint8Array): number => Math.round(((audio.byteLength - headerBytes) / (rate * 2)) * 1_000);
