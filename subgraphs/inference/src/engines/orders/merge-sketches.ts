import type { OrderSketch } from './order-sketch.ts';

const keyOf = (sketch: OrderSketch): string | null =>
  sketch.mention ? sketch.mention.drug.ingredients.map((ingredient) => ingredient.name).sort().join('|') : null;

/**
 * One order a drug and intent: said again, it adds what was not said before (a difference shows as a conflict later).
 * A drug with an order and a different one later keeps both, flagged: a person decides.
 */
export const mergeSketches = (sketches: readonly OrderSketch[]): OrderSketch[] => {
  const kept: OrderSketch[] = [];
  for (const sketch of sketches) {
    const key = keyOf(sketch);
    const twin = kept.find((other) => key !== null && keyOf(other) === key && other.intent === sketch.intent);
    if (!twin) {
      kept.push(sketch);
      continue;
    }
    twin.pieces.push(...sketch.pieces);
    twin.indication ??= sketch.indication;
    // Said plainly once, it is no longer only advice or a guess from the context.
    if (!sketch.flags.has('SAID_AS_ADVICE')) forget(twin, 'SAID_AS_ADVICE', 'intent');
    if (!sketch.flags.has('DRUG_FROM_CONTEXT')) forget(twin, 'DRUG_FROM_CONTEXT', 'drug');
    for (const flag of sketch.flags) if (flag !== 'SAID_AS_ADVICE' && flag !== 'DRUG_FROM_CONTEXT') twin.flags.add(flag);
    if (sketch.flags.has('SPEAKER_UNKNOWN') || sketch.flags.has('SELF_CORRECTED')) for (const doubt of sketch.doubts) twin.doubts.add(doubt);
  }
  const firm = kept.filter((sketch) => sketch.intent !== 'HYPOTHETICAL');
  for (const sketch of firm) {
    if (firm.some((other) => other !== sketch && keyOf(other) === keyOf(sketch) && keyOf(sketch) !== null)) sketch.flags.add('CONFLICTING_INTENT');
  }
  return kept;
};

const forget = (sketch: OrderSketch, flag: string, doubt: string): void => {
  if (!sketch.flags.delete(flag)) return;
  if (doubt !== 'drug' || !(sketch.flags.has('SPEAKER_UNKNOWN') || sketch.flags.has('SELF_CORRECTED'))) sketch.doubts.delete(doubt);
};
