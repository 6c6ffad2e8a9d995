import { definitionOf, releaseOf } from '@tributary/catalogue';
import { derivedId, type EventId, type FeedId, type NewEvent, type StreamId } from '@tributary/kernel';
import { addCounts, type Counts, NO_COUNTS } from '../domain/receipt';
import { COLUMNS, type Delivery, type DeliveryRow, toDelivery } from '../storage/tables';
import { practiceStream } from './group-parts';
import type { FeedInfo, IntakeOptions } from './ports';

const MOST = 10_000;

class AnnouncedElsewhere extends Error {}

/**
 * Tells consumers that a feed delivered: `practice.delivery-completed`. A file has an event of its own; single events
 * and batches are told of together, or each would double what the stream carries. Exactly once: the event and the
 * mark on its deliveries are one transaction.
 */
export class Announcer {
  constructor(private readonly options: IntakeOptions) {}

  /** Feeds with finished deliveries not told of yet. */
  async waiting(): Promise<readonly FeedId[]> {
    const { rows } = await this.options.pool.query<{ feed: FeedId }>(
      `SELECT DISTINCT feed FROM intake.deliveries WHERE status = 'done' AND NOT announced`,
    );
    return rows.map((row) => row.feed);
  }

  async announce(feed: FeedInfo): Promise<void> {
    const { rows } = await this.options.pool.query<DeliveryRow>(
      `SELECT ${COLUMNS} FROM intake.deliveries d WHERE d.feed = $1 AND d.status = 'done' AND NOT d.announced
       ORDER BY d.seq LIMIT ${MOST}`,
      [feed.id],
    );
    const deliveries = rows.map(toDelivery);
    for (const together of groups(feed, deliveries)) {
      await this.append(feed, together).catch((error: unknown) => {
        if (!(error instanceof AnnouncedElsewhere)) throw error;
      });
    }
  }

  private async append(feed: FeedInfo, deliveries: readonly Delivery[]): Promise<void> {
    const newest = deliveries.at(-1);
    if (!newest) return;
    const stream = practiceStream(feed.id);
    const ids = deliveries.map((d) => d.id);
    await this.options.store.append({ streams: [stream] }, () => ({
      events: [completed(feed, stream, newest, sum(deliveries))],
      also: async (tx) => {
        const { rowCount } = await tx.query(
          'UPDATE intake.deliveries SET announced = true WHERE id = ANY ($1::uuid[]) AND NOT announced',
          [ids],
        );
        if (rowCount !== ids.length) throw new AnnouncedElsewhere();
      },
    }));
  }
}

/** History apart from news: only the latter makes a feed fresh. */
function groups(feed: FeedInfo, deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  if (feed.format !== 'cloudevents') return deliveries.map((delivery) => [delivery]);
  return [deliveries.filter((d) => d.backfill), deliveries.filter((d) => !d.backfill)];
}

const sum = (deliveries: readonly Delivery[]): Counts =>
  deliveries.reduce((counts, delivery) => addCounts(counts, delivery.counts), NO_COUNTS);

function completed(feed: FeedInfo, streamId: StreamId, newest: Delivery, counts: Counts): NewEvent {
  const definition = definitionOf('practice.delivery-completed');
  if (!definition) throw new Error('the catalogue lacks practice.delivery-completed');
  const { accepted, duplicate, parked, review, retracted, dropped } = counts;
  return {
    id: derivedId('delivery-completed', newest.id) as EventId,
    type: definition.type,
    schemaVersion: definition.version,
    streamId,
    childId: null,
    data: {
      feed: feed.id,
      receipt: newest.id,
      format: feed.format,
      ...{ accepted, duplicate, parked, review, retracted, dropped },
      ...(newest.backfill ? { backfill: true } : {}),
    },
    dataClass: definition.dataClass,
    retention: definition.retention,
    release: releaseOf(definition),
    occurred: { at: newest.finishedAt ?? newest.receivedAt },
    receivedAt: newest.receivedAt,
    ...(newest.backfill ? { backfill: true } : {}),
    source: { system: 'hub' },
    supply: { controller: feed.agency, agreement: feed.agreement },
    correlationId: newest.id,
    causationId: newest.id,
  };
}
