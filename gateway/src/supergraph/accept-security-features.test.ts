import { acceptSecurityFeatures } from './accept-security-features.ts';

describe('acceptSecurityFeatures', () => {
  it('takes the purpose off requiresScopes alone', () => {
    const sdl = [
      '@link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)',
      '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)',
      '@link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)',
    ].join('\n');
    expect(acceptSecurityFeatures(sdl).split('\n')).toEqual([
      '@link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)',
      '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1")',
      '@link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)',
    ]);
  });

  it('leaves a supergraph without it alone', () => {
    expect(acceptSecurityFeatures('type Query { a: Int }')).toBe('type Query { a: Int }');
  });
});
