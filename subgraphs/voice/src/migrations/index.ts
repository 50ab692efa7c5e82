import type { Privilege } from '@dra/pg-store';
import { boundLiveVisits } from './bound-live-visits.ts';
import { cleanWhatWasLeft } from './clean-what-was-left.ts';
import { createVoiceTables } from './create-voice-tables.ts';
import { hearLiveVisits } from './hear-live-visits.ts';

export const migrations = [createVoiceTables, cleanWhatWasLeft, hearLiveVisits, boundLiveVisits];

/** A transcript version never changes, nor does what a step heard; what was heard goes when the transcript is there. */
export const grants: Readonly<Record<string, readonly Privilege[]>> = {
  transcript: ['SELECT', 'INSERT'],
  live_part: ['SELECT', 'INSERT', 'DELETE'],
  recording_act: ['SELECT', 'INSERT', 'DELETE'],
  live_hearing: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
};
