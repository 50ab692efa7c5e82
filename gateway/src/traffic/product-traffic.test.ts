import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectType, parse } from 'graphql';
import { estimateCost } from './demand/estimate-cost.ts';
import { readTrustedDocuments } from './documents/trusted-documents.ts';
import { productTraffic } from './product-traffic.ts';
import { viewOf } from './supergraph/supergraph-view.ts';

const root = join(__dirname, '../../..');
const view = viewOf({ version: '1', sdl: readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8') });
const trusted = [...readTrustedDocuments(readFileSync(join(root, 'gateway/trusted-documents.json'), 'utf8')).values()].filter(({ type }) => type !== 'subscription');

describe('what the product switches on', () => {
  const config = productTraffic({ production: true });

  it.each(trusted)('lets our own clients ask $name in every tier that has clients', ({ text, name }) => {
    const cost = estimateCost(view, parse(text), name, { assumedListSize: config.demand?.assumedListSize ?? 0 }).estimate({});
    expect(cost).toBeLessThanOrEqual(config.demand?.tiers.free ?? 0);
  });

  it('refuses what walks the whole record of a hundred patients at once', () => {
    const { estimate } = estimateCost(view, parse('{ patients(first: 100) { nodes { encounters(first: 100) { nodes { notes { sections { statements { evidence { segmentId } } } } } } } } }'), undefined, { assumedListSize: 10 });
    expect(estimate({})).toBeGreaterThan(config.demand?.max ?? Number.POSITIVE_INFINITY);
  });

  it('shares nothing of a patient\'s', () => {
    expect(config.cache).toMatchObject({ privateAnswers: false, trustedSubgraphs: [], collapse: 'cacheable' });
    const types = view.schema.getTypeMap();
    for (const name of config.cache?.neverShared ?? []) expect(isObjectType(types[name]) ? name : `${name} is no type`).toBe(name);
    const entities = Object.values(types).filter((type) => isObjectType(type) && (type.astNode?.directives ?? []).some((directive) => directive.name.value === 'join__type' && directive.arguments?.some(({ name }) => name.value === 'key')));
    expect(config.cache?.neverShared).toEqual(expect.arrayContaining(entities.map(({ name }) => name)));
  });

  it('answers only trusted documents where it is given their list, and counts the same in development, more generously', () => {
    expect(config.documents.trusted).toBeUndefined();
    expect(productTraffic({ production: true, trustedManifest: 'list.json' }).documents.trusted).toEqual({ manifest: 'list.json', mode: 'only' });
    expect(productTraffic().rateLimits?.address?.limit).toBe(20 * (config.rateLimits?.address?.limit ?? 0));
  });
});
