import tseslint from 'typescript-eslint';

// Few rules, each for a fault that hurt somebody; formatting is nobody's business here.
export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '**/__generated__/**', '**/.turbo/**', '.dr-assistant/**', 'coverage/**'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      'no-console': 'error',
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only main.ts, env.ts and tools read the environment.' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
    },
  },
  // Dependencies point inwards: rules know no GraphQL, no database, no broker.
  {
    files: ['subgraphs/*/src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['graphql', 'typeorm', 'pg', 'mongodb', '@nats-io/*', '@apollo/*', '**/store/**', '**/resolvers/**', '**/jobs/**'], message: 'domain/ declares what it needs; stores and resolvers come to it.' }] }],
    },
  },
  // Subgraphs share ids, the schema and events, never code.
  {
    files: ['subgraphs/**/*.ts', 'gateway/**/*.ts', 'packages/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group: ['@dra/*-subgraph', '@dra/gateway'], message: 'Rooms do not import each other.' }] }],
    },
  },
  {
    files: ['**/main.ts', '**/migrate.ts', '**/seed.ts', '**/env.ts', 'subgraphs/inference/src/worker/worker.ts', 'tools/**', 'deploy/**', 'k8s/**', 'clients/**', 'e2e/**', 'load/**', '**/*.test.ts', 'packages/testkit/**', '**/*.config.mjs'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  { files: ['**/*.mjs', '**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
