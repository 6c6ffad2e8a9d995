import type { StreamReader } from '@tributary/event-store';
import { type AlertId, alertStream, type ChildId, type Envelope, type StreamId } from '@tributary/kernel';
import { alertIdsOf } from './alert-ids';
import type { ReadAhead } from './read-ahead';
import { childRules } from './rules';
import { everOf } from './scene';

/** What was said in alerts, by their streams. */
export type Pasts = ReadonlyMap<StreamId, readonly Envelope[]>;

/**
 * The alerts that stand about the children of a piece, read together when the first is asked for. Once a child: a second
 * look has to see what the first one did.
 */
export class StandingAlerts {
  private readonly unseen: Set<ChildId>;
  private all: Promise<Pasts> | undefined;

  constructor(
    private readonly store: Pick<StreamReader, 'loadMany'>,
    private readonly ahead: ReadAhead,
    children: ReadonlySet<ChildId>,
  ) {
    this.unseen = new Set(children);
  }

  async about(child: ChildId, ids: readonly AlertId[]): Promise<Pasts> {
    if (!this.unseen.has(child)) return this.load(ids);
    this.all ??= this.loadAll([...this.unseen]);
    this.unseen.delete(child);
    return this.all;
  }

  private async loadAll(children: readonly ChildId[]): Promise<Pasts> {
    const ids = await Promise.all(
      children.map(async (child) => {
        const ever = everOf((await this.ahead.whole(child)) ?? []);
        return childRules.flatMap((rule) => alertIdsOf(rule, child, ever));
      }),
    );
    return this.load(ids.flat());
  }

  private async load(ids: readonly AlertId[]): Promise<Pasts> {
    const recorded = await this.store.loadMany(ids.map(alertStream));
    return Map.groupBy(
      recorded.map(({ event }) => event),
      (event) => event.streamId,
    );
  }
}
