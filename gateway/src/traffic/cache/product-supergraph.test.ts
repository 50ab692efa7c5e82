import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { estimateCost } from '../demand/estimate-cost.ts';
import { viewOf } from '../supergraph/supergraph-view.ts';
import { cacheConfig } from './cache-config.ts';
import { staticPolicy } from './static-policy.ts';

const view = viewOf({ version: '1', sdl: readFileSync(join(__dirname, '../../../../schema/supergraph.graphql'), 'utf8') });
const policyOf = (query: string) => staticPolicy(view, parse(query), undefined, new Set(cacheConfig.parse({}).neverShared));

describe('the product\'s own supergraph', () => {
  it('has kept the prescription subgraph\'s @cacheControl and @staleIfError', () => {
    expect(policyOf('{ formularyDrugs(search: "li") { name ingredients rxcui controlledSchedule } }')).toMatchObject({
      maxAge: 300,
      complete: true,
      scope: 'PUBLIC',
      sealed: false,
      guarded: true,
      staleIfErrorSeconds: 86_400,
    });
  });

  it.each([
    ['a patient', '{ patient(id: "x") { displayName } }'],
    ['a prescription', '{ prescription(id: "x") { drug { name } } }'],
    ['the caller', '{ viewer { userId } }'],
    ['the formulary and a patient', '{ formularyDrugs(search: "li") { name } patient(id: "x") { mrn } }'],
  ])('says of nothing of a patient\'s that it may be shared or stand in: %s', (_, query) => {
    expect(policyOf(query)).toMatchObject({ scope: 'PRIVATE', staleIfErrorSeconds: null });
  });

  it('calls nothing else public', () => {
    const shared = Object.values(view.schema.getTypeMap()).filter((type) => {
      const directive = view.find(type.astNode, 'cacheControl');
      return directive !== undefined && JSON.stringify(directive).includes('PUBLIC');
    });
    expect(shared.map(({ name }) => name)).toEqual(['FormularyDrug']);
  });

  it('knows how long its lists are', () => {
    const { estimate } = estimateCost(view, parse('query ($n: Int) { patients(first: $n) { nodes { notes(first: 5) { nodes { id } } } } }'), undefined, { assumedListSize: 10 });
    expect(estimate({ n: 3 })).toBe(1 + 3 * (1 + (1 + 5)));
    expect(estimate({})).toBe(1 + 20 * (1 + (1 + 5)));
  });
});
