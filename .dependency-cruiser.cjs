/** Imports go one way: apps → domain rooms → runtime → stream, event-store, vault → catalogue → kernel. */
const DOMAIN =
  '(identity|matching|intake|feeds|directory|access|chronology|console|demo|assessment|alerting|outbound|audit|evaluation|holding|sign-in)';
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
module.exports = {
  forbidden: [
    rule('no-circles', {}, { circular: true }, 'a circle cannot be understood a file at a time'),
    rule(
      'kernel-stands-alone',
      { path: '^libs/kernel', pathNot: '[.]spec[.]ts$' },
      { path: '^(libs/(?!kernel)|apps|node_modules)' },
      'the kernel is pure',
    ),
    rule(
      'catalogue-on-kernel',
      { path: '^libs/catalogue' },
      { path: '^(apps|libs/(?!catalogue|kernel))' },
      'the language knows no machinery',
    ),
    rule(
      'vault-low',
      { path: '^libs/vault' },
      { path: '^(apps|libs/(?!vault|catalogue|kernel))', pathNot: '^libs/testing' },
      'keys know no events',
    ),
    rule(
      'store-low',
      { path: '^libs/event-store', pathNot: '\\.spec\\.ts$' },
      { path: '^(apps|libs/(?!event-store|vault|catalogue|kernel))' },
      'store and stream do not know each other',
    ),
    rule(
      'stream-low',
      { path: '^libs/stream', pathNot: '\\.spec\\.ts$' },
      { path: '^(apps|libs/(?!stream|catalogue|kernel))' },
      'store and stream do not know each other',
    ),
    rule(
      'runtime-below-domain',
      { path: '^libs/runtime', pathNot: '\\.spec\\.ts$' },
      { path: `^(apps|libs/(${DOMAIN}|testing))` },
      'machinery knows no business',
    ),
    rule('domain-not-apps', { path: '^libs' }, { path: '^apps' }, 'an app is the outside'),
    rule(
      'one-door',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/[^/]+/(?!index[.]ts).+', pathNot: '^libs/$1/|^libs/testing/|[.]fixture[.]ts$' },
      'enter a room by its index.ts',
    ),
    rule(
      'one-door-from-outside',
      { path: '^(apps|test)/' },
      { path: '^libs/[^/]+/(?!index[.]ts).+', pathNot: '^libs/testing/|[.]fixture[.]ts$' },
      'enter a room by its index.ts',
    ),
    rule(
      'pure-domain',
      { path: `^libs/${DOMAIN}/domain/`, pathNot: '[.]spec[.]ts$' },
      {
        path: '^(libs/(?!kernel|catalogue|matching)|node_modules)',
        pathNot: '^libs/[^/]+/domain/',
        dependencyTypesNot: ['type-only'],
      },
      'domain folders compute with kernel, catalogue and the matcher only; types may come from a door',
    ),
    rule(
      'matching-is-pure',
      { path: '^libs/matching', pathNot: '[.](spec|fixture)[.]ts$' },
      { path: '^(apps|libs/(?!matching|kernel|catalogue)|node_modules/(?!double-metaphone))' },
      'which records are one person follows from the records alone',
    ),
    rule(
      'kafkajs-behind-the-port',
      { pathNot: '^(libs/stream/kafka|libs/testing|test|infra)/|^libs/stream/.*[.]spec[.]ts$' },
      { path: 'node_modules/kafkajs' },
      'one client, behind the port',
    ),
    rule(
      'tests-stay-outside',
      { path: '^(apps|libs)', pathNot: '(\\.(spec|fixture)\\.ts$|^libs/testing)' },
      { path: '^(libs/testing|test)/|[.]fixture[.]ts$' },
      'production code never imports test code',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
