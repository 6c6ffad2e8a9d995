import 'reflect-metadata';
import { layFoundation } from '../composition/foundation';
import { hostConsumers, hostTimers } from '../composition/hosting';
import { listen } from '../composition/http-app';
import { furnish } from '../composition/rooms';
import { run } from '../composition/run';

/** Runs the rules, and the clocks that take an alert on to the next person. */
run(async () => {
  const base = await layFoundation({ app: 'alerter' });
  const consumers = await hostConsumers(base, { projections: [], reactors: furnish(base).reactors });
  const timers = hostTimers(base);
  return { base, http: await listen(base), hosted: [timers, consumers] };
});
