import 'reflect-metadata';
import { layFoundation } from '../composition/foundation';
import { listen } from '../composition/http-app';
import { intakeModules } from '../composition/modules';
import { furnish } from '../composition/rooms';
import { run } from '../composition/run';

/** Where agencies deliver. */
run(async () => {
  const base = await layFoundation({ app: 'intake' });
  const rooms = furnish(base);
  await rooms.intake.start();
  const http = await listen(base, { rooms, modules: intakeModules(rooms) });
  return { base, http, hosted: [rooms.intake] };
});
