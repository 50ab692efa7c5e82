import { createHash } from 'node:crypto';
import { PairsNotesDocument, PairsPatientsDocument } from '../__generated__/operations.ts';
import type { PairsNotesQuery, PairsPatientsQuery } from '../__generated__/operations.ts';
import type { GraphqlClient } from '../graphql/client.ts';
import { pairOf } from './pair.ts';
import type { Pair } from './pair.ts';

type Patient = PairsPatientsQuery['patients']['nodes'][number];

/**
 * Every pair that the caller may read, one patient after another, with the caller's rights: each read stands in the
 * patients' audit. In the order of their content's hash, which is no patient's and no day's.
 */
export async function exportPairs(client: Pick<GraphqlClient, 'ask'>, options: { since: string | null; onPatient?: (count: number) => void }): Promise<Pair[]> {
  const pairs: Pair[] = [];
  let patients = 0;
  for await (const patient of patientsOf(client)) {
    const known = knownOf(patient);
    for await (const note of notesOf(client, patient.id)) {
      if (options.since && (note.signature?.at ?? '') < options.since) continue;
      const pair = pairOf(note, known);
      if (pair) pairs.push(pair);
    }
    options.onPatient?.((patients += 1));
  }
  const order = new Map(pairs.map((pair) => [pair, createHash('sha256').update(JSON.stringify(pair)).digest('hex')]));
  return pairs.sort((a, b) => ((order.get(a) as string) < (order.get(b) as string) ? -1 : 1));
}

async function* patientsOf(client: Pick<GraphqlClient, 'ask'>) {
  for (let after: string | null = null; ; ) {
    const { patients }: PairsPatientsQuery = await client.ask(PairsPatientsDocument, { after });
    yield* patients.nodes;
    if (!patients.pageInfo.hasNextPage) return;
    after = patients.pageInfo.endCursor ?? null;
  }
}

async function* notesOf(client: Pick<GraphqlClient, 'ask'>, patientId: string) {
  for (let after: string | null = null; ; ) {
    const answer: PairsNotesQuery = await client.ask(PairsNotesDocument, { patientId, after });
    const notes: NonNullable<PairsNotesQuery['patient']>['notes'] | undefined = answer.patient?.notes;
    if (!notes) return;
    yield* notes.nodes;
    if (!notes.pageInfo.hasNextPage) return;
    after = notes.pageInfo.endCursor ?? null;
  }
}

function knownOf({ mrn, birthDate, names, identifiers, telecom, address }: Patient) {
  return {
    patientNames: names.flatMap(({ family, given }) => [...(family ? [family, ...family.split(/[\s-]+/)] : []), ...given.flatMap((one) => [one, ...one.split(/[\s-]+/)])]),
    birthDate: birthDate ?? null,
    values: [mrn, ...identifiers.map(({ value }) => value), ...telecom.map(({ value }) => value), ...(address ? [...(address.lines ?? []), address.postalCode ?? ''] : [])],
  };
}
