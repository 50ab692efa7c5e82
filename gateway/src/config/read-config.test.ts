import { configSchema } from './gateway-config.ts';
import { readConfig } from './read-config.ts';

type Node = { description?: string; properties?: Record<string, Node>; additionalProperties?: Node; items?: Node; anyOf?: Node[] };

/** Options of which the schema says nothing, by their path. */
function undescribed(node: Node, path = ''): string[] {
  const below = Object.entries(node.properties ?? {}).flatMap(([name, one]) => [...(one.description ? [] : [`${path}.${name}`]), ...undescribed(one, `${path}.${name}`)]);
  const others = [node.additionalProperties, node.items, ...(node.anyOf ?? [])].flatMap((one) => (one && typeof one === 'object' ? undescribed(one, `${path}.*`) : []));
  return [...below, ...others];
}

describe('a configuration', () => {
  it('may be empty: then everything is off', () => {
    const config = readConfig('', 'x.yaml');
    expect(config).toMatchObject({ introspection: true, forward: ['authorization'], http: { csrf: 'cookies', compression: null, cors: null, maxBatch: 0 }, workers: 1 });
    expect([config.identity, config.traffic, config.redis, config.reload]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is YAML or JSON', () => {
    expect(readConfig('http:\n  deadlineMs: 5\n', 'x.yaml').http.deadlineMs).toBe(5);
    expect(readConfig('{"http":{"compression":{}}}', 'x.json').http.compression).toEqual({ minBytes: 1_024, brotliQuality: 4, gzipLevel: 6 });
  });

  it.each([
    ['what is no YAML', 'http: [', /^x is neither YAML nor JSON: /],
    ['a key twice', 'introspection: true\nintrospection: false', /unique/],
    ['an unknown option', 'http:\n  dedlineMs: 5', /http: .*dedlineMs/],
    ['a wrong type', 'http:\n  deadlineMs: soon', /http\.deadlineMs: /],
    ['a list', '[]', /the whole/],
  ])('%s is refused, and where', (_, text, message) => {
    expect(() => readConfig(text, 'x')).toThrow(message);
  });

  it('has a JSON schema that says what each option does', () => {
    const schema = configSchema() as { properties: Record<string, { properties?: Record<string, { description?: string }> }> };
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['http', 'identity', 'subgraphs', 'traffic', 'workers']));
    expect(schema.properties['http']?.properties?.['deadlineMs']?.description).toContain('longest');
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(undescribed(schema as Node)).toEqual([]);
    // A validator that knows no format but the standard's refuses the whole for one.
    expect([...new Set([...JSON.stringify(schema).matchAll(/"format":"([^"]*)"/g)].map(([, format]) => format))]).toEqual(['uri']);
  });
});
