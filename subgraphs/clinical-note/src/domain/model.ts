import type { Evidence, EngineDescription, NoteResult, RecordEntry } from '@dra/events';

export type NoteStatus = 'DRAFT' | 'IN_REVIEW' | 'SIGNED' | 'AMENDED' | 'ENTERED_IN_ERROR';

export type Statement = {
  /** Stable across versions while the statement lives. */
  id: string;
  text: string;
  origin: 'AI' | 'CLINICIAN';
  /** A clinician changed the machine's words; the evidence stays linked. */
  edited: boolean;
  evidence: Evidence[];
  /** Null for words of a clinician's, also where they replaced the machine's. */
  supported: boolean | null;
};

export type Section = { /** LOINC */ code: string; title: string; statements: Statement[] };

export type Provenance = {
  engine: EngineDescription;
  jobId: string;
  transcriptId: string;
  transcriptVersion: number;
  recordingId: string | null;
  /** Absent in drafts that were not held against the record. */
  comparedWith?: NonNullable<NoteResult['comparedWith']>;
};

/** `evidence` and `record` are absent where it is about neither, and in notes that are older than they are. */
export type Warning = { code: string; message: string; evidence?: Evidence[]; record?: RecordEntry[] };

export type Signature = {
  signer: string;
  at: string;
  attestation: string;
  /** The version that carries this signature for the first time, and that version's hash. */
  version: number;
  contentHash: string;
};

export type Addendum = { id: string; text: string; author: string; at: string };

/** One version of a note. Never changed once stored. Instants are ISO 8601 in UTC, ids bare uuids. */
export type Note = {
  tenant: string;
  id: string;
  patientId: string;
  encounterId: string;
  version: number;
  status: NoteStatus;
  template: string;
  sections: Section[];
  unmentioned: { text: string; evidence: Evidence[]; importance: number }[];
  warnings: Warning[];
  provenance: Provenance | null;
  signature: Signature | null;
  addenda: Addendum[];
  /** Why it was amended or taken out of the record. */
  reason: string | null;
  /** Of the note. */
  createdAt: string;
  createdBy: string;
  /** Of this version. */
  at: string;
  by: string;
  /** SHA-256 of the audit event that is stored with this version, so that the chain covers that too. */
  auditHash: string;
  /** The hash of the version before; null for the first. */
  prevHash: string | null;
  /** Covers everything above, hence every version before. */
  contentHash: string;
};

export type UnsealedNote = Omit<Note, 'contentHash'>;
