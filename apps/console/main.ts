import 'reflect-metadata';
import { layFoundation } from '../composition/foundation';
import { listen } from '../composition/http-app';
import { readingModules } from '../composition/modules';
import { furnish } from '../composition/rooms';
import { run } from '../composition/run';

/** Where people read and answer: the API's reads, and the pages. */
run(async () => {
  const base = await layFoundation({ app: 'console' });
  const rooms = furnish(base);
  const http = await listen(base, { rooms, modules: readingModules(base, rooms) });
  return { base, http, hosted: [] };
});
