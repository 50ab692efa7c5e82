/** Reads interleaved PCM of one packet as mono samples in -1..1; a trailing half sample is left out. Null: no PCM of ours. */
export function pcmReader(codec: string, channels: number): ((bytes: Uint8Array) => Float32Array) | null {
  const format = formats[codec];
  if (!format || channels < 1) return null;
  const [width, read] = format;
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const frames = Math.floor(bytes.byteLength / (width * channels));
    const samples = new Float32Array(frames);
    for (let frame = 0; frame < frames; frame += 1) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1) sum += read(view, (frame * channels + channel) * width);
      const sample = sum / channels;
      // A float file may hold anything, also NaN.
      samples[frame] = Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
    }
    return samples;
  };
}

/** The same for one channel of the packet alone. Null: no PCM of ours. */
export function pcmChannelReader(codec: string, channels: number, channel: number): ((bytes: Uint8Array) => Float32Array) | null {
  const format = formats[codec];
  if (!format || channel >= channels) return null;
  const [width, read] = format;
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const samples = new Float32Array(Math.floor(bytes.byteLength / (width * channels)));
    for (let frame = 0; frame < samples.length; frame += 1) {
      const sample = read(view, (frame * channels + channel) * width);
      samples[frame] = Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
    }
    return samples;
  };
}

/** Bytes a sample, and how to read one. */
const formats: Record<string, [number, (view: DataView, at: number) => number]> = {
  'pcm-u8': [1, (view, at) => (view.getUint8(at) - 128) / 128],
  'pcm-s16': [2, (view, at) => view.getInt16(at, true) / 32_768],
  'pcm-s24': [3, (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608],
  'pcm-s32': [4, (view, at) => view.getInt32(at, true) / 2_147_483_648],
  'pcm-f32': [4, (view, at) => view.getFloat32(at, true)],
  'pcm-f64': [8, (view, at) => view.getFloat64(at, true)],
  ulaw: [1, (view, at) => muLaw(view.getUint8(at))],
  alaw: [1, (view, at) => aLaw(view.getUint8(at))],
};

/** ITU-T G.711, telephones in North America. */
function muLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = (((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4);
  return ((bits & 0x80) === 0 ? magnitude - 0x84 : 0x84 - magnitude) / 32_768;
}

/** ITU-T G.711, telephones elsewhere. */
function aLaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits & 0x70) >> 4;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return ((bits & 0x80) === 0 ? -magnitude : magnitude) / 32_768;
}
