import type { JobSucceeded, OrderDraft, PrescriptionResult } from '@dra/events';
import { domainEvent } from '@dra/events';
import type { Actor } from '@dra/access';
import { settled } from '../above-steps.ts';
import { drugOf } from '../drug.ts';
import type { Dosage, PeriodUnit, Prescription, Sig } from '../model.ts';
import { directionsText } from '../order-text.ts';
import { drugKeyOf } from '../safety/known-drug.ts';
import { tellSaved, tracked } from '../saved-change.ts';
import { doseUnits, isTiming, routes } from '../vocabulary.ts';
import type { InTransaction, Work } from '../work.ts';

/**
 * Proposals out of the orders that a machine heard, once per message. Orders to begin or to change something, and refills:
 * whatever else was said (stop, hold, continue, perhaps) is no new prescription. An order that the encounter has already,
 * as after a corrected transcript, is not drafted twice.
 */
export async function applyOrders(inTransaction: InTransaction, actor: Actor, job: JobSucceeded, result: PrescriptionResult, messageId: string): Promise<void> {
  await inTransaction(actor, async (work) => {
    if (!(await work.firstTime('prescription-results', messageId))) return;
    const present = (await work.prescriptions.ofEncounter(job.encounterId)).filter((row) => !['CANCELLED', 'ENTERED_IN_ERROR'].includes(row.status));
    const rows: Prescription[] = [];
    for (const [index, order] of result.orders.entries()) {
      if (!isProposal(order)) continue;
      const row = proposalOf(work, job, order, index);
      if (present.some((other) => sameOrder(other, row))) continue;
      present.push(row);
      rows.push(row);
    }
    if (rows.length > 0) await work.prescriptions.insert(rows);
    for (const row of rows) tellSaved(work, 'drafted', row, { job: job.jobId });
    const { tenant, patientId, encounterId, jobId } = job;
    work.tell(
      domainEvent('prescriptions-drafted.v1', {
        tenant, patientId, encounterId, jobId, prescriptionIds: rows.map((row) => row.id), requestedBy: job.requestedBy, occurredAt: work.now.toISOString(),
      }),
    );
  });
}

export const isProposal = (order: OrderDraft): boolean => order.intent === 'START' || order.intent === 'CHANGE' || order.flags.includes('REFILL');

const proposalOf = (work: Work, job: JobSucceeded, order: OrderDraft, index: number): Prescription => {
  const drug = drugOf({ text: order.drug.text, form: order.drug.form, strength: order.drug.strength });
  return {
    ...tracked(work),
    patientId: job.patientId,
    encounterId: job.encounterId,
    status: 'PENDING_REVIEW',
    intent: 'PROPOSAL',
    origin: 'AI',
    drug,
    sig: sigOf(order),
    quantity: order.quantity,
    refills: order.refills,
    substitutionAllowed: null,
    indication: order.indication,
    evidence: order.evidence.map(({ field, segmentId, startMs, endMs, charStart, charEnd, score }) => ({ field, segmentId, startMs, endMs, charStart, charEnd, score })),
    // A name that the formulary does not know may have been misheard.
    unconfirmed: [...new Set([...order.unconfirmed, ...(drug.name === null ? ['drug'] : [])])].sort(),
    flags: [...order.flags],
    signature: null,
    priorPrescriptionId: null,
    statusReason: null,
    sourceJobId: job.jobId,
    sourceIndex: index,
  };
};

/**
 * The fields as heard; the text follows from them. What was said stands in the evidence, with its slips and corrections: a
 * pharmacist must not read "ten, no, twenty". A dose or a unit that cannot be is left out, hence missing.
 */
const sigOf = ({ sig }: OrderDraft): Sig => {
  const fields = settled({ ...dosageOf(sig), steps: sig.steps.map((step) => ({ ...dosageOf(step), step: step.step })) });
  return { ...fields, text: directionsText(fields) };
};

const dosageOf = (sig: Omit<OrderDraft['sig'], 'steps' | 'text'>): Dosage => {
  const unit = sig.doseUnit !== null && doseUnits[sig.doseUnit] !== undefined ? sig.doseUnit : null;
  const most = unit === null ? 0 : (doseUnits[unit] ?? 0);
  const possible = sig.doseMin !== null && Number(sig.doseMin) > 0 && (unit === null || Number(sig.doseMax ?? sig.doseMin) <= most);
  return {
    doseMin: possible ? sig.doseMin : null,
    doseMax: possible ? (sig.doseMax ?? sig.doseMin) : null,
    doseUnit: possible ? unit : null,
    route: sig.route !== null && (routes as readonly string[]).includes(sig.route) ? sig.route : null,
    frequency: sig.frequency !== null && sig.frequency <= 24 ? sig.frequency : null,
    period: sig.period,
    periodUnit: upper(sig.periodUnit),
    prn: sig.prn,
    prnReason: sig.prnReason,
    durationValue: sig.durationValue !== null && Number(sig.durationValue) > 0 ? sig.durationValue : null,
    durationUnit: sig.durationValue !== null && Number(sig.durationValue) > 0 ? upper(sig.durationUnit) : null,
    maxPerPeriod: sig.maxPerPeriod,
    timing: sig.timing.filter(isTiming),
  };
};

const upper = (unit: OrderDraft['sig']['periodUnit']): PeriodUnit | null => (unit === null ? null : (unit.toUpperCase() as PeriodUnit));

/** The same drops for the eye and for the ear are two orders; a route that was not said, or was written since, tells none apart. */
const sameOrder = (one: Orderable, other: Orderable): boolean =>
  orderKey(one) === orderKey(other) && (one.sig.route === other.sig.route || one.sig.route === null || other.sig.route === null);

type Orderable = Pick<Prescription, 'drug' | 'sig'>;
/** Field by field: a store gives an object's keys back in its own order. */
const orderKey = ({ drug, sig }: Orderable): string =>
  JSON.stringify([drugKeyOf(drug), drug.strength, ...(sig.steps?.length ? sig.steps.map((step) => [step.step, ...doseKey(step), step.durationValue, step.durationUnit]) : doseKey(sig))]);
const doseKey = ({ doseMin, doseMax, doseUnit, frequency, period, periodUnit, timing }: Dosage) => [doseMin, doseMax, doseUnit, frequency, period, periodUnit, timing ?? []];
