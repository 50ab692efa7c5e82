import type { Evidence, OrderDraft, TranscriptDocument } from '@dra/events';
import { directionsText } from '@dra/sig';
import { extractOrders } from '../orders/extract-orders.ts';
import { dosesIn, drugsIn } from './statement-facts.ts';

/** An order that the deterministic extractor heard: the only source of a drug's dose in a note. */
export type Medication = {
  /** How the model refers to it: `M1`. */
  key: string;
  intent: OrderDraft['intent'];
  /** `lisinopril 10 mg, 1 tablet by mouth once daily`. */
  phrase: string;
  evidence: Evidence[];
  drugs: ReadonlySet<string>;
  doses: ReadonlySet<string>;
};

const verbs: Record<Exclude<OrderDraft['intent'], 'HYPOTHETICAL'>, string> = { START: 'Start', STOP: 'Stop', CONTINUE: 'Continue', CHANGE: 'Change', HOLD: 'Hold' };

/** What was ordered, in the order in which it was said. What was only thought of is not. */
export function medicationsOf(transcript: Pick<TranscriptDocument, 'segments' | 'engine'>): Medication[] {
  return extractOrders(transcript)
    .filter((order) => order.intent !== 'HYPOTHETICAL')
    .map((order, index) => {
      const phrase = phraseOf(order);
      return { key: `M${index + 1}`, intent: order.intent, phrase, evidence: spansOf(order), drugs: new Set([...drugsIn(phrase), ...order.drug.ingredients.map(({ name }) => name)]), doses: dosesIn(phraseOf(withoutLimits(order))) };
    });
}

export const sentenceOf = ({ intent, phrase }: Medication): string => `${intent === 'HYPOTHETICAL' ? 'Consider' : verbs[intent]} ${phrase}.`;

/** Name and directions in the words of a prescription. A dose that the strength says already is not said twice. */
function phraseOf({ drug, sig }: Pick<OrderDraft, 'drug' | 'sig'>): string {
  const name = [drug.name ?? drug.text, drug.strength, drug.form].filter(Boolean).join(' ');
  const once = <D extends Dosage>(one: D): D => (drug.strength !== null && one.doseMax === one.doseMin && `${one.doseMin} ${one.doseUnit}` === drug.strength ? { ...one, doseMin: null, doseMax: null, doseUnit: null } : one);
  const said = directionsText({ ...once(sig), steps: sig.steps.map(once) });
  return said === '' ? name : `${name}, ${said}`;
}

type Dosage = Omit<OrderDraft['sig'], 'steps' | 'text'>;

/** The most that may be taken is no dose: who states it as one is wrong. */
const withoutLimits = ({ drug, sig }: OrderDraft): Pick<OrderDraft, 'drug' | 'sig'> => ({ drug, sig: { ...sig, maxPerPeriod: null, steps: sig.steps.map((step) => ({ ...step, maxPerPeriod: null })) } });

/** Each place once, whichever fields it says. */
function spansOf({ evidence }: OrderDraft): Evidence[] {
  const spans = new Map<string, Evidence>();
  for (const { field: _, ...span } of evidence) spans.set(`${span.segmentId}:${span.charStart}:${span.charEnd}`, span);
  return [...spans.values()];
}
