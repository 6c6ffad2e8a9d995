import { alone, type Logger, type Metrics, reasonOf, Rounds, type Service } from '@tributary/runtime';
import type { KafkaPartners, PartnerMessage } from '@tributary/stream';
import type { Pool } from 'pg';
import { markTold, type ParkedNews, untold } from '../storage/parked-news';

export type ParkedTopicOptions = Readonly<{
  pool: Pool;
  partners: Pick<KafkaPartners, 'ensure' | 'send'>;
  logger: Pick<Logger, 'warn'>;
  metrics: Pick<Metrics, 'counter'>;
  /** Most that are told in one round. */
  atOnce?: number;
}>;

const EVERY_MS = 1_000;
const AT_ONCE = 500;
/** The name of the topic has no place for whose it is. */
const TOPIC = ['parked', 'all'] as const;

/**
 * Tells on a topic which records stand parked, and which no longer do. At least once, for the mark on the row is written
 * when brokers have it; in order, for one process at a time writes, and one batch after the other.
 */
export class ParkedTopic implements Service {
  private readonly rounds: Rounds;
  private readonly counted;
  private ready = false;

  constructor(private readonly options: ParkedTopicOptions) {
    const { logger, metrics } = options;
    this.counted = metrics.counter('tributary_topic_parked_total', 'Parked records told of by Kafka', ['state']);
    this.rounds = new Rounds({
      work: async () => (await this.tellDue()) >= this.atOnce,
      everyMs: EVERY_MS,
      failed: (error) => logger.warn('parked records are not told of on their topic', { problem: reasonOf(error) }),
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** Tells what is due; answers how many messages. 0 where another process is at it. Throws where it could not; all wait. */
  async tellDue(): Promise<number> {
    return (await alone(this.options.pool, 'parked topic', () => this.tell())) ?? 0;
  }

  private get atOnce(): number {
    return this.options.atOnce ?? AT_ONCE;
  }

  private async tell(): Promise<number> {
    const { pool, partners } = this.options;
    const news = await untold(pool, this.atOnce);
    if (news.length === 0) return 0;
    if (!this.ready) await partners.ensure(...TOPIC);
    this.ready = true;
    await partners.send(...TOPIC, news.map(messageOf));
    await markTold(pool, news);
    for (const { state } of news) this.counted.inc({ state });
    return news.length;
  }
}

/** CloudEvents, binary mode; the same news again has the same id. */
const messageOf = (news: ParkedNews): PartnerMessage => ({
  key: news.feed,
  value: JSON.stringify(news),
  headers: {
    ...{ ce_specversion: '1.0', ce_id: `${news.id}/${news.state}`, ce_type: 'tributary.parked' },
    ...{ ce_source: `urn:tributary:feed:${news.feed}`, 'content-type': 'application/json' },
  },
});
