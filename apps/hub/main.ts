import '../composition/refuse-old-node';
import 'reflect-metadata';
import { addressOf } from '@tributary/runtime';
import { intakeModules, readingModules } from '../composition/modules';
import { start } from '../composition/start';
import { welcome } from './welcome';

/** Every room in one process: the default. */
start({
  app: 'hub',
  intake: true,
  projections: true,
  reactors: true,
  timers: true,
  notary: true,
  holding: true,
  reconsidering: true,
  modules: (base, rooms) => [...intakeModules(rooms), ...readingModules(base, rooms)],
  started: async ({ config }, { demo }) => {
    const url = addressOf(config);
    const planned = config.demo ? await demo.plan() : undefined;
    process.stderr.write(welcome(url, { localSignIn: !config.oidcIssuer, demo: config.demo, planned }));
    if (config.demo) demo.begin(planned);
  },
});
