import { type AgencyId, Problem } from '@tributary/kernel';
import type { Receipt } from '../domain/receipt';
import type { Intake } from '../pipeline/intake';
import type { FeedRegistry } from '../pipeline/ports';

const EVENT = 'application/cloudevents+json';

/**
 * What a person states for an agency, where no system of theirs does: a CloudEvent into the agency's own feed, through
 * the same intake as any delivery, and durable when it is answered.
 */
export class StatedByHand {
  constructor(
    private readonly intake: Pick<Intake, 'receive'>,
    private readonly feeds: Pick<FeedRegistry, 'feedsOf'>,
  ) {}

  /** The same event again is the same statement. Throws a Problem where the agency has no feed that could take it. */
  async state(agency: AgencyId, event: object): Promise<Receipt> {
    const feed = (await this.feeds.feedsOf(agency)).find(({ format }) => format === 'cloudevents');
    if (!feed) throw noWayIn();
    const bytes = Buffer.from(JSON.stringify(event));
    const body = (async function* () {
      yield bytes;
    })();
    return this.intake.receive(feed.id, { body, length: bytes.length, mediaType: EVENT, backfill: false });
  }
}

const noWayIn = (): Problem =>
  new Problem(
    'agency-sends-nothing',
    404,
    'Your agency sends nothing in yet',
    'It has no feed that takes what is recorded here. Ask whoever manages its feeds to add one of the format cloudevents.',
  );
