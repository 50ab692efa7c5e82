import type { OrderDraft } from '@dra/events';
import { isKnown } from './drug-mentions.ts';
import type { OrderSketch } from './order-sketch.ts';
import { saidIn } from './turns.ts';

/** The medicine as it was named, with what the formulary knows of the name. */
export const readDrug = (sketch: OrderSketch, strength: string | null): OrderDraft['drug'] => {
  const { mention, turn } = sketch;
  if (!isKnown(mention)) return { text: saidIn(turn, mention.from, mention.to), name: null, rxcui: null, ingredients: [], form: mention.form, strength };
  const [only, ...more] = mention.drug.ingredients;
  return {
    text: saidIn(turn, mention.from, mention.to),
    name: mention.drug.name,
    rxcui: only && more.length === 0 ? only.rxcui : null,
    ingredients: mention.drug.ingredients.map(({ name, rxcui }) => ({ name, rxcui })),
    form: mention.form,
    strength,
  };
};
