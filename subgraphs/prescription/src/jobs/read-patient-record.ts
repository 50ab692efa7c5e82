import { millisecondsLeft, withDeadline } from '@dra/service';
import type { Logger } from '@dra/service';
import { encodeId } from '@dra/subgraph';
import { z } from 'zod';
import type { ReadPatientRecord } from '../domain/work.ts';

/** How long a signature waits for the patient's record. */
const patienceMs = 2_000;
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';

const query = `query SafetySnapshot($patientId: ID!) {
  safetySnapshot(patientId: $patientId) {
    allergies { status items { id version code { text codings { system code display } } category clinicalStatus verificationStatus } }
    medications { id version code { text codings { system code display } } }
  }
}`;

const concept = z.object({ text: z.string().nullable(), codings: z.array(z.object({ system: z.string(), code: z.string(), display: z.string().nullable() })) });
const entry = z.object({ id: z.string(), version: z.number().int(), code: concept });
const answer = z.object({
  data: z.object({
    safetySnapshot: z
      .object({
        allergies: z.object({
          status: z.string(),
          items: z.array(entry.extend({ category: z.string().nullable(), clinicalStatus: z.string(), verificationStatus: z.string() })),
        }),
        medications: z.array(entry),
      })
      .nullable(),
  }),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }).optional() })).optional(),
});

/**
 * Asks the patient subgraph, with the signer's own identity, for what a safety check reads of a patient. Whatever is not a
 * whole and well-formed answer within the deadline is "unavailable", with a code that says why and no patient data.
 */
export function readPatientRecordFrom(request: { url: string; headers: Record<string, string>; deadline: number; logger: Pick<Logger, 'warn'>; recordsOf: (patientId: string) => Promise<string[]> }): ReadPatientRecord {
  return async (patientId) => {
    const unavailable = (reason: string) => {
      request.logger.warn({ reason }, 'the record for a safety check could not be read');
      return { kind: 'unavailable', reason } as const;
    };
    // Something is left of the caller's time for saying that it failed.
    const waitMs = Math.min(patienceMs, millisecondsLeft(request.deadline) - 250);
    if (waitMs <= 0) return unavailable('DEADLINE_EXCEEDED');
    const [response, records] = await Promise.all([
      ask(request.url, { ...request.headers, 'x-dra-deadline': String(Date.now() + waitMs) }, encodeId('pat', patientId), waitMs),
      // No answer is not "no twins".
      withDeadline(request.recordsOf(patientId), waitMs).catch(() => null),
    ]);
    if (typeof response === 'string') return unavailable(response);
    const parsed = answer.safeParse(response);
    if (!parsed.success) return unavailable('PATIENT_RECORD_MALFORMED');
    if (parsed.data.errors?.length) return unavailable(`PATIENT_RECORD_${parsed.data.errors[0]?.extensions?.code ?? 'ERROR'}`);
    const snapshot = parsed.data.data.safetySnapshot;
    if (!snapshot) return unavailable('PATIENT_RECORD_NOT_FOUND');
    if (!records?.includes(patientId)) return unavailable('PATIENT_RECORDS_UNREACHABLE');
    return {
      kind: 'record',
      records,
      record: {
        allergyStatus: snapshot.allergies.status,
        allergies: snapshot.allergies.items.map((item) => ({ ...entryOf(item), category: item.category, clinicalStatus: item.clinicalStatus, verificationStatus: item.verificationStatus })),
        medications: snapshot.medications.map(entryOf),
      },
    };
  };
}

async function ask(url: string, headers: Record<string, string>, patientId: string, waitMs: number): Promise<unknown> {
  const signal = AbortSignal.timeout(waitMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables: { patientId } }),
      signal,
    });
    return await response.json();
  } catch {
    // The fault itself may name hosts and bodies; which of the two it was is all that a signer needs.
    return signal.aborted ? 'PATIENT_RECORD_TIMEOUT' : 'PATIENT_RECORD_UNREACHABLE';
  }
}

const entryOf = ({ id, version, code }: z.infer<typeof entry>) => ({
  id,
  version,
  rxcui: code.codings.find((coding) => coding.system === rxnorm)?.code ?? null,
  text: code.text ?? code.codings.find((coding) => coding.display !== null)?.display ?? null,
});
