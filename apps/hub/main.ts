import 'reflect-metadata';
import { intakeModules, readingModules } from '../composition/modules';
import { start } from '../composition/start';

/** Every room in one process: the default. */
start({
  app: 'hub',
  intake: true,
  projections: true,
  reactors: true,
  timers: true,
  notary: true,
  modules: (base, rooms) => [...intakeModules(rooms), ...readingModules(base, rooms)],
  started: async ({ config }) => {
    const url = config.publicUrl ?? `http://${config.host}:${config.port}`;
    const signIn = config.oidcIssuer ? '' : '  A token to sign in with: npx tributary token --user p-marlow\n';
    process.stderr.write(`Tributary answers at ${url}\n${signIn}  What it looks for: npx tributary rules list\n`);
  },
});
