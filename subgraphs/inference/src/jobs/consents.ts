import { callRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { ConsentToProcessing } from '../domain/work.ts';

/** Asks the patient subgraph. */
export const consentsOver =
  (nats: Nats, timeoutMs = 2_000): ConsentToProcessing =>
  async (tenant, patientId) =>
    (await callRpc(nats, 'consentStatus', { tenant, patientId, type: 'AI_PROCESSING' }, { timeoutMs })).active;
