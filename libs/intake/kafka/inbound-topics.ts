import { Problem } from '@tributary/kernel';
import { type Logger, type Metrics, reasonOf, Rounds, type Service } from '@tributary/runtime';
import type { KafkaPartners, Running } from '@tributary/stream';
import type { Intake } from '../pipeline/intake';
import type { FeedInfo, FeedRegistry, Formats } from '../pipeline/ports';
import { InboundFeed } from './inbound-feed';

export type InboundTopicsOptions = Readonly<{
  /** None without Kafka: feeds that come that way are then told of, and wait. */
  partners: Pick<KafkaPartners, 'ensure' | 'follow'> | undefined;
  intake: Pick<Intake, 'receive' | 'refuse' | 'open'>;
  feeds: Pick<FeedRegistry, 'all'>;
  formats: Formats;
  logger: Pick<Logger, 'info' | 'warn'>;
  metrics: Pick<Metrics, 'counter' | 'gauge'>;
  everyMs?: number;
}>;

type Followed = Readonly<{ feed: InboundFeed; running: Running }>;

const EVERY_MS = 5_000;

/**
 * The topics of feeds whose senders write to Kafka themselves, as the directory names them now. Each is followed on its
 * own: one that may not be read, or whose records wait, holds up no other. Which feed a record is of, its topic says; who
 * may write there, the brokers' access list does.
 */
export class InboundTopics implements Service {
  private readonly rounds: Rounds;
  private readonly followed = new Map<string, Followed>();
  private readonly troubles = new Map<string, string>();
  private readonly records;
  private readonly waiting;

  constructor(private readonly options: InboundTopicsOptions) {
    const { logger, metrics, everyMs = EVERY_MS } = options;
    this.records = metrics.counter('tributary_inbound_records_total', 'Records of feeds’ topics', ['feed', 'outcome']);
    this.waiting = metrics.gauge('tributary_inbound_waiting', 'Records on a feed’s topic not taken yet', ['feed']);
    this.rounds = new Rounds({
      work: async () => {
        await this.look();
        return false;
      },
      everyMs,
      failed: (error) => logger.warn('feeds’ topics are not looked after', { problem: reasonOf(error) }),
    });
  }

  start(): void {
    this.rounds.start();
  }

  /** Lets the records in hand finish. */
  async stop(): Promise<void> {
    await this.rounds.stop();
    await Promise.all([...this.followed.keys()].map((id) => this.leave(id)));
  }

  /** What waits, and what to do about it; the process can do its other work all the same. */
  finding(): Readonly<{ note: string }> | undefined {
    const waiting = [...this.followed].flatMap(([id, { feed }]) =>
      feed.trouble === undefined ? [] : [`${id}: ${feed.trouble}`],
    );
    const all = [...[...this.troubles].map(([id, why]) => `${id}: ${why}`), ...waiting];
    return all.length === 0 ? undefined : { note: `records of feeds’ topics wait: ${all.join('; ')}` };
  }

  /** One look: follows what is new, leaves what is gone. Never waits for records. */
  async look(): Promise<void> {
    const wanted = (await this.options.feeds.all()).filter(({ kafka }) => kafka !== undefined);
    const ids = new Set<string>(wanted.map(({ id }) => id));
    for (const id of this.followed.keys()) if (!ids.has(id)) await this.leave(id);
    for (const id of this.troubles.keys()) if (!ids.has(id)) this.troubles.delete(id);
    for (const feed of wanted) await this.lookAfter(feed);
  }

  private async lookAfter(feed: FeedInfo): Promise<void> {
    try {
      const running = this.followed.get(feed.id)?.running ?? (await this.follow(feed));
      this.waiting.set({ feed: feed.id }, await running.lag());
      this.troubles.delete(feed.id);
    } catch (error) {
      this.tell(feed.id, error instanceof Problem ? error.detail : reasonOf(error));
    }
  }

  private async follow({ id, format }: FeedInfo): Promise<Running> {
    const { partners, intake, formats, logger } = this.options;
    if (!partners) throw notConnected();
    const feed = new InboundFeed({ feed: id, format: formats(format), intake, logger, records: this.records });
    await partners.ensure('inbound', id);
    const running = await partners.follow('inbound', id, (records, control) => feed.take(records, control));
    this.followed.set(id, { feed, running });
    logger.info('the topic of a feed is followed', { feed: id });
    return running;
  }

  private async leave(id: string): Promise<void> {
    const running = this.followed.get(id)?.running;
    this.followed.delete(id);
    await running?.stop();
  }

  private tell(feed: string, problem: string): void {
    if (this.troubles.get(feed) !== problem)
      this.options.logger.warn('the topic of a feed is not followed', { feed, problem });
    this.troubles.set(feed, problem);
  }
}

const notConnected = (): Problem =>
  new Problem(
    'kafka-not-connected',
    503,
    'This hub has no Kafka',
    'the directory says that it comes by Kafka, and this hub has none: set STREAM=kafka and KAFKA_BROKERS, or take `kafka` off the feed',
  );
