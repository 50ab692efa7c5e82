import type { Actor } from '@dra/access';
import type { DomainEvent, DomainEventName, ObjectRef } from '@dra/events';
import type { Logger } from '@dra/service';
import type { LiveHearing, LivePart } from './live/model.ts';
import type { Chunk, Recording, RecordingStatus, Transcript } from './model.ts';

/** What a rule may do inside one transaction; the store satisfies it. */
export type Work = {
  actor: Actor;
  now: Date;
  newId(): string;
  recordings: {
    /** With its row locked until the end of the transaction. */
    lock(id: string): Promise<Recording | null>;
    insert(recording: Recording): Promise<void>;
    /** @returns the row as it is then */
    change(id: string, change: Partial<Pick<Recording, 'sha256' | 'byteLength' | 'durationMs' | 'retainUntil'>> & { status: RecordingStatus }): Promise<Recording>;
    chunks(id: string): Promise<Chunk[]>;
    /** Keeps the first announcement of a number; only the time of the address is renewed. @returns what is kept */
    announceChunk(id: string, chunk: Omit<Chunk, 'addressIssuedAt'>): Promise<Chunk>;
    /** Of a patient, those that still take sound. */
    openOfPatient(patientId: string): Promise<string[]>;
    /** What was announced so far, in bytes. */
    announcedBytes(id: string): Promise<number>;
    /** What could still arrive after it was put in quarantine was deleted. */
    lateChunksAreGone(id: string): Promise<void>;
    /** The store holds nothing of it any more. */
    objectsAreGone(id: string): Promise<void>;
  };
  transcripts: {
    find(id: string): Promise<Transcript | null>;
    /** The newest version of the transcript, its root locked until the end of the transaction. */
    lockNewest(rootId: string): Promise<Transcript | null>;
    /** @returns false when this version exists already */
    insert(transcript: Transcript): Promise<boolean>;
  };
  /** What is heard of recordings while they are made. */
  hearings: {
    /** With its row locked until the end of the transaction; null where the recording is not heard, or no longer. */
    lock(recordingId: string): Promise<LiveHearing | null>;
    insert(hearing: LiveHearing): Promise<void>;
    /** All of it but its version, which grows. */
    save(hearing: LiveHearing): Promise<void>;
    addPart(part: LivePart): Promise<void>;
    /** The key of what this step left; null where its words are not here. */
    partKey(recordingId: string, step: number): Promise<string | null>;
    /** Deletes what was heard. @returns the keys of what the steps left in the store */
    clearParts(recordingId: string): Promise<string[]>;
    remove(recordingId: string): Promise<void>;
    /** Of a patient: recordings of which something heard is kept. */
    ofPatient(patientId: string): Promise<string[]>;
  };
  audit(action: string, resource: { type: string; id: string }, patientId: string, detail?: Record<string, number | string>): void;
  /** Of an act that goes on while a recording is made: on record once for each person, until the recording or its hearing ends. */
  auditOnce(action: 'recording.upload-address-issued', recording: { id: string; patientId: string }): Promise<void>;
  tell<N extends DomainEventName>(name: N, payload: Omit<DomainEvent<N>, 'tenant' | 'requestedBy' | 'occurredAt'>): void;
  notice(type: 'Recording' | 'Transcript', id: string, encounterId: string): void;
  once<T>(clientMutationId: string, input: unknown, work: () => Promise<T>): Promise<T>;
  firstTime(consumer: string, messageId: string): Promise<boolean>;
  afterCommit(effect: () => Promise<void>): void;
};

export type InTransaction = <T>(actor: Actor, run: (work: Work) => Promise<T>) => Promise<T>;

/** Asks the patient subgraph. All throw DEPENDENCY_UNAVAILABLE when it does not answer: no answer is never a yes. */
export type AskPatient = {
  encounter(tenant: string, encounterId: string): Promise<{ patientId: string; status: string } | null>;
  /** Whether machines may work on what the patient says. */
  processingConsent(tenant: string, patientId: string): Promise<boolean>;
  recordingConsent(tenant: string, patientId: string): Promise<{ active: boolean; consentId: string | null; since: Date | null }>;
};

/** Where sound and documents lie. */
export type Sounds = {
  presignPut(key: string, limits: { byteLength: number; sha256: string; expiresSeconds: number }): Promise<{ method: string; url: string; headers: Record<string, string>; expiresAt: Date }>;
  head(key: string): Promise<{ bytes: number; sha256: string | null } | null>;
  get(key: string): Promise<Buffer>;
  putStream(key: string, body: AsyncIterable<Uint8Array>, options: { contentType: string }): Promise<ObjectRef>;
  put(key: string, body: Uint8Array, options: { contentType: string; sha256: string }): Promise<ObjectRef>;
  delete(keys: readonly string[]): Promise<void>;
  deleteFolder(folder: string): Promise<void>;
  /** @throws SoundError when it is not sound that the engines can read */
  describe(key: string, bytes: number): Promise<{ mediaType: string; durationMs: number | null }>;
};

export type Deps = { inTransaction: InTransaction; patient: AskPatient; sounds: Sounds; retentionDays: number; logger: Pick<Logger, 'warn'> };
