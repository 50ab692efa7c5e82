import { serveRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { Transact } from '@dra/pg-store';
import { personRecords } from '../reads/person-records.ts';
import { consentStatus, encounterStatus, patientStatus } from '../reads/status-of.ts';
import { visitRecord } from '../reads/visit-record.ts';

/**
 * Answers what other services ask before they act: may this voice be recorded or processed, whose is this encounter, is
 * there such a patient, what is on file. Core NATS request/reply: nobody acks, a lost question is asked again, and no answer is never a yes.
 * Each reads the database anew: a consent that was revoked a moment ago is revoked.
 */
export function answerRpcs(nats: Nats, transact: Transact): { stop(): Promise<void> } {
  const servers = [
    serveRpc(nats, 'consentStatus', ({ tenant, patientId, type }) => transact({ tenant }, (tx) => consentStatus(tx, patientId, type))),
    serveRpc(nats, 'encounterStatus', ({ tenant, encounterId }) => transact({ tenant }, (tx) => encounterStatus(tx, encounterId))),
    serveRpc(nats, 'personRecords', ({ tenant, patientId }) => transact({ tenant }, (tx) => personRecords(tx, patientId))),
    serveRpc(nats, 'patientRecord', ({ tenant, ...request }) => transact({ tenant }, (tx) => visitRecord(tx, request))),
    serveRpc(nats, 'patientStatus', ({ tenant, patientId }) => transact({ tenant }, (tx) => patientStatus(tx, patientId))),
  ];
  return { stop: async () => void (await Promise.all(servers.map((server) => server.stop()))) };
}
