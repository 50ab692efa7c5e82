import type { Actor } from '@dra/access';
import type { ChangeNotice, OutgoingMessage } from '@dra/events';
import type { AuditEvent } from '@dra/pg-store';
import type { Allergy, CareTeamMember, Condition, Consent, ConsentType, Encounter, Medication, Observation, Patient } from './model.ts';
import type { ImportStore } from './fhir-import.ts';

/** Versioned things of one kind, inside one transaction of one tenant. */
export type RecordStore<T> = {
  byId(id: string): Promise<T | null>;
  /** Locks the row until the end: nobody else saves it meanwhile. */
  lock(id: string): Promise<T | null>;
  insert(rows: readonly T[]): Promise<void>;
  /** Saves a locked row as `next.version`, which must be one more than what is stored. */
  save(next: T): Promise<void>;
};

/**
 * One unit of work: everything that a rule changes, tells and audits commits together or not at all. The store behind
 * it satisfies this shape; the rules know no SQL.
 */
export type Work = {
  actor: Actor;
  now: Date;
  newId(): string;
  patients: RecordStore<Patient> & {
    byMrn(mrn: string): Promise<Patient | null>;
    byMrns(mrns: readonly string[]): Promise<Patient[]>;
    byIds(ids: readonly string[]): Promise<Patient[]>;
    byBirthDate(birthDate: string): Promise<Patient[]>;
    /** False when the MRN is taken: by somebody who committed first, too. */
    insertNew(patient: Patient): Promise<boolean>;
  };
  allergies: RecordStore<Allergy> & { ofPatient(patientId: string): Promise<Allergy[]> };
  conditions: RecordStore<Condition>;
  medications: RecordStore<Medication>;
  observations: RecordStore<Observation>;
  encounters: RecordStore<Encounter>;
  consents: RecordStore<Consent> & {
    activeOf(patientId: string, type: ConsentType): Promise<Consent | null>;
    /** False when another active one came first. */
    insertActive(consent: Consent): Promise<boolean>;
  };
  careTeam: {
    activeMember(patientId: string, userId: string): Promise<CareTeamMember | null>;
    /** False when the person was added by somebody else first. */
    add(member: CareTeamMember): Promise<boolean>;
    end(member: CareTeamMember): Promise<void>;
  };
  imports: ImportStore;
  audit(event: AuditEvent): void;
  /** Into the outbox. */
  tell(message: OutgoingMessage): void;
  /** To watchers, after the commit. */
  notice(change: Omit<ChangeNotice, 'tenant'>): void;
  /** The same key and input give the same answer, once. The answer must be plain JSON. */
  once<T>(clientMutationId: string, input: unknown, work: () => Promise<T>): Promise<T>;
};

export type InTransaction = <T>(actor: Actor, run: (work: Work) => Promise<T>) => Promise<T>;
