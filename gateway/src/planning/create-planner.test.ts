import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { createPlanner } from './create-planner.ts';

const ourSupergraph = readFileSync(join(__dirname, '../../../schema/supergraph.graphql'), 'utf8');
const noLabels = { overrideLabels: new Set<string>() };

describe('createPlanner', () => {
  const planner = createPlanner(ourSupergraph);

  it('knows the subgraphs, the API and what lies behind it', () => {
    expect([...planner.subgraphs.keys()].sort()).toEqual(['clinical-note', 'inference', 'patient', 'prescription', 'voice']);
    expect(planner.apiSchema.getDirective('defer')).toBeDefined();
    expect(planner.apiSchema.getType('join__Graph')).toBeUndefined();
    expect(planner.supergraphSchema.getType('join__Graph')).toBeDefined();
  });

  it('plans a document', () => {
    const document = parse('query One($id: ID!) { patient(id: $id) { id } }');
    expect(validate(planner.apiSchema, document)).toEqual([]);
    const { plan } = planner.plan(document, 'One', noLabels);
    expect(plan.node).toMatchObject({ kind: 'Fetch', serviceName: 'patient', variableUsages: ['id'] });
  });

  it('has nothing to fetch for introspection and for what is skipped for good', () => {
    expect(planner.plan(parse('{ __schema { queryType { name } } }'), undefined, noLabels).plan.node).toBeUndefined();
    expect(planner.plan(parse('{ patient(id: "1") @skip(if: true) { id } }'), undefined, noLabels).plan.node).toBeUndefined();
  });

  it.each([
    ['text that is not GraphQL', 'type {', /Syntax Error/],
    ['a plain schema', 'type Query { a: Int }', /core schema/],
    ['a security specification it does not know', ourSupergraph.replace('specs.apollo.dev/requiresScopes/v0.1', 'specs.example.com/secret/v0.1'), /secret\/v0\.1 is for: SECURITY but is unsupported/],
    ['a type that is not there', ourSupergraph.replace(/^type Patient\b/m, 'type Lost'), /Patient/],
  ])('refuses %s, naming the reason', (_name, sdl, reason) => {
    expect(() => createPlanner(sdl)).toThrow(reason);
    expect(() => createPlanner(sdl)).toThrow(/^The supergraph cannot be served: /);
  });
});
