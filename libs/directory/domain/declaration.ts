import type { PlainDate, RetentionBucket } from '@tributary/kernel';
import type { Agency, AgencySector, DirectoryDocument, Feed, Reach } from './document';

/** Sectors that send of the children they are asked about, unless they say otherwise (access.md 1). */
const SUBSCRIBED: readonly AgencySector[] = ['health', 'police', 'housing'];

/** Of whom a feed speaks; undefined where neither it nor its sector says. */
export const reachOf = (feed: Pick<Feed, 'cohort'>, agency: Pick<Agency, 'sector'> | undefined): Reach | undefined =>
  feed.cohort ?? (agency && SUBSCRIBED.includes(agency.sector) ? 'subscribed' : undefined);

/** Days that a feed's unopened events are held where it declares nothing (access.md 1). */
export const HELD_DAYS = 90;

/** How long what nobody opened is held, by what the feed declares and by the kind of thing. */
export const holdingOf = (feed: Pick<Feed, 'holding'>, retention: RetentionBucket): number | 'school-year' =>
  feed.holding ?? (retention === 'attendance' ? 'school-year' : HELD_DAYS);

/** What a feed has yet to declare before a hub in production takes anything of it, as fields of the directory. */
export function undeclared(feed: Feed, agency: Agency | undefined): readonly string[] {
  const reach = reachOf(feed, agency);
  const parts: readonly (readonly [part: string, given: unknown])[] = [
    ['cohort', reach],
    ['impactAssessment', reach === 'universal' ? feed.impactAssessment : true],
    ['rhythm', feed.rhythm],
    ['controller', feed.controller],
    ['supplier', feed.supplier],
    ['liveSince', feed.live ? feed.liveSince : true],
  ];
  return parts.flatMap(([part, given]) => (given === undefined ? [part] : []));
}

/** From when a feed is live, as its manager declared it; null: it is being connected again. */
export type Standings = ReadonlyMap<string, PlainDate | null>;

/** The same directory with what managers declared of their feeds. */
export const withStandings = (document: DirectoryDocument, standings: Standings): DirectoryDocument => ({
  ...document,
  feeds: document.feeds.map((feed) => standing(feed, standings.get(feed.id))),
});

function standing(feed: Feed, since: PlainDate | null | undefined): Feed {
  if (since === undefined) return feed;
  return since === null ? connecting(feed) : { ...feed, live: true, liveSince: since };
}

const connecting = ({ liveSince: _before, ...feed }: Feed): Feed => ({ ...feed, live: false });
