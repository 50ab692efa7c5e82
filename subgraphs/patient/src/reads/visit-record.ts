import { mostOnFile } from '@dra/events';
import type { AllergyOnFile, MedicineOnFile, RpcReply, RpcRequest } from '@dra/events';
import type { Tx } from '@dra/pg-store';
import type { CodeableConcept } from '../domain/model.ts';
import { personCte } from './person-records.ts';

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';

type Entry = { id: string; patientId: string; code: CodeableConcept };
type Found = {
  readAt: string;
  language: string | null;
  noneAsserted: boolean;
  records: string[];
  allergies: Entry[] | null;
  medicines: (Entry & { dosageText: string | null })[] | null;
  conditions: Entry[] | null;
};

/** As domain/allergy-rules.ts has it, in SQL. */
const active = `r.clinical_status = 'ACTIVE' AND r.verification_status NOT IN ('REFUTED', 'ENTERED_IN_ERROR')`;
const activeProblem = `r.clinical_status IN ('ACTIVE', 'RECURRENCE', 'RELAPSE') AND r.verification_status NOT IN ('REFUTED', 'ENTERED_IN_ERROR')`;

/** One entry more than what may be told, so that a cut shows. */
const listOf = (table: string, part: string, where: string, order: string, more = '') =>
  `CASE WHEN '${part}' = ANY ($3::text[]) THEN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'patientId', e.patient_id, 'code', e.code${more && `, '${more}', e.extra`})), '[]')
     FROM (SELECT r.id, r.patient_id, r.code${more && `, r.dosage_text AS extra`} FROM ${table} r
           WHERE r.tenant = $1 AND r.patient_id IN (SELECT id FROM person) AND ${where} ORDER BY ${order} LIMIT ${mostOnFile + 1}) e) END`;

/**
 * What is on file of a person now, for the machines that listen to the visit: by one statement, hence one moment's truth, over
 * all records of theirs, as the safety check reads them. A read like any other: each file that something came from has it on
 * record, with the job and the clinician it was for.
 */
export async function visitRecord(tx: Pick<Tx, 'query' | 'tenant' | 'audit'>, { patientId, parts, jobId, requestedBy }: Omit<RpcRequest<'patientRecord'>, 'tenant'>): Promise<RpcReply<'patientRecord'>> {
  const actor = { userId: 'svc.inference', roles: ['SERVICE'], requestId: jobId };
  const [found] = await tx.query<Found>(
    `${personCte}
     SELECT to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "readAt", p.language,
       (SELECT bool_or(q.no_known_allergies_asserted_at IS NOT NULL) FROM patient q WHERE q.tenant = $1 AND q.id IN (SELECT id FROM person)) AS "noneAsserted",
       (SELECT jsonb_agg(id ORDER BY id) FROM person) AS records,
       ${listOf('allergy_intolerance', 'ALLERGIES', active, 'r.created_at, r.id')} AS allergies,
       ${listOf('medication_statement', 'MEDICINES', `r.status = 'ACTIVE'`, 'r.sort_at DESC, r.id DESC', 'dosageText')} AS medicines,
       ${listOf('condition', 'CONDITIONS', activeProblem, 'r.sort_at DESC, r.id DESC')} AS conditions
     FROM patient p WHERE p.tenant = $1 AND p.id = $2`,
    [tx.tenant, patientId, parts],
  );
  if (!found) {
    tx.audit({ action: 'visit-record.read', resource: { type: 'Patient', id: patientId }, outcome: 'DENIED', detail: { reason: 'NOT_FOUND', jobId, requestedBy }, actor });
    return { records: [], record: null };
  }
  const { allergies, medicines, conditions, records, language, readAt } = found;
  const lists = [allergies, medicines, conditions].filter((list) => list !== null);
  const told = lists.flatMap((list) => list.slice(0, mostOnFile));
  for (const file of new Set([patientId, ...told.map((entry) => entry.patientId)])) {
    tx.audit({
      action: 'visit-record.read',
      patientId: file,
      resource: { type: 'Patient', id: file },
      outcome: 'ALLOWED',
      detail: { ids: told.filter((entry) => entry.patientId === file).map(({ id }) => id), jobId, requestedBy },
      actor,
    });
  }
  return {
    records,
    record: {
      language,
      allergies: allergies && { items: cut(allergies).map(coded), noneAsserted: found.noneAsserted && allergies.length === 0 },
      medicines: medicines && cut(medicines).map((entry): MedicineOnFile => ({ ...coded(entry), directions: entry.dosageText })),
      conditions: conditions && cut(conditions).map(({ id, code }) => ({ id, text: textOf(code) })),
      complete: lists.every((list) => list.length <= mostOnFile),
      readAt,
    },
  };
}

const cut = <T>(list: readonly T[]): T[] => list.slice(0, mostOnFile);
const textOf = ({ text, codings }: CodeableConcept): string => text ?? codings.find(({ display }) => display !== null)?.display ?? codings[0]?.code ?? '';
const coded = ({ id, code }: Entry): AllergyOnFile => ({ id, text: textOf(code), rxcui: code.codings.find(({ system }) => system === rxnorm)?.code ?? null });
