import type { Voiceprint } from './voiceprint.ts';

export type Clustering = {
  /** 2 or 3. */
  count: number;
  /** Which cluster each point is of, from 0, the one with most sound first. */
  labels: readonly number[];
  /** How likely each point is of its cluster, 0.5..0.98: by where it lies, and never more than the clusters are distinct. */
  certainty: readonly number[];
  /** Mean silhouette, -1..1. */
  silhouette: number;
};

type Point = { at: Float64Array; weight: number };

/** One median pitch of a voice is this far from another, in semitones: a question rises, a tired voice falls. */
const pitchSpread = 1.6;
/** Speech of one voice stretches its cepstral means by this part of its frames' own variance from utterance to utterance. */
const meanSpread = 1 / 12;
/** Fewer utterances say nothing of who else is in the room. */
const leastPoints = 4;
const leastInCluster = 2;
/**
 * Mean silhouettes that one voice, cut in two, does not reach; few utterances fall apart by chance more often. Synthetic
 * voices: one yields 0.2 to 0.33 with twenty utterances and up to 0.53 with six, two yield 0.53 to 0.77.
 */
const leastSilhouette = (points: number) => 0.38 + 1.2 / points;
/** Figures on a line fall into two heaps far more easily. */
const leastSilhouetteOnLine = 0.75;
/** A third voice must part the points better than two did, by this much. */
const thirdBetterBy = 0.06;
/** Silhouettes are taken over so many points at most, evenly chosen. */
const sampled = 300;

/**
 * Whose voice is whose, without knowing whom: two or three clusters of voiceprints, or null when they may be one voice's.
 * Doubt is null: one voice taken for two would put words into a mouth.
 */
export function clusterVoices(prints: readonly Voiceprint[]): Clustering | null {
  if (prints.length < leastPoints) return null;
  const points = placed(prints);
  const two = bestOf(points, 2);
  const three = bestOf(points, 3);
  const best = three && (!two || three.silhouette >= two.silhouette + thirdBetterBy) ? three : two;
  return best && best.silhouette >= leastSilhouette(points.length) ? ordered(points, best) : null;
}

/** The same for one figure a point, e.g. left against right channel in dB: two heaps whose middles are `apart` at least. */
export function clusterFigures(figures: readonly { value: number; weight: number }[], apart: number): Clustering | null {
  const points = figures.map(({ value, weight }) => ({ at: Float64Array.of(value), weight }));
  const two = points.length < leastPoints ? null : bestOf(points, 2);
  if (!two || two.silhouette < leastSilhouetteOnLine || squared(two.centres[0]!, two.centres[1]!) < apart ** 2) return null;
  return ordered(points, two);
}

/** Voiceprints as points: what one voice scatters from utterance to utterance is about one unit in every direction. */
function placed(prints: readonly Voiceprint[]): Point[] {
  const frames = prints.reduce((sum, { voicedFrames }) => sum + voicedFrames, 0);
  const pooled = (prints[0]?.variances ?? []).map((_, c) => prints.reduce((sum, { variances, voicedFrames }) => sum + variances[c]! * voicedFrames, 0) / frames);
  return prints.map(({ means, pitch, voicedFrames }) => ({
    at: Float64Array.from([pitch / pitchSpread, ...means.map((mean, c) => mean / Math.sqrt(pooled[c]! * meanSpread + 1e-9))]),
    // Long utterances lead, but not alone: beyond 3 s of vowels a mean hardly improves.
    weight: Math.min(150, voicedFrames),
  }));
}

type Split = { count: number; labels: number[]; centres: Float64Array[]; silhouette: number };

/** k-means from several far-apart beginnings; the tightest whose clusters all have `leastInCluster` points. */
function bestOf(points: readonly Point[], count: number): Split | null {
  let best: (Split & { cost: number }) | null = null;
  const starts = Math.min(8, points.length);
  for (let start = 0; start < starts; start += 1) {
    const split = settle(points, farApart(points, Math.floor((start * points.length) / starts), count));
    const sizes = Array.from({ length: count }, (_, one) => split.labels.filter((label) => label === one).length);
    if (Math.min(...sizes) >= leastInCluster && (!best || split.cost < best.cost)) best = { ...split, count, silhouette: 0 };
  }
  return best && { ...best, silhouette: silhouetteOf(points, best.labels, count) };
}

function farApart(points: readonly Point[], first: number, count: number): Float64Array[] {
  const centres = [points[first]!.at];
  while (centres.length < count) {
    const distances = points.map(({ at }) => Math.min(...centres.map((centre) => squared(at, centre))));
    centres.push(points[distances.indexOf(Math.max(...distances))]!.at);
  }
  return centres;
}

function settle(points: readonly Point[], beginning: Float64Array[]): { labels: number[]; centres: Float64Array[]; cost: number } {
  let centres = beginning;
  let labels: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    const next = points.map(({ at }) => nearest(at, centres));
    if (next.every((label, index) => label === labels[index])) break;
    labels = next;
    centres = centres.map((centre, one) => meanOf(points.filter((_, index) => labels[index] === one)) ?? centre);
  }
  return { labels, centres, cost: points.reduce((sum, { at, weight }, index) => sum + weight * squared(at, centres[labels[index]!]!), 0) };
}

function meanOf(points: readonly Point[]): Float64Array | null {
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return null;
  return Float64Array.from(points[0]!.at, (_, axis) => points.reduce((sum, { at, weight }) => sum + at[axis]! * weight, 0) / total);
}

function nearest(at: Float64Array, centres: readonly Float64Array[]): number {
  const distances = centres.map((centre) => squared(at, centre));
  return distances.indexOf(Math.min(...distances));
}

function squared(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let axis = 0; axis < a.length; axis += 1) sum += (a[axis]! - b[axis]!) ** 2;
  return sum;
}

/** How much nearer points are to their own cluster's points than to the next cluster's, weighed by their sound. */
function silhouetteOf(points: readonly Point[], labels: readonly number[], count: number): number {
  const step = Math.max(1, points.length / sampled);
  const chosen = Array.from({ length: Math.floor(points.length / step) }, (_, i) => Math.floor(i * step));
  let total = 0;
  let weighed = 0;
  for (const one of chosen) {
    const sums = new Float64Array(count);
    const weights = new Float64Array(count);
    for (const other of chosen) {
      if (other === one) continue;
      sums[labels[other]!]! += Math.sqrt(squared(points[one]!.at, points[other]!.at)) * points[other]!.weight;
      weights[labels[other]!]! += points[other]!.weight;
    }
    const means = Array.from(sums, (sum, label) => (weights[label]! > 0 ? sum / weights[label]! : Infinity));
    const own = means[labels[one]!]!;
    const next = Math.min(...means.filter((_, label) => label !== labels[one]));
    const value = Number.isFinite(own) && Number.isFinite(next) && Math.max(own, next) > 0 ? (next - own) / Math.max(own, next) : 0;
    total += value * points[one]!.weight;
    weighed += points[one]!.weight;
  }
  return weighed > 0 ? total / weighed : 0;
}

function ordered(points: readonly Point[], { count, labels, centres, silhouette }: Split): Clustering {
  const sound = Array.from({ length: count }, (_, one) => points.reduce((sum, { weight }, index) => sum + (labels[index] === one ? weight : 0), 0));
  const order = sound.map((_, one) => one).sort((a, b) => sound[b]! - sound[a]!);
  return { count, silhouette, labels: labels.map((label) => order.indexOf(label)), certainty: points.map(({ at }, index) => Math.min(surest(silhouette), certaintyOf(at, centres, labels[index]!))) };
}

/** Clusters that only just pass may hold strangers, distinct ones hardly any: 0.85 at 0.4, 0.98 at 0.7. Cautious, not measured on people. */
function surest(silhouette: number): number {
  return Math.min(0.98, Math.max(0.85, 0.85 + (0.13 * (silhouette - 0.4)) / 0.3));
}

/** By how far beyond the middle between two centres a point lies: 0.5 in the middle, 0.99 at the centre. */
function certaintyOf(at: Float64Array, centres: readonly Float64Array[], own: number): number {
  const others = centres.filter((_, one) => one !== own);
  const leasts = others.map((other) => {
    const apart = squared(centres[own]!, other);
    // -1 at the own centre, 0 in the middle, along the line between the two.
    const along = apart > 0 ? (squared(at, centres[own]!) - squared(at, other)) / apart : 0;
    return 1 / (1 + Math.exp(4.6 * along));
  });
  return Math.max(0.5, Math.min(...leasts));
}
