import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '@dra/access';
import type { Role } from '@dra/access';
import { clinic } from '../support/clinic.ts';
import { nothingToPrescribe } from '../support/dialogues.ts';
import { heardVisit } from '../support/visit.ts';
import { operationsOfSchema } from '../support/whole-schema.ts';

/** docs/rights.md is the reviewed table; `npm run rights -- --check` keeps it equal to the schema's text. */
const table = new Map(
  readFileSync(join(__dirname, '..', '..', 'docs', 'rights.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return [String(cells[1]).replaceAll('`', ''), roles.filter((_, index) => cells[index + 3] === 'yes')] as const;
    }),
);

const nowhere = (prefix: string) => `${prefix}_${randomUUID()}`;
const ids = {
  patient: nowhere('pat'), patientId: nowhere('pat'), intoPatientId: nowhere('pat'), encounter: nowhere('enc'), encounterId: nowhere('enc'), allergyId: nowhere('alg'),
  conditionId: nowhere('cnd'), medicationId: nowhere('med'), observationId: nowhere('obs'), consentId: nowhere('con'), importId: nowhere('imp'), recording: nowhere('rec'),
  recordingId: nowhere('rec'), transcript: nowhere('trn'), transcriptId: nowhere('trn'), segmentId: `${nowhere('seg')}.0`, note: nowhere('not'), noteId: nowhere('not'), statementId: 's1',
  prescription: nowhere('rx'), prescriptionId: nowhere('rx'), inferenceJob: nowhere('job'), jobId: nowhere('job'), safetySnapshot: nowhere('pat'), auditEvents: nowhere('pat'),
};

describe.each(roles.map((role) => [role] as [Role]))('%s', (role) => {
  test.each(operationsOfSchema(ids).map((operation) => [operation.coordinate, operation] as const))('%s', async (coordinate, operation) => {
    const allowed = table.get(coordinate);
    if (!allowed) throw new Error(`${coordinate} has no row in docs/rights.md`);
    const { as } = await clinic();
    const caller = await as(role);
    const answer = await caller.ask(operation.query, { ...operation.variables });
    const forbidden = answer.errors.some((error) => error.extensions?.code === 'FORBIDDEN' && error.path?.length === 1);
    expect({ coordinate, role, forbidden }).toEqual({ coordinate, role, forbidden: !allowed.includes(role) });
    // Whatever else is wrong with a request about nothing, it is never a fault of ours.
    expect(answer.errors.map((error) => error.extensions?.code)).not.toContain('INTERNAL_SERVER_ERROR');
  });
});

test('administrators and auditors see that there was a visit, and nothing of what was said in it', async () => {
  const { prescriber, as } = await clinic();
  const { patient, note } = await heardVisit(prescriber, nothingToPrescribe);
  const query = `query ($id: ID!) { patient(id: $id) { mrn
    allergies { status } conditions { nodes { id } } medications { nodes { id } } observations { nodes { id } }
    encounters { nodes { id status reason { text } transcripts { segments { text } } notes { text sections { title statements { text } } } prescriptions { id drug { text } } } }
    notes { nodes { text } } prescriptions { nodes { id } } recordings { nodes { id } } } }`;
  for (const role of ['ADMIN', 'AUDITOR'] as const) {
    const caller = await as(role);
    const answer = await caller.ask<{ patient: Record<string, unknown> | null }>(query, { id: patient.id });
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(new Set(answer.errors.map((error) => error.extensions?.code))).toEqual(new Set(['FORBIDDEN']));
    expect(JSON.stringify(answer.data)).not.toMatch(/knee|stairs|swelling/i);
    const direct = await caller.ask(`query ($id: ID!) { note(id: $id) { text } }`, { id: note.id });
    expect(direct.errors.map((error) => error.extensions?.code)).toEqual(['FORBIDDEN']);
  }
});
