/** Log energies of a frame in mel bands, turned into cepstra: the shape of the mouth without its loudness. */
export const frameSamples = 512;
const rate = 16_000;
const bands = 26;
const lowestHz = 100;
const highestHz = 7_000;
export const cepstraCount = 12;
/** Below the frame's loudest band nothing is looked at: what lies there is the room or the codec. Natural logarithm, about 45 dB. */
const floorBelow = 10.5;

const window = Float64Array.from({ length: frameSamples }, (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (frameSamples - 1)));
const mel = (hz: number) => 1_127 * Math.log1p(hz / 700);
const filters = melFilters();
const cosines = Array.from({ length: cepstraCount }, (_, c) => Float64Array.from({ length: bands }, (__, b) => Math.sqrt(2 / bands) * Math.cos((Math.PI * (c + 1) * (b + 0.5)) / bands)));

/** Cepstra 1..12 of `frameSamples` samples at 16 kHz, starting at `from`; missing samples are silence. */
export function cepstraOf(samples: Float32Array, from: number): Float64Array {
  const real = new Float64Array(frameSamples);
  const imaginary = new Float64Array(frameSamples);
  // A little treble, as voices lose 6 dB an octave.
  for (let i = 0; i < frameSamples; i += 1) real[i] = window[i]! * ((samples[from + i] ?? 0) - 0.97 * (samples[from + i - 1] ?? 0));
  fourier(real, imaginary);
  const energies = filters.map(({ first, weights }) => weights.reduce((sum, weight, i) => sum + weight * (real[first + i]! ** 2 + imaginary[first + i]! ** 2), 1e-12));
  const logs = energies.map(Math.log);
  const floor = Math.max(...logs) - floorBelow;
  return Float64Array.from(cosines, (row) => row.reduce((sum, cosine, band) => sum + cosine * Math.max(floor, logs[band]!), 0));
}

function melFilters(): { first: number; weights: Float64Array }[] {
  const edges = Array.from({ length: bands + 2 }, (_, i) => {
    const at = mel(lowestHz) + ((mel(highestHz) - mel(lowestHz)) * i) / (bands + 1);
    return (700 * Math.expm1(at / 1_127) * frameSamples) / rate;
  });
  return Array.from({ length: bands }, (_, band) => {
    const [low, middle, high] = [edges[band]!, edges[band + 1]!, edges[band + 2]!];
    const first = Math.ceil(low);
    const weights = Float64Array.from({ length: Math.max(1, Math.floor(high) - first + 1) }, (__, i) => Math.max(0, Math.min((first + i - low) / (middle - low), (high - first - i) / (high - middle))));
    return { first, weights };
  });
}

/** In place, radix 2. */
function fourier(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i += 1) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [real[i], real[j]] = [real[j]!, real[i]!];
  }
  for (let length = 2; length <= size; length *= 2) {
    const angle = (-2 * Math.PI) / length;
    for (let k = 0; k < length / 2; k += 1) {
      const cosine = Math.cos(angle * k);
      const sine = Math.sin(angle * k);
      for (let start = k; start < size; start += length) {
        const other = start + length / 2;
        const re = real[other]! * cosine - imaginary[other]! * sine;
        const im = real[other]! * sine + imaginary[other]! * cosine;
        real[other] = real[start]! - re;
        imaginary[other] = imaginary[start]! - im;
        real[start]! += re;
        imaginary[start]! += im;
      }
    }
  }
}
