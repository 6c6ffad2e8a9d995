import type { Agency, Directory } from '@tributary/directory';
import { uuidv7 } from '@tributary/kernel';
import { type Logger, type Metrics, reasonOf, Rounds } from '@tributary/runtime';
import type { KafkaPartners, PartnerMessage } from '@tributary/stream';
import { thinOf, type NoticesOptions } from '../notices';
import type { Endpoints } from '../storage/endpoints';
import type { Notice, NoticeBook } from '../storage/notices';

export type TopicSenderOptions = Pick<NoticesOptions, 'children' | 'base'> &
  Readonly<{
    /** None without Kafka: agencies that hear that way are then shown on the operations page, and their notices wait. */
    partners: Pick<KafkaPartners, 'ensure' | 'send'> | undefined;
    book: NoticeBook;
    endpoints: Endpoints;
    directory: Pick<Directory, 'current'>;
    logger: Pick<Logger, 'warn'>;
    metrics: Pick<Metrics, 'counter'>;
  }>;

const EVERY_MS = 1_000;
const AT_ONCE = 100;
/** Longer than the client tries. */
const LEASE_MS = 120_000;
/** Until the next try after one that failed. Notices are never given up: their order would be gone. */
const AGAIN_MS = 30_000;

/** Writes notices to the topics of agencies that hear by Kafka, at least once each, those about one child in order. */
export class TopicSender {
  private readonly rounds: Rounds;
  private readonly counted;
  private readonly ready = new Set<string>();
  private readonly restUntil = new Map<string, number>();

  constructor(private readonly options: TopicSenderOptions) {
    const { logger, metrics } = options;
    this.counted = metrics.counter('tributary_topic_notices_total', 'Notices by Kafka', ['outcome']);
    this.rounds = new Rounds({
      work: async () => (await this.sendDue()) >= AT_ONCE,
      everyMs: EVERY_MS,
      failed: (error) => logger.warn('notices wait', { problem: reasonOf(error) }),
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** Sends what is due; answers how many notices were written. One agency's topic holds up no other's. */
  async sendDue(): Promise<number> {
    const { agencies } = (await this.options.directory.current()).document;
    const hearing = agencies.filter(({ id, notices }) => notices?.by === 'kafka' && this.mayTry(id));
    const sent = await Promise.all(hearing.map((agency) => this.sendTo(agency)));
    return sent.reduce((sum, one) => sum + one, 0);
  }

  private mayTry(agency: string): boolean {
    return (this.restUntil.get(agency) ?? 0) <= performance.now();
  }

  private async sendTo({ id: agency }: Agency): Promise<number> {
    const { book, endpoints, partners } = this.options;
    const lease = uuidv7();
    const due = await book.due({ agency, lease, limit: AT_ONCE, leaseMs: LEASE_MS });
    if (due.length === 0) return 0;
    try {
      if (!partners) throw Object.assign(new Error('no Kafka'), { code: 'no-kafka' });
      if (!this.ready.has(agency)) await partners.ensure('notices', agency);
      this.ready.add(agency);
      await partners.send('notices', agency, await Promise.all(due.map((notice) => this.messageOf(notice))));
    } catch (error) {
      await this.failed(agency, lease, { due, error });
      return 0;
    }
    for (const { id } of due) await book.delivered({ agency, id, to: 'kafka', lease });
    await endpoints.went(agency, 'written', 'well');
    this.counted.inc({ outcome: 'well' }, due.length);
    return due.length;
  }

  /** All wait, in their order, for the next try. */
  private async failed(
    agency: Agency['id'],
    lease: string,
    { due, error }: Readonly<{ due: readonly Notice[]; error: unknown }>,
  ): Promise<void> {
    const { book, endpoints, logger } = this.options;
    this.ready.delete(agency);
    this.restUntil.set(agency, performance.now() + AGAIN_MS);
    for (const { id } of due) await book.release(agency, id, lease);
    const why = reasonOf(error);
    await endpoints.went(agency, why === 'no-kafka' ? why : 'kafka-failed', 'wrong');
    this.counted.inc({ outcome: 'wrong' });
    logger.warn('notices to an agency’s topic wait', { agency, code: why });
  }

  /** CloudEvents, binary mode; the value is the notice, as it is polled. The key is the agency’s own word for the child. */
  private async messageOf(notice: Notice): Promise<PartnerMessage> {
    const thin = await thinOf(notice, this.options);
    const headers = {
      ...{ ce_specversion: '1.0', ce_id: thin.id, ce_type: 'tributary.notice', ce_source: this.options.base },
      'content-type': 'application/json',
    };
    return { key: thin.key, value: JSON.stringify(thin), headers };
  }
}
