import type { Route } from '../vocabulary/routes.ts';
import type { PeriodUnit } from '../vocabulary/periods.ts';
import type { Timing } from '../vocabulary/event-timing.ts';

/** Positions in a phrase's text, end exclusive. */
export type Span = { from: number; to: number };

/** Decimals are strings throughout the grammar, so that 0.1 stays 0.1. */
export type SigPiece = Span &
  (
    | { field: 'dose'; min: string; max: string; unit: string | null; ambiguous: boolean; mass: boolean }
    /** `two 20 milligram tablets`; `count` null in `20 milligram tablets`, `unit` empty in `2 x 20 mg`. */
    | { field: 'strength'; count: string | null; countMax: string | null; strength: string; unit: string; ambiguous: boolean }
    | { field: 'frequency'; frequency: number | null; frequencyMax: number | null; period: string | null; periodMax: string | null; periodUnit: PeriodUnit | null; range: boolean; upTo: boolean }
    /** One time of day, meal, clock time or weekday; how many there are makes the frequency when none was said. */
    | { field: 'time'; time: Timing }
    | { field: 'duration'; value: string; max: string | null; unit: PeriodUnit; upTo: boolean; days: 'first' | 'later' | null }
    /** How many doses in all: `x 3 doses`. */
    | { field: 'count'; value: string }
    | { field: 'route'; route: Route }
    | { field: 'site'; site: 'LEFT' | 'RIGHT' | 'EACH' }
    | { field: 'prn'; reason: Span | null }
    | { field: 'max'; value: string; unit: string | null; period: string | null; periodUnit: PeriodUnit | null }
    | { field: 'quantity'; value: string; unit: string | null; certain: boolean }
    | { field: 'refills'; count: number }
    /** What is given for, where nobody said "as needed". */
    | { field: 'indication'; reason: Span }
    /** SINCE: the dose that was just said begins when the one before ends ("1 tablet daily thereafter"). */
    | { field: 'join'; how: 'THEN' | 'AND' | 'SINCE' }
    | { field: 'repeat'; period: string | null; periodMax: string | null; periodUnit: PeriodUnit | null; count: string | null }
    /** Understood, but no field holds it; the flag says what kind of thing. `forbids`: the amounts in it must not be taken. */
    | { field: 'remark'; flag: RemarkFlag; forbids?: true }
  );

export type RemarkFlag =
  | 'AS_DIRECTED' | 'ADDITIONAL_INSTRUCTION' | 'UNTIL_FINISHED' | 'CONDITION_NOT_STRUCTURED' | 'EVENT_NOT_STRUCTURED' | 'OFFSET_NOT_STRUCTURED' | 'INEXACT_AMOUNT' | 'DIVIDED_DOSES'
  | 'TITRATION_NOT_STRUCTURED' | 'WHILE_AWAKE' | 'STRENGTH_IN_SIG' | 'ERROR_PRONE_ABBREVIATION' | 'RATE_NOT_STRUCTURED';

export type PieceOf<F extends SigPiece['field']> = Extract<SigPiece, { field: F }>;
export type PieceField = SigPiece['field'];
