import type { OrderDraft } from '@dra/events';
import { confusedWith, type ParsedSig } from '@dra/sig';
import { usualDoseOf } from './usual-doses.ts';

const milligrams: Readonly<Record<string, number>> = { mg: 1, mcg: 0.001, g: 1000 };
/** So far beyond what is usual that a unit or a decimal point must have slipped. */
const farAbove = 3;
const farBelow = 4;

/** What the medicine itself makes doubtful about an order. */
export const checkAgainstDrug = (drug: OrderDraft['drug'], sig: ParsedSig): string[] => {
  const flags: string[] = [];
  if (drug.name !== null && confusedWith([drug.name, ...drug.ingredients.map(({ name }) => name)]).length > 0) flags.push('SOUND_ALIKE');
  const [only, ...more] = drug.ingredients;
  const known = only && more.length === 0 ? usualDoseOf(only.name) : null;
  if (!known) return flags;
  const amounts = (sig.sequence.length > 0 ? sig.sequence : [sig]).flatMap(({ dose }) => (dose?.unit ? [[dose.min, dose.unit], [dose.max, dose.unit]] as const : []));
  const [, value, unit] = /^([\d.]+)(?:-[\d.]+)? (\w+)$/.exec(drug.strength ?? '') ?? [];
  const strengths = value && unit ? [[Number(value), unit] as const] : [];
  for (const [amount, said] of [...amounts, ...strengths]) {
    const inUnit = known.unit === 'mg' ? (milligrams[said] === undefined ? null : amount * milligrams[said]) : said === 'unit' ? amount : null;
    if (inUnit !== null && (inUnit > known.most * farAbove || inUnit < known.least / farBelow)) {
      flags.push('DOSE_FAR_FROM_USUAL');
      break;
    }
  }
  return flags;
};
