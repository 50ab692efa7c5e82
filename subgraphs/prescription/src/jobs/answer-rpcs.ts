import { serveRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { readAuditPage } from '@dra/pg-store';
import type { Transact } from '@dra/pg-store';
import { medicinesInForce } from '../reads/medicines-in-force.ts';

/** Answers what other services ask of our prescriptions and of their audit. Core NATS request/reply: nobody acks, and no answer is never "none". */
export function answerRpcs(nats: Nats, transact: Transact): { stop(): Promise<void> } {
  const servers = [
    serveRpc(nats, 'prescriptionsInForce', ({ tenant, ...request }) => transact({ tenant }, (tx) => medicinesInForce(tx, request))),
    serveRpc(nats, 'auditOfPrescriptions', ({ tenant, ...page }) => transact({ tenant }, (tx) => readAuditPage(tx, page))),
  ];
  return { stop: async () => void (await Promise.all(servers.map((server) => server.stop()))) };
}
