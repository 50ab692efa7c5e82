/** Sounds made up for tests and benchmarks, here and elsewhere (`@dra/audio/tones`): samples in -1..1. */
export function tone(hz: number, seconds: number, rate: number, loudness = 0.5): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => loudness * Math.sin((2 * Math.PI * hz * i) / rate));
}

/** White noise, the same on every run. */
export function hiss(seconds: number, rate: number, loudness = 0.2): Float32Array {
  let state = 42;
  return Float32Array.from({ length: Math.round(seconds * rate) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return loudness * (state / 2 ** 31 - 1);
  });
}

/**
 * Something with speech's outline: a voiced buzz at 120 Hz whose loudness swells four times a second and whose pitch
 * falls.
 */
export function babble(seconds: number, rate: number, loudness = 0.4): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => {
    const time = i / rate;
    phase += (2 * Math.PI * (130 - 10 * (time % 2))) / rate;
    const syllable = Math.max(0.02, Math.sin(2 * Math.PI * 2 * time) ** 2);
    const buzz = Math.sin(phase) + 0.6 * Math.sin(2 * phase) + 0.4 * Math.sin(3 * phase) + 0.3 * Math.sin(7 * phase);
    return (loudness * syllable * buzz) / 2;
  });
}

export function joined(...parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A WAV file of 16-bit PCM; every channel carries the same samples. */
export function wav(samples: Float32Array, rate = 16_000, channels = 1): Buffer {
  const data = Buffer.alloc(samples.length * channels * 2);
  samples.forEach((sample, i) => {
    for (let channel = 0; channel < channels; channel += 1) data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), (i * channels + channel) * 2);
  });
  return Buffer.concat([wavHeader({ format: 1, channels, rate, bits: 16, dataBytes: data.byteLength }), data]);
}

/** A WAV file of 16-bit PCM with two channels of their own. */
export function stereoWav(left: Float32Array, right: Float32Array, rate: number): Buffer {
  const frames = Math.max(left.length, right.length);
  const data = Buffer.alloc(frames * 4);
  for (let i = 0; i < frames; i += 1) {
    data.writeInt16LE(Math.round((left[i] ?? 0) * 32_767), i * 4);
    data.writeInt16LE(Math.round((right[i] ?? 0) * 32_767), i * 4 + 2);
  }
  return Buffer.concat([wavHeader({ format: 1, channels: 2, rate, bits: 16, dataBytes: data.byteLength }), data]);
}

export function wavHeader({ format, channels, rate, bits, dataBytes }: { format: number; channels: number; rate: number; bits: number; dataBytes: number }): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(Math.min(0xffffffff, 36 + dataBytes), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE((rate * channels * bits) / 8, 28);
  header.writeUInt16LE((channels * bits) / 8, 32);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(Math.min(0xffffffff, dataBytes), 40);
  return header;
}
