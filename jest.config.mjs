import { availableParallelism } from 'node:os';

// Three kinds of test in one run: pure rules beside their code, stores and jobs against real servers, and whole
// stories through the gateway. Everything becomes CommonJS for jest: swc strips types and turns ESM-only
// dependencies round as well. Real servers are started by packages/testkit, only when a test asks for one.
const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|tsx|js|mjs|cjs)$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: false }, keepClassNames: true },
        module: { type: 'commonjs', importInterop: 'swc' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Packages that ship ESM only; everything else under node_modules is taken as it is.
  transformIgnorePatterns: [
    '/node_modules/(?!(?:@[^/]+/)?(?:jose|uuidv7|uuid|mediabunny|graphql-sse|cookie|p-limit|yocto-queue|codec-parser|eshaq|mpg123-decoder|ogg-opus-decoder|opus-decoder|wasm-audio-decoders|flac|common|simple-yenc|lru-cache|graphql-scalars|undici|cockatiel)/)',
  ],
  moduleNameMapper: { '^fast-check$': '<rootDir>/packages/testkit/src/seeded-fast-check.cjs' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.dr-assistant/'],
  modulePathIgnorePatterns: ['/dist/', '/\\.dr-assistant/'],
};

export default {
  // Of the whole run: a project's own testTimeout is not looked at.
  testTimeout: 60_000,
  // Stories wait for what they started more than they work: on two cores a second file runs meanwhile.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // A process that has run many files holds what they left: it makes room for a fresh one.
  workerIdleMemoryLimit: '1500MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '\\.int\\.test\\.ts$', '\\.e2e\\.test\\.ts$'],
    },
    { ...shared, displayName: 'int', testMatch: ['<rootDir>/**/*.int.test.ts'] },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/e2e/**/*.e2e.test.ts'], setupFilesAfterEnv: ['<rootDir>/packages/testkit/src/e2e-timeout.mjs'] },
  ],
  globalSetup: '<rootDir>/packages/testkit/src/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/packages/testkit/src/jest-global-teardown.mjs',
  reporters: ['default', '<rootDir>/packages/testkit/src/summary-reporter.mjs'],
};
