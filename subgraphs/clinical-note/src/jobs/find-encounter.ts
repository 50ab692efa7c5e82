import type { RpcReply, RpcRequest } from '@dra/events';
import type { FindEncounter } from '../domain/create-note.ts';

type Ask = (request: RpcRequest<'encounterStatus'>) => Promise<RpcReply<'encounterStatus'>>;

/** Asks the patient subgraph whose encounter it is. No answer rejects: it is neither a yes nor a no. */
export const findEncounterBy =
  (ask: Ask): FindEncounter =>
  async (tenant, encounterId) => {
    const { found, patientId } = await ask({ tenant, encounterId });
    return found && patientId ? { patientId } : null;
  };
