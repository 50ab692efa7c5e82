import { createQueryLimitCheck, defaultQueryLimits } from './use-query-limits.ts';

const check = createQueryLimitCheck();

const codeOf = (work: () => void): unknown => {
  try {
    work();
    return 'passed';
  } catch (error) {
    return (error as { extensions?: { code?: string; limit?: string } }).extensions;
  }
};

const nested = (levels: number) => `${'{a'.repeat(levels)}${'}'.repeat(levels)}`;
const aliased = (count: number) => `{ ${Array.from({ length: count }, (_, index) => `a${index}: viewer { userId }`).join(' ')} }`;

describe('the text of a document', () => {
  it.each([
    ['ten thousand levels', nested(10_000), 'depth'],
    ['one level too many', nested(defaultQueryLimits.depth + 1), 'depth'],
    ['deep lists in arguments', `{ a(b: ${'['.repeat(10_000)}${']'.repeat(10_000)}) }`, 'depth'],
    ['unclosed braces', '{a'.repeat(1_000_000), 'depth'],
    ['a thousand aliases', aliased(1_000), 'aliases'],
    ['a document of many fields', `{ ${Array.from({ length: 10_001 }, (_, index) => `a${index}`).join(' ')} }`, 'tokens'],
    ['one field again and again', `{ ${'a '.repeat(501)} }`, 'repeats'],
    ['a field with many directives', `{ a ${'@skip '.repeat(101)} }`, 'directives'],
  ])('%s is too complex', (_, query, limit) => {
    expect(codeOf(() => check(query))).toMatchObject({ code: 'QUERY_TOO_COMPLEX', limit });
  });

  it.each([
    ['the deepest allowed', nested(defaultQueryLimits.depth)],
    ['a hundred aliases', aliased(100)],
    ['colons of arguments, objects and variables', `query Q(${'$v: Int '.repeat(200)}) { a(${'b: 1 '.repeat(200)}, c: { d: 1, e: 2 }) }`],
    ['names and colons in strings and comments', `{ a(b: "${'x: {'.repeat(300)}") # ${'y: {'.repeat(300)}\n }`],
    ['what is not GraphQL: the parser says why', '{ a ? }'],
  ])('%s passes', (_, query) => {
    expect(codeOf(() => check(query))).toBe('passed');
  });

  it('measures megabytes in little time', () => {
    const started = performance.now();
    check(`{ a(b: "${'x'.repeat(6_000_000)}") }`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('the document with its fragments spread', () => {
  it('refuses more fields of the root than are allowed, wherever they stand', () => {
    const fields = (from: number) => Array.from({ length: 60 }, (_, index) => `f${from + index}`).join(' ');
    expect(codeOf(() => check(`{ ${fields(0)} ...F } fragment F on Query { ... on Query { ${fields(60)} } }`))).toMatchObject({ code: 'QUERY_TOO_COMPLEX', limit: 'rootFields' });
    expect(codeOf(() => check(`{ viewer { ${fields(0)} ...F } } fragment F on Viewer { ${fields(60)} }`))).toBe('passed');
  });

  it('refuses a document that spreads into millions of fields, without spreading it', () => {
    const bombs = Array.from({ length: 24 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`);
    const document = (`{ ...F0 } ${bombs.join(' ')} fragment F24 on Query { viewer { userId } }`);
    expect(codeOf(() => check(document))).toMatchObject({ code: 'QUERY_TOO_COMPLEX', limit: 'fields' });
  });

  it('refuses depth hidden in fragments', () => {
    const fragments = Array.from({ length: 40 }, (_, index) => `fragment F${index} on A { a { ...F${index + 1} } }`);
    const document = (`{ ...F0 } ${fragments.join(' ')} fragment F40 on A { b }`);
    expect(codeOf(() => check(document))).toMatchObject({ code: 'QUERY_TOO_COMPLEX', limit: 'depth' });
  });

  it('survives fragments that spread themselves', () => {
    const document = ('{ ...A } fragment A on Query { a { ...B } } fragment B on Query { b { ...A } }');
    expect(codeOf(() => check(document))).toBe('passed');
  });
});
