import type { StreamReader } from '@tributary/event-store';
import { type AlertId, alertStream, type ChildId, type Envelope, type StreamId } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { alertIdsOf } from './alert-ids';
import type { ReadAhead } from './read-ahead';
import { childRules } from './rules';
import { everOf } from './scene';

/** What was said in alerts, by their streams. */
export type Pasts = ReadonlyMap<StreamId, readonly Envelope[]>;

/**
 * The alerts that stand about the children of a piece, read together when the first is asked for. A later look has to
 * see what an earlier one did: what was written meanwhile is read again, and nothing else.
 */
export class StandingAlerts {
  private all: Promise<Map<StreamId, readonly Envelope[]>> | undefined;
  private readonly written = new Set<StreamId>();

  constructor(
    private readonly store: Pick<StreamReader, 'loadMany'>,
    private readonly ahead: ReadAhead,
    private readonly children: ReadonlySet<ChildId>,
  ) {}

  /** The same, noting which alerts are written to through it. */
  noting(io: ReactorIo): ReactorIo {
    const append: ReactorIo['append'] = {
      append: async (scope, decide) => {
        for (const stream of scope.streams) this.written.add(stream);
        return io.append.append(scope, decide);
      },
    };
    return { ...io, append };
  }

  async about(child: ChildId, ids: readonly AlertId[]): Promise<Pasts> {
    if (!this.children.has(child)) return this.load(ids.map(alertStream));
    const all = await (this.all ??= this.loadAll());
    const again = ids.map(alertStream).filter((stream) => this.written.delete(stream));
    if (again.length === 0) return all;
    for (const [stream, past] of await this.load(again)) all.set(stream, past);
    return all;
  }

  private async loadAll(): Promise<Map<StreamId, readonly Envelope[]>> {
    const streams = await Promise.all(
      [...this.children].map(async (child) => {
        const ever = everOf((await this.ahead.whole(child)) ?? []);
        return childRules.flatMap((rule) => alertIdsOf(rule, child, ever).map(alertStream));
      }),
    );
    return this.load(streams.flat());
  }

  private async load(streams: readonly StreamId[]): Promise<Map<StreamId, readonly Envelope[]>> {
    const recorded = await this.store.loadMany(streams);
    return Map.groupBy(
      recorded.map(({ event }) => event),
      (event) => event.streamId,
    );
  }
}
