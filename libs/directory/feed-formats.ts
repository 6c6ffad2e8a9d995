import { type Currency, formatOf, mayBe } from '@tributary/feeds';
import { faultsOf } from './domain/check';
import type { DirectoryDocument, Feed } from './domain/document';

/** How fresh what a feed says is: its format's own, or what it declares of itself. */
export const currencyOf = (feed: Pick<Feed, 'format' | 'currency'>): Currency =>
  feed.currency ?? formatOf(feed.format)?.currency ?? 'return';

/** All that does not hang together in a directory, each with its place; empty where all is well. */
export const checkDirectory = (document: DirectoryDocument): readonly string[] => [
  ...faultsOf(document),
  ...document.feeds.flatMap((feed, i) => formatFaults(feed, `feeds[${i}]`)),
];

function formatFaults({ format: id, currency }: Feed, place: string): readonly string[] {
  const format = formatOf(id);
  if (!format) return [`${place}.format: there is no format ${id}`];
  if (currency === undefined || mayBe(currency, format.currency)) return [];
  return [`${place}.currency: what ${id} says is ${format.currency}; a feed may be less fresh, not more`];
}
