import { roles, rightsTable } from '@dra/access';
import type { Role } from '@dra/access';
import { persona } from '@dra/testkit';
import { isObjectType, parse } from 'graphql';
import type { ConstDirectiveNode, GraphQLObjectType } from 'graphql';
import { clinician, createPatient, key, startPatientServer, stranger } from '../test/patient-server.ts';
import type { PatientServer } from '../test/patient-server.ts';

type Victim = Record<'patient' | 'twin' | 'encounter' | 'allergy' | 'condition' | 'medication' | 'observation' | 'consent' | 'import', string>;

const concept = { text: 'x' };

/**
 * Every door of the schema, with what to ask there for things of tenant demo. A field of the schema that is not in the
 * table fails the test: whoever adds a field says here how a stranger knocks at it.
 */
const rootFields: Record<string, (victim: Victim) => { args: string; select: string; stranger: 'NOT_FOUND' | 'NOTHING' | 'OWN' }> = {
  'Query.viewer': () => ({ args: '', select: '{ userId tenant }', stranger: 'OWN' }),
  'Query.patient': (v) => ({ args: `(id: "${v.patient}")`, select: '{ mrn }', stranger: 'NOT_FOUND' }),
  'Query.patientByMrn': () => ({ args: '(mrn: "VICTIM")', select: '{ mrn }', stranger: 'NOTHING' }),
  'Query.patients': () => ({ args: '', select: '{ nodes { mrn } }', stranger: 'NOTHING' }),
  'Query.encounter': (v) => ({ args: `(id: "${v.encounter}")`, select: '{ status }', stranger: 'NOT_FOUND' }),
  'Query.safetySnapshot': (v) => ({ args: `(patientId: "${v.patient}")`, select: '{ readAt }', stranger: 'NOT_FOUND' }),
  'Query.auditEvents': (v) => ({ args: `(patientId: "${v.patient}")`, select: '{ nodes { action } }', stranger: 'NOT_FOUND' }),
  'Mutation.createPatient': () => ({ args: input({ mrn: key(), names: [{ family: key() }], administrativeGender: '#OTHER' }), select: '{ patient { id } }', stranger: 'OWN' }),
  'Mutation.updatePatient': (v) => changing({ patientId: v.patient, expectedVersion: 1, language: 'xx' }),
  'Mutation.mergePatient': (v) => changing({ patientId: v.patient, expectedVersion: 1, intoPatientId: v.twin }),
  'Mutation.unmergePatient': (v) => changing({ patientId: v.patient, expectedVersion: 1 }),
  'Mutation.recordAllergy': (v) => changing({ patientId: v.patient, code: concept }),
  'Mutation.updateAllergy': (v) => changing({ allergyId: v.allergy, expectedVersion: 1 }),
  'Mutation.assertNoKnownAllergies': (v) => changing({ patientId: v.patient }),
  'Mutation.recordCondition': (v) => changing({ patientId: v.patient, code: concept }),
  'Mutation.updateCondition': (v) => changing({ conditionId: v.condition, expectedVersion: 1 }),
  'Mutation.recordMedication': (v) => changing({ patientId: v.patient, code: concept }),
  'Mutation.updateMedication': (v) => changing({ medicationId: v.medication, expectedVersion: 1 }),
  'Mutation.recordObservation': (v) => changing({ patientId: v.patient, code: concept, category: '#OTHER', effectiveAt: '2026-01-01T00:00:00Z', value: { value: '1', unit: '1' } }),
  'Mutation.updateObservation': (v) => changing({ observationId: v.observation, expectedVersion: 1, status: '#AMENDED' }),
  'Mutation.createEncounter': (v) => changing({ patientId: v.patient }),
  'Mutation.changeEncounterStatus': (v) => changing({ encounterId: v.encounter, expectedVersion: 1, status: '#CANCELLED' }),
  'Mutation.giveConsent': (v) => changing({ patientId: v.patient, type: '#DATA_SHARING', basis: '#VERBAL' }),
  'Mutation.revokeConsent': (v) => changing({ consentId: v.consent, expectedVersion: 1 }),
  'Mutation.addCareTeamMember': (v) => changing({ patientId: v.patient, userId: 'x', role: 'x' }),
  'Mutation.removeCareTeamMember': (v) => changing({ patientId: v.patient, userId: 'x' }),
  'Mutation.startFhirImport': () => ({ args: input({ bundleSha256: '0'.repeat(64), entries: 1 }), select: '{ import { applied } }', stranger: 'OWN' }),
  'Mutation.importFhirEntries': (v) => changing({ importId: v.import, entries: [] }),
};

const entityTypes: Record<string, keyof Victim> = {
  Patient: 'patient',
  AllergyIntolerance: 'allergy',
  Condition: 'condition',
  MedicationStatement: 'medication',
  Observation: 'observation',
  Encounter: 'encounter',
  Consent: 'consent',
};

const changing = (fields: Record<string, unknown>) => ({ args: input(fields), select: '{ userErrors { code } }', stranger: 'NOT_FOUND' as const });
/** An input object as GraphQL text; `#NAME` is an enum's value. */
const input = (fields: Record<string, unknown>) => `(input: ${literal({ clientMutationId: key(), ...fields })})`;
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([name, item]) => `${name}: ${literal(item)}`).join(', ')} }`;
  return typeof value === 'string' && value.startsWith('#') ? value.slice(1) : JSON.stringify(value);
};

describe('every door of the patient subgraph', () => {
  let server: PatientServer;
  let victim: Victim;

  beforeAll(async () => {
    server = await startPatientServer();
    const { id: patient } = await createPatient(server, { mrn: 'VICTIM' });
    const twin = await createPatient(server);
    const made = async (field: string, thing: string, fields: Record<string, unknown>) => {
      const answer = await server.data<Record<string, Record<string, { id: string }>>>(clinician, `mutation { ${field}${input(fields)} { ${thing} { id } } }`);
      return answer[field]?.[thing]?.id as string;
    };
    victim = {
      patient,
      twin: twin.id,
      encounter: await made('createEncounter', 'encounter', { patientId: patient }),
      allergy: await made('recordAllergy', 'allergy', { patientId: patient, code: concept }),
      condition: await made('recordCondition', 'condition', { patientId: patient, code: concept }),
      medication: await made('recordMedication', 'medication', { patientId: patient, code: concept }),
      observation: await made('recordObservation', 'observation', { patientId: patient, code: concept, category: '#OTHER', effectiveAt: '2026-01-01T00:00:00Z', value: { value: '1', unit: '1' } }),
      consent: await made('giveConsent', 'consent', { patientId: patient, type: '#RECORDING', basis: '#VERBAL' }),
      import: await made('startFhirImport', 'import', { bundleSha256: 'f'.repeat(64), entries: 3 }),
    };
  });
  afterAll(() => server.stop());

  const schemaTypes = () => Object.values(server.server.schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('_'));
  const directivesOf = (type: GraphQLObjectType) => [...(type.astNode?.directives ?? []), ...type.extensionASTNodes.flatMap((node) => [...(node.directives ?? [])])];

  it('is in the tables', () => {
    const { schema } = server.server;
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).filter((name) => !name.startsWith('_')).map((name) => `${type?.name}.${name}`),
    );
    expect(fields.sort()).toEqual(Object.keys(rootFields).sort());
    const entities = schemaTypes().filter((type) => directivesOf(type).some((directive) => directive.name.value === 'key')).map((type) => type.name);
    expect(entities.sort()).toEqual(Object.keys(entityTypes).sort());
  });

  const requirement = (directives: readonly ConstDirectiveNode[] | undefined): string[][] | null => {
    const value = directives?.find((directive) => /requiresScopes$/.test(directive.name.value))?.arguments?.[0]?.value;
    if (value?.kind !== 'ListValue') return null;
    return value.values.map((inner) => (inner.kind === 'ListValue' ? inner.values.map((scope) => (scope.kind === 'StringValue' ? scope.value : '')) : []));
  };
  const holds = (role: Role, scopes: string[][]) =>
    scopes.some((all) => all.every((scope) => {
      const [resource, action] = scope.split(':') as [keyof typeof rightsTable, string];
      return (rightsTable[resource] as Record<string, readonly Role[]>)[action]?.includes(role);
    }));
  const codesOf = (answer: { errors?: { extensions: { code: string } }[] }) => answer.errors?.map((error) => error.extensions.code) ?? [];
  const operation = (coordinate: string) => {
    const [type, field] = coordinate.split('.') as [string, string];
    const { args, select, stranger: expected } = (rootFields[coordinate] as NonNullable<(typeof rootFields)[string]>)(victim);
    return { text: `${type === 'Query' ? 'query' : 'mutation'} { ${field}${args} ${select} }`, field, expected };
  };

  describe.each(Object.keys(rootFields))('%s', (coordinate) => {
    it('opens to the roles that the table of rights names, and to no other', async () => {
      const [type, field] = coordinate.split('.') as [string, string];
      const scopes = requirement((server.server.schema.getType(type) as GraphQLObjectType).getFields()[field]?.astNode?.directives);
      expect(scopes).not.toBeNull();
      for (const role of roles) {
        const who = persona(role, 'nobodys-tenant', `${role.toLowerCase()}.test`);
        const { text } = operation(coordinate);
        expect(() => parse(text)).not.toThrow();
        const refused = codesOf(await server.ask(who, text)).includes('FORBIDDEN');
        expect(`${role} ${refused ? 'refused' : 'let in'}`).toBe(`${role} ${holds(role, scopes as string[][]) ? 'let in' : 'refused'}`);
      }
    });

    it('shows a stranger nothing of this tenant', async () => {
      const { text, field, expected } = operation(coordinate);
      const answer = await server.ask<Record<string, unknown>>(stranger, text);
      const inside = JSON.stringify(answer);
      expect(inside).not.toMatch(/VICTIM/);
      for (const id of Object.values(victim)) expect(inside).not.toContain(id.slice(4));
      if (expected === 'NOT_FOUND') {
        const userCodes = (answer.data?.[field] as { userErrors?: { code: string }[] } | null)?.userErrors?.map((error) => error.code) ?? [];
        expect([...codesOf(answer), ...userCodes]).toEqual(['NOT_FOUND']);
      }
      if (expected === 'NOTHING') expect(inside.replace(/"errors".*/, '')).toMatch(/null|"nodes":\[\]/);
    });
  });

  describe.each(Object.entries(entityTypes))('_entities of %s', (type, name) => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on ${type} { version } } }`;
    const ask = (who: typeof clinician, id: string) => server.ask<{ _entities: unknown[] }>(who, query, { r: [{ __typename: type, id }] });

    it('opens to the roles of the table only', async () => {
      const scopes = requirement(directivesOf(server.server.schema.getType(type) as GraphQLObjectType));
      for (const role of roles) {
        const answer = await ask(persona(role, 'demo', `${role.toLowerCase()}.test`), victim[name]);
        expect(`${role} ${codesOf(answer).includes('FORBIDDEN')}`).toBe(`${role} ${!holds(role, scopes as string[][])}`);
      }
    });

    it('is null and NOT_FOUND for a stranger, and for what never was', async () => {
      for (const [who, id] of [[stranger, victim[name]], [clinician, `${victim[name].slice(0, 4)}0197a000-0000-7000-8000-00000000dead`]] as const) {
        const answer = await ask(who, id);
        expect(answer.data?._entities).toEqual([null]);
        expect(codesOf(answer)).toEqual(['NOT_FOUND']);
      }
    });

    it.each(['', 'pat_', 'nonsense', 'xxx_0197a000-0000-7000-8000-00000000dead', '0197a000-0000-7000-8000-00000000dead', `pat_0197a000-0000-7000-8000-00000000dead' OR '1'='1`])('refuses the id %p as malformed', async (id) => {
      expect(codesOf(await ask(clinician, id))).toEqual(['BAD_USER_INPUT']);
    });
  });

  it('every field of every guarded type is closed to roles without its scopes, also from within', async () => {
    // ADMIN may see who was where, never what was said or found.
    const admin = persona('ADMIN', 'demo', 'admin.test');
    for (const field of ['allergies { status }', 'conditions { nodes { id } }', 'medications { nodes { id } }', 'observations { nodes { id } }']) {
      const answer = await server.ask(admin, `{ patient(id: "${victim.patient}") { mrn ${field} } }`);
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    }
    const reason = await server.ask<{ encounter: unknown }>(admin, `{ encounter(id: "${victim.encounter}") { status reason { text } } }`);
    expect(reason.data?.encounter).toEqual({ status: 'PLANNED', reason: null });
    expect(codesOf(reason)).toEqual(['FORBIDDEN']);
  });

  it('logs no patient\'s data', () => {
    expect(server.logged()).not.toMatch(/VICTIM|Family\d|Given/);
  });
});
