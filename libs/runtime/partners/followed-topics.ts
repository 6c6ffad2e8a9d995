import { Problem } from '@tributary/kernel';
import type { KafkaPartners, PartnerHandler, PartnerTopicKind, Running } from '@tributary/stream';
import type { Logger } from '../observe/logger';
import { reasonOf } from '../observe/safe-error';
import { Rounds } from '../process/rounds';
import type { Service } from '../process/runtime';

/** Reads the records of one topic. */
export interface TopicReader {
  /** Why records wait, as long as they do. */
  readonly trouble: string | undefined;
  take: PartnerHandler;
}

/** Whose topic is to be followed now, and who reads it. */
export type WantedTopic = Readonly<{ id: string; reader: () => TopicReader }>;

export type FollowedTopicsOptions = Readonly<{
  kind: PartnerTopicKind;
  /** Whose the topics are: stands in the log beside the id. */
  of: 'feed' | 'agency';
  /** None without Kafka: topics are then told of, and wait. */
  partners: Pick<KafkaPartners, 'ensure' | 'follow'> | undefined;
  wanted: () => Promise<readonly WantedTopic[]>;
  /** What to do where there is no Kafka. */
  without: string;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** How many records of a topic are not taken yet. */
  waiting: (id: string, records: number) => void;
  everyMs?: number;
}>;

type Followed = Readonly<{ reader: TopicReader; running: Running }>;

const EVERY_MS = 5_000;

/**
 * Topics that partners write to, as the directory names them now. Each is followed on its own: one that may not be read,
 * or whose records wait, holds up no other.
 */
export class FollowedTopics implements Service {
  private readonly rounds: Rounds;
  private readonly followed = new Map<string, Followed>();
  private readonly troubles = new Map<string, string>();

  constructor(private readonly options: FollowedTopicsOptions) {
    const { logger, everyMs = EVERY_MS } = options;
    this.rounds = new Rounds({
      work: async () => {
        await this.look();
        return false;
      },
      everyMs,
      failed: (error) => logger.warn('partners’ topics are not looked after', { problem: reasonOf(error) }),
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
    const waiting = [...this.followed].flatMap(([id, { reader }]) =>
      reader.trouble === undefined ? [] : [`${id}: ${reader.trouble}`],
    );
    const all = [...[...this.troubles].map(([id, why]) => `${id}: ${why}`), ...waiting];
    return all.length === 0 ? undefined : { note: `records of ${this.whose} topics wait: ${all.join('; ')}` };
  }

  /** One look: follows what is new, leaves what is gone. Never waits for records. */
  async look(): Promise<void> {
    const wanted = await this.options.wanted();
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of this.followed.keys()) if (!ids.has(id)) await this.leave(id);
    for (const id of this.troubles.keys()) if (!ids.has(id)) this.troubles.delete(id);
    for (const one of wanted) await this.lookAfter(one);
  }

  private get whose(): string {
    return this.options.of === 'feed' ? 'feeds’' : 'agencies’';
  }

  private async lookAfter(wanted: WantedTopic): Promise<void> {
    try {
      const running = this.followed.get(wanted.id)?.running ?? (await this.follow(wanted));
      this.options.waiting(wanted.id, await running.lag());
      this.troubles.delete(wanted.id);
    } catch (error) {
      this.tell(wanted.id, error instanceof Problem ? error.detail : reasonOf(error));
    }
  }

  private async follow({ id, reader: readerOf }: WantedTopic): Promise<Running> {
    const { partners, kind, of, without, logger } = this.options;
    if (!partners) throw new Problem('kafka-not-connected', 503, 'This hub has no Kafka', without);
    const reader = readerOf();
    await partners.ensure(kind, id);
    const running = await partners.follow(kind, id, (records, control) => reader.take(records, control));
    this.followed.set(id, { reader, running });
    logger.info('a partner’s topic is followed', { [of]: id });
    return running;
  }

  private async leave(id: string): Promise<void> {
    const running = this.followed.get(id)?.running;
    this.followed.delete(id);
    await running?.stop();
  }

  private tell(id: string, problem: string): void {
    const { logger, of } = this.options;
    if (this.troubles.get(id) !== problem) logger.warn('a partner’s topic is not followed', { [of]: id, problem });
    this.troubles.set(id, problem);
  }
}
