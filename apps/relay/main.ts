import 'reflect-metadata';
import { layFoundation } from '../composition/foundation';
import { hostNotary, hostRelay } from '../composition/hosting';
import { listen } from '../composition/http-app';
import { run } from '../composition/run';

/** Carries the committed feed to Kafka, and signs what it holds. */
run(async () => {
  const base = await layFoundation({ app: 'relay' });
  const relay = hostRelay(base);
  const notary = await hostNotary(base);
  return { base, http: await listen(base), hosted: [relay, notary] };
});
