/*
 * Jest in ESM mode, because NestJS 12 is ESM only. ts-jest transpiles file by file (`isolatedModules` of tsconfig.json) and checks no
 * types: `npm run typecheck` does that once for all files.
 */
export default {
  rootDir: '.',
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/chaos'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/graphql-checks-off.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json' }] },
  /* A suite boots the application, on a loaded machine of two cores. */
  testTimeout: 30_000,
  maxWorkers: process.env.JEST_MAX_WORKERS ? Number(process.env.JEST_MAX_WORKERS) : 2,
  /* Module registries of finished suites are not always freed; a worker above this is replaced between two suites. */
  workerIdleMemoryLimit: '800MB',
  collectCoverage: false,
};
