import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export type JobTimes = { kind: string; status: string; queuedAt: string; startedAt: string | null; finishedAt: string | null };

/** A caller of the gateway who opens visits and waits for their drafts. */
export function clinicAt(url: string, token: string) {
  const ask = async <T>(query: string, variables: Record<string, unknown>): Promise<T> => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }), signal: AbortSignal.timeout(20_000) });
    const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
    if (!data || errors) throw new Error(`the graph refused: ${JSON.stringify(errors)}`);
    return data;
  };

  return {
    async patient(): Promise<string> {
      const key = randomUUID();
      const { createPatient } = await ask<{ createPatient: { patient: { id: string } } }>(`mutation ($input: CreatePatientInput!) { createPatient(input: $input) { patient { id } } }`, {
        input: { clientMutationId: key, mrn: `BENCH-${key.slice(0, 13)}`, names: [{ family: 'Bench', given: ['Path'] }], administrativeGender: 'UNKNOWN', allowDuplicate: true },
      });
      await ask(`mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { consent { id } } }`, { input: { clientMutationId: randomUUID(), patientId: createPatient.patient.id, type: 'AI_PROCESSING', basis: 'VERBAL' } });
      return createPatient.patient.id;
    },
    /** Uploads a dialogue and waits until both drafts can be read. */
    async visit(patientId: string, text: string): Promise<JobTimes[]> {
      const { createEncounter } = await ask<{ createEncounter: { encounter: { id: string } } }>(`mutation ($input: CreateEncounterInput!) { createEncounter(input: $input) { encounter { id } } }`, { input: { clientMutationId: randomUUID(), patientId, start: true } });
      const encounterId = createEncounter.encounter.id;
      await ask(`mutation ($input: UploadTranscriptInput!) { uploadTranscript(input: $input) { transcript { id } } }`, { input: { clientMutationId: randomUUID(), encounterId, text } });
      for (const giveUp = Date.now() + 60_000; Date.now() < giveUp; await sleep(25)) {
        const { encounter } = await ask<{ encounter: { jobs: JobTimes[] } }>(`query ($id: ID!) { encounter(id: $id) { jobs { kind status queuedAt startedAt finishedAt } } }`, { id: encounterId });
        if (encounter.jobs.length === 2 && encounter.jobs.every((job) => job.finishedAt)) return encounter.jobs;
      }
      throw new Error('a visit did not end within a minute');
    },
  };
}
