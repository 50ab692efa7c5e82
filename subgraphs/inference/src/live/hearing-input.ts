import type { LiveHearing, ObjectRef } from '@dra/events';
import type { TranscriptionInput } from '../engines/contract.ts';

/** What a step or the rest of a hearing reads beside the sound. */
export type HearingTask =
  | {
      kind: 'step';
      step: number;
      /** Where in the recording `audio` begins. */
      firstByte: number;
      /** The cursor that the step before left; null at the beginning. */
      cursor: unknown;
      before: ObjectRef[];
    }
  | {
      kind: 'rest';
      /** What the steps heard, in order; none where nothing was heard or it is not to be had any more. */
      heard: LiveHearing[];
    };

export type HearableInput = TranscriptionInput & { hearing?: HearingTask };
