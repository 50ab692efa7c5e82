import type { Flag } from './flags.ts';
import type { Timing } from './vocabulary/event-timing.ts';
import type { PeriodUnit } from './vocabulary/periods.ts';
import type { Route } from './vocabulary/routes.ts';

/**
 * Directions as data: FHIR R4 Dosage in the words of schema/sig.schema.json, which is the contract. What was not said is null.
 * Numbers are JSON numbers; a range has both ends, one amount has `min` equal to `max`.
 */
export type DoseAmount = { min: number; max: number; unit: string | null };
export type SigDuration = { value: number; max: number | null; unit: PeriodUnit };
export type SigLimit = { value: number; unit: string | null; period: number | null; periodUnit: PeriodUnit | null };

export type SigFields = {
  dose: DoseAmount | null;
  route: Route | null;
  /** `frequency` (to `frequencyMax`) times every `period` (to `periodMax`) `periodUnit`. */
  frequency: number | null;
  frequencyMax: number | null;
  period: number | null;
  periodMax: number | null;
  periodUnit: PeriodUnit | null;
  timing: Timing[] | null;
  prn: boolean;
  prnReason: string | null;
  duration: SigDuration | null;
  maxPerPeriod: SigLimit | null;
};

/** Steps with the same number go on at the same time; a higher number begins when the one before ends. */
export type SigStep = { step: number } & SigFields;
export type ParsedSig = SigFields & { sequence: SigStep[] };

export type SigReading = {
  text: string;
  parsed: ParsedSig;
  flags: Flag[];
  /** 0..1 */
  confidence: number;
  /** The words that no field holds, in the order of the text; null when there are none. */
  unparsed: string | null;
};

export const emptyFields = (): SigFields => ({
  dose: null, route: null, frequency: null, frequencyMax: null, period: null, periodMax: null, periodUnit: null, timing: null, prn: false, prnReason: null, duration: null, maxPerPeriod: null,
});
