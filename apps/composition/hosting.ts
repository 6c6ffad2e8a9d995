import { Notary } from '@tributary/event-store';
import {
  adoptLayout,
  ConsumerLoop,
  notaryKey,
  ProjectionConsumer,
  type ProjectionDefinition,
  type Reactor,
  ReactorConsumer,
  reasonOf,
  RelayHost,
  TimerService,
  untilCurrent,
} from '@tributary/runtime';
import { type Foundation, layoutOf } from './foundation';

/** What a process does beside answering; each can be stopped. */
export interface Hosted {
  stop(): Promise<void>;
}

const CHECKPOINT_EVERY = 60_000;

/** Read models and reactors on one subscription; a read model of an older version is rebuilt beside first. */
export async function hostConsumers(
  base: Foundation,
  hosted: Readonly<{ projections: readonly ProjectionDefinition[]; reactors: readonly Reactor[] }>,
): Promise<Hosted & { loop: ConsumerLoop }> {
  const { app, db, store, stream, logger, metrics, health, config } = base;
  await adoptLayout(db.events, layoutOf(config, stream));
  const loop = new ConsumerLoop({ group: `tributary.${app}`, stream, store, db: db.events, logger, metrics });
  for (const reactor of hosted.reactors) loop.host(new ReactorConsumer(reactor, { pool: db.events, store }));
  const rebuilding = new Set<string>(hosted.projections.map((definition) => definition.name));
  const leave = stoppable();
  const projectionIo = {
    pool: db.events,
    store,
    partitionOf: (child: Parameters<typeof base.vault.childToken>[0]) =>
      stream.partitionOf({ childToken: base.vault.childToken(child), streamToken: base.vault.childToken(child) }),
    onRefold: (consumer: string) => metrics.refolds.inc({ consumer }),
  };
  const bring = async (definition: ProjectionDefinition): Promise<void> => {
    const slot = await untilCurrent(definition, { pool: db.events, store, logger, metrics }, leave);
    if (slot) loop.host(new ProjectionConsumer(definition, slot, projectionIo));
    rebuilding.delete(definition.name);
  };
  health.register('consumers', async () => {
    const waiting = [...rebuilding].map((name) => `${name} is being rebuilt`);
    return [...loop.problems(), ...waiting].join('; ') || undefined;
  });
  const brought = Promise.all(hosted.projections.map(bring));
  brought.catch((error: unknown) => logger.error('a read model could not be hosted', { error }));
  await loop.start();
  return {
    loop,
    stop: async () => {
      leave.stop();
      await brought.catch(() => undefined);
      await loop.stop();
    },
  };
}

export function hostTimers(base: Foundation): Hosted {
  const { db, store, logger, metrics, health } = base;
  const timers = new TimerService({ pool: db.events, store, logger, metrics });
  health.register('timers', async () => timers.problem());
  timers.start();
  return timers;
}

export function hostRelay(base: Foundation): Hosted & { relay: RelayHost } {
  const { db, store, stream, logger, metrics, health } = base;
  const relay = new RelayHost({ pool: db.events, feed: store, stream, logger, metrics });
  health.register('relay', async () => relay.problem());
  relay.start();
  return { relay, stop: () => relay.stop() };
}

/** Signs what the feed holds once a minute. A notary that cannot sign says so in the log and tries again. */
export async function hostNotary(base: Foundation): Promise<Hosted> {
  const notary = new Notary({ events: base.db.events, key: await notaryKey(base.config) });
  const stop = notary.start(CHECKPOINT_EVERY, (error) =>
    base.logger.warn('the notary waits', { problem: reasonOf(error) }),
  );
  return { stop: async () => void (await stop()) };
}

function stoppable() {
  let stopped = false;
  return {
    given: () => !stopped,
    pause: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, stopped ? 0 : milliseconds)),
    stop: () => {
      stopped = true;
    },
  };
}
