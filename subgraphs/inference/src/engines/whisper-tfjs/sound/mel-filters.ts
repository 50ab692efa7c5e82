/** Slaney's mel scale: linear to 1 kHz, logarithmic above. */
const toMel = (hertz: number) => (hertz < 1_000 ? (3 * hertz) / 200 : 15 + (Math.log(hertz / 1_000) * 27) / Math.log(6.4));
const toHertz = (mel: number) => (mel < 15 ? (200 * mel) / 3 : 1_000 * Math.exp((Math.log(6.4) / 27) * (mel - 15)));

/**
 * Triangular filters with Slaney's area normalisation, as librosa.filters.mel makes them for Whisper.
 * @returns [bins, mels] row by row, bins = fftSize / 2 + 1
 */
export function melFilters(mels: number, fftSize: number, sampleRate: number): Float32Array {
  const bins = fftSize / 2 + 1;
  const top = toMel(sampleRate / 2);
  const edges = Array.from({ length: mels + 2 }, (_, at) => toHertz((top * at) / (mels + 1)));
  const filters = new Float32Array(bins * mels);
  for (let mel = 0; mel < mels; mel += 1) {
    const [left, middle, right] = [edges[mel]!, edges[mel + 1]!, edges[mel + 2]!];
    const area = 2 / (right - left);
    for (let bin = 0; bin < bins; bin += 1) {
      const hertz = (bin * sampleRate) / fftSize;
      filters[bin * mels + mel] = Math.max(0, Math.min((hertz - left) / (middle - left), (right - hertz) / (right - middle))) * area;
    }
  }
  return filters;
}
