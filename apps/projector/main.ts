import 'reflect-metadata';
import { layFoundation } from '../composition/foundation';
import { hostConsumers } from '../composition/hosting';
import { listen } from '../composition/http-app';
import { furnish } from '../composition/rooms';
import { run } from '../composition/run';

/** Keeps the read models. */
run(async () => {
  const base = await layFoundation({ app: 'projector' });
  const consumers = await hostConsumers(base, { projections: furnish(base).projections, reactors: [] });
  return { base, http: await listen(base), hosted: [consumers] };
});
