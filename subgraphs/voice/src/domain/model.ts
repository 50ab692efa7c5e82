import type { EngineDescription, ObjectRef, TranscriptSegment } from '@dra/events';

export type RecordingStatus = 'CREATED' | 'UPLOADING' | 'UPLOADED' | 'QUARANTINED' | 'DELETED';

export type Recording = {
  id: string;
  patientId: string;
  encounterId: string;
  status: RecordingStatus;
  mediaType: string;
  /** Heard while it is made. */
  live: boolean;
  consentId: string;
  /** Of the whole, lowercase hex; null until it is complete. */
  sha256: string | null;
  byteLength: number | null;
  durationMs: number | null;
  retainUntil: Date | null;
  legalHold: boolean;
  version: number;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
};

export type Chunk = { seq: number; byteLength: number; sha256: string; addressIssuedAt: Date };

export type TranscriptOrigin = 'ENGINE' | 'UPLOADED' | 'CORRECTED';

/** One immutable version. `rootId` is the same for all versions of one transcript. */
export type Transcript = {
  id: string;
  rootId: string;
  version: number;
  previousId: string | null;
  patientId: string;
  encounterId: string;
  recordingId: string | null;
  origin: TranscriptOrigin;
  timing: 'TIMED' | 'NONE';
  language: string;
  engine: EngineDescription;
  segments: TranscriptSegment[];
  /** The same, as the engines read it. */
  document: ObjectRef;
  createdAt: Date;
  createdBy: string;
};

/** Sound lies under keys of uuids and hashes only. By its hash, so that a request with a wrong one never touches the right sound. */
export const soundKey = (recordingId: string, sha256: string) => `recordings/${recordingId}/sound-${sha256}`;
export const chunkKey = (recordingId: string, seq: number) => `recordings/${recordingId}/chunks/${seq}`;

/** A day's worth of numbers at one chunk every two seconds. */
export const mostChunks = 50_000;
/** Bytes of a whole: a worker holds it in memory, and clients read its length as a 32-bit integer. */
export const largestRecording = 1024 ** 3;

/** How long an address for a chunk lives: what was addressed before a revocation may arrive until then. */
export const addressSeconds = 300;
