import { FollowedTopics, type FollowedTopicsOptions, type Metrics } from '@tributary/runtime';
import type { Intake } from '../pipeline/intake';
import type { FeedRegistry, Formats } from '../pipeline/ports';
import { InboundFeed } from './inbound-feed';

export type InboundTopicsOptions = Pick<FollowedTopicsOptions, 'partners' | 'logger' | 'everyMs'> &
  Readonly<{
    intake: Pick<Intake, 'receive' | 'refuse' | 'open'>;
    feeds: Pick<FeedRegistry, 'all'>;
    formats: Formats;
    metrics: Pick<Metrics, 'counter' | 'gauge'>;
  }>;

const WITHOUT =
  'the directory says that it comes by Kafka, and this hub has none: set STREAM=kafka and KAFKA_BROKERS, or take `kafka` off the feed';

/**
 * The topics of feeds whose senders write to Kafka themselves. Which feed a record is of, its topic says; who may write
 * there, the brokers' access list does.
 */
export class InboundTopics extends FollowedTopics {
  constructor({ intake, feeds, formats, metrics, ...options }: InboundTopicsOptions) {
    const records = metrics.counter('tributary_inbound_records_total', 'Records of feeds’ topics', ['feed', 'outcome']);
    const waiting = metrics.gauge('tributary_inbound_waiting', 'Records on a feed’s topic not taken yet', ['feed']);
    const { logger } = options;
    super({
      ...{ ...options, kind: 'inbound', of: 'feed', without: WITHOUT },
      wanted: async () =>
        (await feeds.all())
          .filter(({ kafka }) => kafka !== undefined)
          .map(({ id, format }) => ({
            id,
            reader: () => new InboundFeed({ feed: id, format: formats(format), intake, logger, records }),
          })),
      waiting: (feed, count) => waiting.set({ feed }, count),
    });
  }
}
