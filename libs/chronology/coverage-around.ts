import type { Agency, DirectoryView, Feed } from '@tributary/directory';
import type { AgencyId, FeedId, Instant } from '@tributary/kernel';
import {
  type Coverage,
  coverageOf,
  type Heard,
  type Sender,
  type Source,
  SOURCES,
  type Supply,
} from './domain/coverage';
import type { CurrencyOf } from './domain/currency';
import type { Hearing } from './domain/involvement';
import type { Confirmation } from './domain/status';

/** From when a feed that last delivered then counts as silent; undefined where nobody can say. */
export type SilentFrom = (feed: Feed, last: Instant, view: DirectoryView) => Instant | undefined;

/** That for some feeds, by what was known at a time. */
export type Silences = (feeds: readonly FeedId[], at: Instant) => Promise<SilentFrom>;

export type Covering = Readonly<{
  view: DirectoryView;
  currencyOf: CurrencyOf;
  silentFrom: SilentFrom;
  asOf: Instant;
  /** The reader's own agency: its area counts, whoever else may be known of. */
  reader: AgencyId;
}>;

/**
 * Feeds of the agencies around a child that the reader may know of. A restricted one only where the reader may know
 * that it spoke of this child.
 */
export function feedsAround(hearings: readonly Hearing[], view: DirectoryView): readonly Feed[] {
  const spoke = new Set<string>(hearings.map(({ feed }) => feed));
  return agenciesOf(hearings).flatMap((agency) =>
    view.feedsOf(agency).filter(({ id, restricted }) => restricted !== true || spoke.has(id)),
  );
}

/** Coverage as one reader may know it, from the hearings that are open to them and the newest deliveries of those feeds. */
export function coverageAround(
  hearings: readonly Hearing[],
  delivered: readonly Confirmation[],
  covering: Covering,
): Coverage {
  const { view, asOf, reader } = covering;
  const lastOf = new Map<FeedId, Instant>(delivered.map(({ feed, at }) => [feed, at]));
  const feeds = Map.groupBy(feedsAround(hearings, view), ({ agency }) => agency);
  const around = agenciesOf(hearings);
  const senders = around.map((agency): Sender => {
    const known = view.agency(agency);
    return {
      agency,
      name: known?.name ?? agency,
      source: sourceOf(known),
      feeds: (feeds.get(agency) ?? []).map((feed) => heardOf(feed, lastOf.get(feed.id), covering)),
    };
  });
  const authorities = [...new Set([...around, reader].flatMap((agency) => view.agency(agency)?.authority ?? []))];
  return coverageOf({ senders, supply: supplyIn(authorities, view), area: areaOf(authorities, view) }, asOf);
}

const agenciesOf = (hearings: readonly Hearing[]): readonly AgencyId[] =>
  [...new Set(hearings.map(({ agency }) => agency))].sort();

const sourceOf = (agency: Agency | undefined): Source | null =>
  (agency?.schools ?? []).length > 0 ? 'school' : (agency?.kind ?? null);

function heardOf(feed: Feed, last: Instant | undefined, { view, currencyOf, silentFrom, asOf }: Covering): Heard {
  return {
    feed: feed.id,
    rhythm: feed.rhythm ?? null,
    history: currencyOf(feed.id, feed.agency) === 'return',
    last: last ?? null,
    silentFrom: silentFrom(feed, last ?? asOf, view) ?? null,
  };
}

function supplyIn(authorities: readonly string[], view: DirectoryView): Readonly<Record<Source, Supply>> {
  const agencies = view.document.agencies.filter(({ authority }) => authorities.includes(authority));
  const sends = ({ id }: Agency): boolean => view.feedsOf(id).some(({ live, restricted }) => live && !restricted);
  const supplyOf = (source: Source): Supply => {
    const ofKind = agencies.filter((agency) => sourceOf(agency) === source);
    return { agencies: ofKind.length, sending: ofKind.filter(sends).length };
  };
  return Object.fromEntries(SOURCES.map((source) => [source, supplyOf(source)])) as Record<Source, Supply>;
}

function areaOf(authorities: readonly string[], view: DirectoryView): string {
  const names = authorities.flatMap((code) => view.authority(code)?.name ?? []);
  return names.length === 0 ? '' : ` in the area of ${names.join(' and ')}`;
}
