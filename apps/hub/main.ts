import 'reflect-metadata';
import { layFoundation } from '../composition/foundation';
import { hostConsumers, hostNotary, hostTimers } from '../composition/hosting';
import { listen } from '../composition/http-app';
import { intakeModules, readingModules } from '../composition/modules';
import { furnish } from '../composition/rooms';
import { run } from '../composition/run';

/** Every room in one process: the default. */
run(async () => {
  const base = await layFoundation({ app: 'hub' });
  const rooms = furnish(base);
  const consumers = await hostConsumers(base, rooms);
  const timers = hostTimers(base);
  const notary = await hostNotary(base);
  await rooms.intake.start();
  const http = await listen(base, { rooms, modules: [...intakeModules(rooms), ...readingModules(base, rooms)] });
  base.logger.info('the hub answers', { host: base.config.host, port: base.config.port });
  return { base, http, hosted: [rooms.intake, timers, consumers, notary] };
});
