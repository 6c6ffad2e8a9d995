import { Problem } from '@tributary/kernel';
import { ConsumerLoop } from '../consumers/consumer-loop';
import { Stoppable } from '../consumers/leave';
import { standingOf } from '../consumers/slots';
import type { ProjectionDefinition, Reactor, Slot } from '../consumers/types';
import type { Finding } from '../observe/health';
import { reasonOf } from '../observe/safe-error';
import { untilCurrent } from '../rebuild/keep-current';
import { adoptLayout } from '../rebuild/layout';
import { projectionIn, reactorIn } from './consumers-of';
import { layoutOf, type Parts } from './parts';

export type Hosted = Readonly<{
  /** Processes of one group share the partitions between them. Default: the app's name. */
  group?: string;
  projections?: readonly ProjectionDefinition[];
  reactors?: readonly Reactor[];
}>;

/** The consumers of a process: starts them, rebuilds those of an older version beside, says how they fare. */
export class Hosting {
  private readonly loop: ConsumerLoop;
  private readonly leave = new Stoppable();
  private readonly rebuilding = new Set<string>();
  private readonly refused = new Map<string, string>();
  private readonly work = new Set<Promise<void>>();

  constructor(
    private readonly parts: Parts,
    private readonly hosted: Hosted,
  ) {
    const { app, stream, store, logger, metrics, traces, database } = parts;
    const group = `tributary.${hosted.group ?? app}`;
    this.loop = new ConsumerLoop({ group, stream, store, logger, metrics, traces, db: database.events });
  }

  async start(): Promise<void> {
    const { database, config, stream } = this.parts;
    await adoptLayout(database.events, layoutOf(config, stream));
    for (const definition of this.hosted.projections ?? []) {
      const standing = await standingOf(database.events, definition);
      if (standing.version === definition.version) this.follow(definition, standing.slot);
      else this.rebuildFirst(definition);
    }
    for (const reactor of this.hosted.reactors ?? []) {
      this.loop.host(reactorIn(reactor, this.parts));
    }
    await this.loop.start();
  }

  async stop(): Promise<void> {
    this.leave.stop();
    await this.loop.stop();
    await Promise.all(this.work);
  }

  async finding(): Promise<Finding> {
    const problems = [...this.refused.values(), ...this.loop.problems()];
    if (problems.length > 0) return problems.join('; ');
    if (this.rebuilding.size === 0) return undefined;
    return { note: `being rebuilt, read as last built: ${[...this.rebuilding].join(', ')}` };
  }

  /** For tests. Includes rebuilds that began at the start. */
  async whenCaughtUp(options: { timeoutMs: number }): Promise<void> {
    await Promise.all(this.work);
    await this.loop.whenCaughtUp(options);
  }

  private follow(definition: ProjectionDefinition, slot: Slot): void {
    this.loop.host(projectionIn(definition, slot, this.parts));
  }

  private rebuildFirst(definition: ProjectionDefinition): void {
    const { store, logger, metrics, database } = this.parts;
    this.rebuilding.add(definition.name);
    const done = untilCurrent(definition, { pool: database.events, store, logger, metrics }, this.leave)
      .then((slot) => {
        if (slot) this.follow(definition, slot);
      })
      .catch((error: unknown) => {
        const reason = error instanceof Problem ? error.detail : reasonOf(error);
        this.refused.set(definition.name, `${definition.name} was not started: ${reason}`);
        logger.error('a read model was not started', { projection: definition.name, error });
      })
      .finally(() => {
        this.rebuilding.delete(definition.name);
        this.work.delete(done);
      });
    this.work.add(done);
  }
}
