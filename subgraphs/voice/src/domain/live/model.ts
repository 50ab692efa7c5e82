import type { LiveHearing as HeardByStep, ObjectRef } from '@dra/events';

/** HEARING: it keeps up. BEHIND: it does not, or no worker has taken its step. OFF: it stopped, see `reason`. FINISHING: the recording is complete. */
export type LiveState = 'HEARING' | 'BEHIND' | 'OFF' | 'FINISHING';

/** How far a recording was heard while it is made. */
export type LiveHearing = {
  recordingId: string;
  state: LiveState;
  /** Why it is OFF: one of off-reasons.ts, or the code of a failed step. */
  reason: string | null;
  /** Chunks from 0 on, without a gap, that are stored as announced. */
  storedChunks: number;
  storedBytes: number;
  arrivedAt: Date;
  /** The last step that was asked for, when, whether it is on its way, and up to which byte it reads. */
  asked: number;
  askedAt: Date | null;
  underWay: boolean;
  askedBytes: number;
  /** Steps in a row that came to nothing. */
  failures: number;
  /** The last step whose words are here. */
  heard: number;
  heardMs: number;
  /** False when that step had more sound than it may take. */
  heardAll: boolean;
  nextByte: number;
  result: ObjectRef | null;
  segments: number;
  tail: string;
  version: number;
};

export type LiveSegment = HeardByStep['segments'][number] & { seq: number };

/** With the recording that it is of. */
export type OwnedLiveSegment = LiveSegment & { recordingId: string };

/** What one step heard. `firstSeq`: the number of its first segment. */
export type LivePart = { recordingId: string; step: number; resultKey: string; firstSeq: number; segments: HeardByStep['segments'] };

export const newHearing = (recordingId: string, now: Date): LiveHearing => ({
  recordingId, state: 'HEARING', reason: null, storedChunks: 0, storedBytes: 0, arrivedAt: now, asked: 0, askedAt: null, underWay: false, askedBytes: 0, failures: 0,
  heard: 0, heardMs: 0, heardAll: true, nextByte: 0, result: null, segments: 0, tail: '', version: 1,
});

/** Containers that can be taken up in their middle; others are heard as a whole at their end. */
export const liveMediaTypes = new Set(['audio/wav', 'audio/ogg', 'audio/webm']);

export const isOn = ({ state }: Pick<LiveHearing, 'state'>): boolean => state === 'HEARING' || state === 'BEHIND';
