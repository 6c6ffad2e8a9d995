import { currencyOf, type Directory, type DirectoryView, type Feed } from '@tributary/directory';
import type { Currency } from '@tributary/feeds';
import { decidesStates, type Reference, type ReferenceAt } from './domain/currency';

/** A feed still being connected delivers history, whatever its format. */
function currencyOfFeed(feed: Feed | undefined): Currency {
  return feed?.live ? currencyOf(feed) : 'return';
}

const references = new WeakMap<DirectoryView, Reference>();

/** What one version of the directory says of feeds. */
export function referenceOf(view: DirectoryView): Reference {
  const known = references.get(view) ?? readFrom(view);
  references.set(view, known);
  return known;
}

function readFrom(view: DirectoryView): Reference {
  const statusFeeds = view.document.feeds
    .filter((feed) => view.agency(feed.agency)?.sector === 'social-care' && decidesStates(currencyOfFeed(feed)))
    .map((feed) => ({ agency: feed.agency, feed: feed.id }));
  return {
    version: String(view.version),
    statusFeeds,
    currencyOf: (id, agency) => {
      const feed = view.feed(id);
      return feed?.agency === agency ? currencyOfFeed(feed) : 'return';
    },
  };
}

/** The directory as it was in force at a time. */
export const referenceIn =
  (directory: Pick<Directory, 'at'>): ReferenceAt =>
  async (at) =>
    referenceOf(await directory.at(at));
