import { currencyOf, type Directory, type DirectoryView, type Feed, reachOf, undeclared } from '@tributary/directory';
import { type FeedFormatId, formatOf } from '@tributary/feeds';
import { type AgencyId, Problem } from '@tributary/kernel';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';

/** The directory as intake needs it. */
export class DirectoryFeeds implements FeedRegistry {
  constructor(private readonly directory: Pick<Directory, 'current' | 'changed'>) {}

  /** One that another process has just entered is known at once. */
  async feed(id: string): Promise<FeedInfo | undefined> {
    const known = await this.feedNow(id);
    if (known) return known;
    this.directory.changed();
    return this.feedNow(id);
  }

  private async feedNow(id: string): Promise<FeedInfo | undefined> {
    const view = await this.directory.current();
    const feed = view.feed(id);
    return feed && infoOf(feed, view);
  }

  async feedsOf(agency: AgencyId): Promise<readonly FeedInfo[]> {
    const view = await this.directory.current();
    return view.feedsOf(agency).map((feed) => infoOf(feed, view));
  }

  async all(): Promise<readonly FeedInfo[]> {
    const view = await this.directory.current();
    return view.document.feeds.map((feed) => infoOf(feed, view));
  }
}

function infoOf(feed: Feed, view: DirectoryView): FeedInfo {
  const format = formatOf(feed.format);
  if (!format) {
    throw new Problem(
      'format-unknown',
      500,
      'Feed of an unknown format',
      `The directory's feed ${feed.id} has format ${feed.format}.`,
    );
  }
  const agency = view.agency(feed.agency);
  const cohort = reachOf(feed, agency);
  const lacks = undeclared(feed, agency);
  return {
    ...shared(feed),
    format: format.id satisfies FeedFormatId,
    currency: currencyOf(feed),
    ...(cohort === undefined ? {} : { cohort }),
    ...(lacks.length > 0 ? { undeclared: lacks } : {}),
  };
}

/** What it says of itself beside its people. */
const shared = ({ manager: _its, restricted: _to, ...feed }: Feed) => feed;
