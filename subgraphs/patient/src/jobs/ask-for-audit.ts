import { callRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { AskForAudit } from '../reads/audit-events.ts';

const rpcs = { VOICE: 'auditOfVoice', CLINICAL_NOTE: 'auditOfNotes', PRESCRIPTION: 'auditOfPrescriptions', INFERENCE: 'auditOfJobs' } as const;

/** Over core NATS: kept nowhere on the way. */
export const askForAuditOver =
  (nats: Nats): AskForAudit =>
  (source, request) =>
    callRpc(nats, rpcs[source], request, { timeoutMs: 3_000 });
