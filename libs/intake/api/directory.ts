import type { Directory, Feed } from '@tributary/directory';
import { type FeedFormatId, formatOf } from '@tributary/feeds';
import { type AgencyId, Problem } from '@tributary/kernel';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';

/** The directory as intake needs it. */
export class DirectoryFeeds implements FeedRegistry {
  constructor(private readonly directory: Pick<Directory, 'current'>) {}

  async feed(id: string): Promise<FeedInfo | undefined> {
    const feed = (await this.directory.current()).feed(id);
    return feed && infoOf(feed);
  }

  async feedsOf(agency: AgencyId): Promise<readonly FeedInfo[]> {
    return (await this.directory.current()).feedsOf(agency).map(infoOf);
  }

  async all(): Promise<readonly FeedInfo[]> {
    return (await this.directory.current()).document.feeds.map(infoOf);
  }
}

function infoOf(feed: Feed): FeedInfo {
  const { id, agency, live, agreement, rhythm, currency } = feed;
  const format = formatOf(feed.format);
  if (!format) {
    throw new Problem(
      'format-unknown',
      500,
      'Feed of an unknown format',
      `The directory's feed ${id} has format ${feed.format}.`,
    );
  }
  return {
    id,
    agency,
    format: format.id satisfies FeedFormatId,
    live,
    agreement,
    currency: currency ?? format.currency,
    ...(rhythm === undefined ? {} : { rhythm }),
  };
}
