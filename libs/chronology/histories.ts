import type { StreamReader } from '@tributary/event-store';
import {
  type ChildId,
  childStream,
  comparePositions,
  type FeedPosition,
  type Recorded,
  type StreamId,
} from '@tributary/kernel';
import { recordsEver } from './domain/as-known';
import type { Reference } from './domain/currency';
import { deliveriesStream } from './domain/deliveries';

type Streams = ReadonlyMap<StreamId, readonly Recorded[]>;

/** All that there is of some children, read in two queries however many they are. */
export class Histories {
  private constructor(
    private readonly streams: Streams,
    private readonly deliveries: readonly StreamId[],
  ) {}

  /** None above `upTo`. */
  static async read(
    store: Pick<StreamReader, 'loadMany'>,
    children: readonly ChildId[],
    { statusFeeds }: Pick<Reference, 'statusFeeds'>,
    upTo?: FeedPosition,
  ): Promise<Histories> {
    const own = await store.loadMany([...new Set(children)].map(childStream), upTo);
    const deliveries = [...new Set(statusFeeds.map(({ feed }) => deliveriesStream(feed)))];
    const records = recordsEver(own.map(({ event }) => event));
    const others = await store.loadMany([...new Set([...records, ...deliveries])], upTo);
    return new Histories(
      Map.groupBy([...own, ...others], ({ event }) => event.streamId),
      deliveries,
    );
  }

  /** The child's own stream, every record ever linked to it, and the deliveries that confirm its status, in feed order. */
  of(child: ChildId, upTo?: FeedPosition): readonly Recorded[] {
    const own = this.stream(childStream(child), upTo);
    const others = new Set([...recordsEver(own.map(({ event }) => event)), ...this.deliveries]);
    return [...own, ...[...others].flatMap((stream) => this.stream(stream, upTo))].sort((a, b) =>
      comparePositions(a.at, b.at),
    );
  }

  private stream(stream: StreamId, upTo: FeedPosition | undefined): readonly Recorded[] {
    const all = this.streams.get(stream) ?? [];
    return upTo === undefined ? all : all.filter(({ at }) => comparePositions(at, upTo) <= 0);
  }
}
