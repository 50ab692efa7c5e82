import { serveRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { Transact } from '@dra/pg-store';
import { medicinesInForce } from '../reads/medicines-in-force.ts';

/** Answers what other services ask of our prescriptions. Core NATS request/reply: nobody acks, and no answer is never "none". */
export function answerRpcs(nats: Nats, transact: Transact): { stop(): Promise<void> } {
  return serveRpc(nats, 'prescriptionsInForce', ({ tenant, ...request }) => transact({ tenant }, (tx) => medicinesInForce(tx, request)));
}
