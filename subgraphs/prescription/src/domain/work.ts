import type { Actor } from '@dra/access';
import type { ChangeNotice, OutgoingMessage } from '@dra/events';
import type { AuditEvent } from '@dra/pg-store';
import type { Prescription } from './model.ts';
import type { PatientRecord, SafetyCheck } from './safety/model.ts';

/**
 * One unit of work: everything that a rule changes, tells and audits commits together or not at all. The store behind it
 * satisfies this shape; the rules know no SQL.
 */
export type Work = {
  actor: Actor;
  now: Date;
  newId(): string;
  prescriptions: {
    byId(id: string): Promise<Prescription | null>;
    /** Locks the row until the end: nobody else saves it meanwhile. */
    lock(id: string): Promise<Prescription | null>;
    insert(rows: readonly Prescription[]): Promise<void>;
    /** Saves a locked row as `next.version`, one more than what is stored, and keeps that version for good. */
    save(next: Prescription): Promise<void>;
    /** Of these patients, in force (SIGNED, SENT, ACTIVE, ON_HOLD). */
    inForce(patientIds: readonly string[]): Promise<Prescription[]>;
    ofEncounter(encounterId: string): Promise<Prescription[]>;
    /** From here to the end nobody else signs for this patient. */
    lockSigning(patientId: string): Promise<void>;
  };
  checks: {
    insert(check: SafetyCheck): Promise<void>;
    newestOf(prescriptionId: string): Promise<SafetyCheck | null>;
  };
  audit(event: AuditEvent): void;
  /** Into the outbox. */
  tell(message: OutgoingMessage): void;
  /** To watchers, after the commit. */
  notice(change: Omit<ChangeNotice, 'tenant'>): void;
  /** The same key and input give the same answer, once. The answer must be plain JSON. */
  once<T>(clientMutationId: string, input: unknown, work: () => Promise<T>): Promise<T>;
  /** True the first time this consumer meets this message. */
  firstTime(consumer: string, messageId: string): Promise<boolean>;
};

export type InTransaction = <T>(actor: Actor, run: (work: Work) => Promise<T>) => Promise<T>;

/**
 * The patient's record at one moment, or why it could not be read. A failure is never an empty record.
 * `records`: all that are the same person's, twins that were merged included.
 */
export type ReadPatientRecord = (patientId: string) => Promise<{ kind: 'record'; record: PatientRecord; records: readonly string[] } | { kind: 'unavailable'; reason: string }>;

/** Whether patient and encounter are this tenant's. Silence rejects: it is neither a yes nor a no. */
export type FindPatient = (tenant: string, patientId: string) => Promise<{ found: boolean; active: boolean }>;
export type FindEncounter = (tenant: string, encounterId: string) => Promise<{ found: boolean; patientId: string | null }>;

export type Deps = {
  inTransaction: InTransaction;
  readPatientRecord: ReadPatientRecord;
  findPatient: FindPatient;
  findEncounter: FindEncounter;
};
