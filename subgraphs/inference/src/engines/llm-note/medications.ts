import type { Evidence, OrderDraft, TranscriptDocument } from '@dra/events';
import { extractOrders } from '../orders/extract-orders.ts';
import { dosesIn, drugsIn } from './statement-facts.ts';

/** An order that the deterministic extractor heard: the only source of a drug's dose in a note. */
export type Medication = {
  /** How the model refers to it: `M1`. */
  key: string;
  intent: OrderDraft['intent'];
  /** `lisinopril 10 mg, 1 tablet by mouth once a day`. */
  phrase: string;
  evidence: Evidence[];
  drugs: ReadonlySet<string>;
  doses: ReadonlySet<string>;
};

const verbs: Record<Exclude<OrderDraft['intent'], 'HYPOTHETICAL'>, string> = { START: 'Start', STOP: 'Stop', CONTINUE: 'Continue', CHANGE: 'Change', HOLD: 'Hold' };
const routes: Record<string, string> = { oral: 'by mouth', sublingual: 'under the tongue', ophthalmic: 'in the eye', otic: 'in the ear', nasal: 'in the nose', inhalation: 'by inhalation', subcutaneous: 'under the skin', rectal: 'rectally', vaginal: 'vaginally', topical: 'on the skin', transdermal: 'on the skin' };
const periods: Record<string, string> = { s: 'second', min: 'minute', h: 'hour', d: 'day', wk: 'week', mo: 'month' };

/** What was ordered, in the order in which it was said. What was only thought of is not. */
export function medicationsOf(transcript: Pick<TranscriptDocument, 'segments' | 'engine'>): Medication[] {
  return extractOrders(transcript)
    .filter((order) => order.intent !== 'HYPOTHETICAL')
    .map((order, index) => {
      const phrase = phraseOf(order);
      return { key: `M${index + 1}`, intent: order.intent, phrase, evidence: spansOf(order), drugs: new Set([...drugsIn(phrase), ...order.drug.ingredients.map(({ name }) => name)]), doses: dosesIn(phrase) };
    });
}

export const sentenceOf = ({ intent, phrase }: Medication): string => `${intent === 'HYPOTHETICAL' ? 'Consider' : verbs[intent]} ${phrase}.`;

function phraseOf({ drug, sig }: OrderDraft): string {
  const name = [drug.name ?? drug.text, drug.strength, drug.form].filter(Boolean).join(' ');
  const numbers = [...new Set(sig.steps.map(({ step }) => step))];
  const said = numbers.length > 0 ? numbers.map((number) => sig.steps.filter(({ step }) => step === number).map((step) => directionsOf(step, name)).filter((text) => text !== '').join(' and ')).join(', then ') : directionsOf(sig, name);
  return said === '' ? name : `${name}, ${said}`;
}

type Dosage = Omit<OrderDraft['sig'], 'steps' | 'text'>;

function directionsOf(sig: Dosage, name: string): string {
  const dose = sig.doseMin === null ? null : [sig.doseMax && sig.doseMax !== sig.doseMin ? `${sig.doseMin}-${sig.doseMax}` : sig.doseMin, sig.doseUnit].filter(Boolean).join(' ');
  const directions = [dose && !name.includes(dose) ? dose : null, sig.route && (routes[sig.route] ?? sig.route), frequencyOf(sig), sig.durationValue && sig.durationUnit ? `for ${sig.durationValue} ${plural(periods[sig.durationUnit] ?? sig.durationUnit, Number(sig.durationValue))}` : null, sig.prn ? `as needed${sig.prnReason ? ` for ${sig.prnReason}` : ''}` : null].filter(Boolean);
  return directions.join(' ');
}

function frequencyOf({ frequency, period, periodUnit }: Dosage): string | null {
  if (frequency === null || period === null || periodUnit === null) return null;
  const unit = periods[periodUnit] ?? periodUnit;
  if (Number(period) !== 1) return `${frequency === 1 ? '' : `${frequency} times `}every ${period} ${plural(unit, Number(period))}`;
  return frequency === 1 ? `once a ${unit}` : frequency === 2 ? `twice a ${unit}` : `${frequency} times a ${unit}`;
}

const plural = (word: string, count: number) => (count === 1 ? word : `${word}s`);

/** Each place once, whichever fields it says. */
function spansOf({ evidence }: OrderDraft): Evidence[] {
  const spans = new Map<string, Evidence>();
  for (const { field: _, ...span } of evidence) spans.set(`${span.segmentId}:${span.charStart}:${span.charEnd}`, span);
  return [...spans.values()];
}
