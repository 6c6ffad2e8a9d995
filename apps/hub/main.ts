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
});
