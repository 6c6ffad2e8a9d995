import type { Directory } from '@tributary/directory';
import { type AgencyId, Problem } from '@tributary/kernel';
import {
  FollowedTopics,
  type FollowedTopicsOptions,
  type Logger,
  type Metrics,
  reasonOf,
  type TopicReader,
} from '@tributary/runtime';
import type { BatchControl, PartnerRecord } from '@tributary/stream';
import type { Notices } from '../notices';
import type { Endpoints } from '../storage/endpoints';
import { acknowledgementOf } from './acknowledgement-record';

export type AcknowledgementTopicsOptions = Pick<FollowedTopicsOptions, 'partners' | 'logger' | 'everyMs'> &
  Readonly<{
    notices: Pick<Notices, 'acknowledge'>;
    endpoints: Pick<Endpoints, 'refused'>;
    directory: Pick<Directory, 'current'>;
    metrics: Pick<Metrics, 'counter' | 'gauge'>;
  }>;

const WITHOUT =
  'the directory says that it hears by Kafka, and this hub has none: set STREAM=kafka and KAFKA_BROKERS, or let it hear another way';

/**
 * What agencies that hear by Kafka say back there. Which agency it is, the topic says; who may write there, the brokers'
 * access list does.
 */
export class AcknowledgementTopics extends FollowedTopics {
  constructor({ notices, endpoints, directory, metrics, ...options }: AcknowledgementTopicsOptions) {
    const records = metrics.counter('tributary_acknowledgements_total', 'What agencies said back by Kafka', [
      'outcome',
    ]);
    const waiting = metrics.gauge('tributary_acknowledgements_waiting', 'Records on an agency’s topic not taken yet', [
      'agency',
    ]);
    const { logger } = options;
    super({
      ...{ ...options, kind: 'acknowledgements', of: 'agency', without: WITHOUT },
      wanted: async () =>
        (await directory.current()).document.agencies
          .filter((agency) => agency.notices?.by === 'kafka')
          .map(({ id }) => ({ id, reader: () => new SaidBack({ agency: id, notices, endpoints, logger, records }) })),
      waiting: (agency, count) => waiting.set({ agency }, count),
    });
  }
}

type SaidBackOptions = Pick<AcknowledgementTopicsOptions, 'notices' | 'endpoints'> &
  Readonly<{ agency: AgencyId; logger: Pick<Logger, 'warn'>; records: ReturnType<Metrics['counter']> }>;

/** Takes one agency's records in order. What is wrong with one is shown, and holds up none; a fault of ours does. */
class SaidBack implements TopicReader {
  trouble: string | undefined;

  constructor(private readonly options: SaidBackOptions) {}

  async take(records: readonly PartnerRecord[], control: BatchControl): Promise<void> {
    try {
      for (const record of records) {
        if (!control.alive()) throw new Error('the partition is another’s by now');
        await this.takeOne(record);
      }
      this.trouble = undefined;
    } catch (error) {
      if (control.alive()) this.tell(reasonOf(error));
      throw error;
    }
  }

  private async takeOne({ value }: PartnerRecord): Promise<void> {
    const { agency, notices, endpoints, records } = this.options;
    try {
      const { notice, said } = acknowledgementOf(value);
      await notices.acknowledge({ agency, client: 'kafka' }, notice, said);
      records.inc({ outcome: 'taken' });
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await endpoints.refused(agency, error.code);
      records.inc({ outcome: 'refused' });
    }
  }

  private tell(code: string): void {
    const { agency, logger } = this.options;
    if (this.trouble !== code) logger.warn('what an agency said back on its topic waits', { agency, code });
    this.trouble = code;
  }
}
