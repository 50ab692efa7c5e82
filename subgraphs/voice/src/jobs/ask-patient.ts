import { callRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { AskPatient } from '../domain/work.ts';

/** Over NATS, with a deadline; a patient subgraph that does not answer is DEPENDENCY_UNAVAILABLE. */
export function askPatientOver(nats: Nats, timeoutMs = 3_000): AskPatient {
  return {
    async encounter(tenant, encounterId) {
      const { found, patientId, status } = await callRpc(nats, 'encounterStatus', { tenant, encounterId }, { timeoutMs });
      return found && patientId && status ? { patientId, status } : null;
    },
    async processingConsent(tenant, patientId) {
      return (await callRpc(nats, 'consentStatus', { tenant, patientId, type: 'AI_PROCESSING' }, { timeoutMs })).active;
    },
    async recordingConsent(tenant, patientId) {
      const { active, consentId, since } = await callRpc(nats, 'consentStatus', { tenant, patientId, type: 'RECORDING' }, { timeoutMs });
      return { active, consentId, since: since === null ? null : new Date(since) };
    },
  };
}
