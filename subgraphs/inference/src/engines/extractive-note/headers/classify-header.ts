import type { Views } from './header-features.ts';

/** header-model.json: `weights` are signed bytes in base64, a row of classes for each gram, then for each figure and form, then the bias; times `scale`. */
export type HeaderFile = { version: string; attribution: string; trainedOn: string; classes: string[]; grams: string[]; rarity: number[]; scale: number; weights: string };

export type HeaderModel = { classes: readonly string[]; places: ReadonlyMap<string, number>; rarity: readonly number[]; weights: Float32Array; figuresFrom: number };

/** How much the figures weigh beside the words. */
const figureScale = 0.6;
const formScale = 0.7;

export function readHeaderModel({ classes, grams, rarity, scale, weights }: HeaderFile): HeaderModel {
  const bytes = new Int8Array(Buffer.from(weights, 'base64'));
  return { classes, places: new Map(grams.map((gram, index) => [gram, index])), rarity, weights: Float32Array.from(bytes, (byte) => byte * scale), figuresFrom: grams.length };
}

/**
 * A dialogue as a sparse row: each view's words by log count and rarity, of length 1; then the figures and forms; then 1.
 * Words that the model does not know are left out.
 */
export function rowOf({ grams, figures, forms }: Views, places: ReadonlyMap<string, number>, rarity: readonly number[], figuresFrom: number): { indices: number[]; values: number[] } {
  const indices: number[] = [];
  const values: number[] = [];
  for (const view of grams) {
    const counts = new Map<number, number>();
    for (const gram of view) {
      const place = places.get(gram);
      if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const weighed = [...counts].map(([place, count]): [number, number] => [place, (1 + Math.log(count)) * rarity[place]!]);
    const norm = Math.sqrt(weighed.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
    for (const [place, value] of weighed) {
      indices.push(place);
      values.push(value / norm);
    }
  }
  for (const [index, figure] of [...figures.map((one) => one * figureScale), ...forms.map((one) => one * formScale), 1].entries()) {
    indices.push(figuresFrom + index);
    values.push(figure);
  }
  return { indices, values };
}

/** The likeliest of MTS-Dialog's section headers, with the margin to the next (above 0). */
export function classifyHeader(views: Views, { classes, places, rarity, weights, figuresFrom }: HeaderModel): { header: string; margin: number } {
  const { indices, values } = rowOf(views, places, rarity, figuresFrom);
  const scores = new Float64Array(classes.length);
  for (const [at, index] of indices.entries()) for (let one = 0; one < classes.length; one += 1) scores[one]! += values[at]! * weights[index * classes.length + one]!;
  const ranked = classes.map((header, index) => ({ header, score: scores[index]! })).sort((a, b) => b.score - a.score);
  return { header: ranked[0]!.header, margin: ranked[0]!.score - (ranked[1]?.score ?? 0) };
}
