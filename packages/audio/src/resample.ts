/** Multiplied by the larger of the two rates' ratio; 16 zero crossings a side keep speech's band flat to 0.1 dB. */
const zeroCrossings = 16;
/** Kaiser window: about 80 dB of stop-band attenuation. */
const beta = 8;
/** Of the lower of the two Nyquist frequencies: room for the filter's slope. */
const cutoff = 0.92;

export type Resampler = {
  push(samples: Float32Array): Float32Array;
  /** What the filter still holds. */
  flush(): Float32Array;
};

/**
 * A streaming polyphase windowed-sinc resampler from `from` to `to` Hz (integers). Without delay: output n is the
 * input at n * from / to. Memory: the filter (a few MB for rates that share no factor) and one filter's length of input.
 */
export function createResampler(from: number, to: number): Resampler {
  if (from === to) return { push: (samples) => samples, flush: () => new Float32Array(0) };
  const shared = greatestCommonDivisor(from, to);
  const up = to / shared;
  const down = from / shared;
  const half = Math.ceil(zeroCrossings * Math.max(1, from / to));
  const taps = 2 * half;
  const filter = polyphase(up, half, Math.min(1, to / from) * cutoff);

  // `held` begins at input position `origin`; the silence before the first sample lets the filter start centred.
  let held = new Float32Array(half);
  let origin = -half;
  let produced = 0;
  let consumed = 0;

  function drain(limit: number): Float32Array {
    const output: number[] = [];
    for (; produced < limit; produced += 1) {
      const numerator = produced * down;
      const centre = Math.floor(numerator / up);
      const phase = numerator - centre * up;
      const first = centre - half + 1 - origin;
      if (first + taps > held.length) break;
      let sum = 0;
      for (let tap = 0; tap < taps; tap += 1) sum += held[first + tap]! * filter[phase * taps + tap]!;
      output.push(sum);
    }
    const next = Math.floor((produced * down) / up) - half + 1;
    if (next > origin) {
      held = held.slice(Math.min(next - origin, held.length));
      origin = next;
    }
    return Float32Array.from(output);
  }

  return {
    push(samples) {
      consumed += samples.length;
      const joined = new Float32Array(held.length + samples.length);
      joined.set(held);
      joined.set(samples, held.length);
      held = joined;
      return drain(Infinity);
    },
    flush() {
      const joined = new Float32Array(held.length + taps);
      joined.set(held);
      held = joined;
      return drain(Math.ceil((consumed * up) / down));
    },
  };
}

/** Row `phase` holds the taps for an output that lies phase/up after an input sample; each row sums to one. */
function polyphase(up: number, half: number, band: number): Float32Array {
  const taps = 2 * half;
  const filter = new Float32Array(up * taps);
  for (let phase = 0; phase < up; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - half + 1 - phase / up;
      const value = sinc(distance * band) * kaiser(distance / half);
      filter[phase * taps + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < taps; tap += 1) filter[phase * taps + tap]! /= sum;
  }
  return filter;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel0(beta * Math.sqrt(1 - x * x)) / bessel0(beta);
}

/** Modified Bessel function of the first kind, order zero, by its series. */
function bessel0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-9; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
