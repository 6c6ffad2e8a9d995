import { type Agreements, RESTRICTED } from '@tributary/access';
import { STATUS_TYPES } from '@tributary/chronology';
import { type DirectoryView, holdingOf } from '@tributary/directory';
import { type ChildId, type FeedId, type Instant, londonDate, type StreamId } from '@tributary/kernel';
import { thingsOf } from './domain/things';
import { type Policy, sourceOf, type Verdict, verdictOf } from './domain/verdict';
import type { KnownChild } from './known-children';

/** A thing of a child with what becomes of it: which events of which stream, and how many of each feed. */
export type Judged = Readonly<{
  stream: StreamId;
  versions: readonly number[];
  feeds: ReadonlyMap<FeedId, number>;
  verdict: Verdict;
}>;
export type JudgedChild = Readonly<{ child: ChildId; things: readonly Judged[] }>;

const STATES: ReadonlySet<string> = new Set(STATUS_TYPES);

/** By the directory of now and by every version of the agreements. */
export function policyBy(view: DirectoryView, agreements: Agreements): Policy {
  return {
    restricted: RESTRICTED,
    statesCohort: (type) => STATES.has(type),
    agreed: (supplier, from, to) => {
      const agency = view.agency(supplier);
      return agency ? agreements.during(agency, londonDate(from), londonDate(to)) : [];
    },
    periodOf: (id, retention) => {
      const feed = view.feed(id);
      return feed && holdingOf(feed, retention);
    },
  };
}

/** All that is held of a child, judged. Pure. */
export function judge({ child, records, grounds }: KnownChild, policy: Policy, now: Instant): JudgedChild {
  const things = records.flatMap((record) => thingsOf(record, now));
  return {
    child,
    things: things.map((thing) => ({
      stream: thing.said[0]?.event.streamId as StreamId,
      versions: thing.said.map(({ event }) => event.version),
      feeds: countsOf(thing.said.map(({ event }) => sourceOf(event).feed)),
      verdict: verdictOf(thing, grounds, policy, now),
    })),
  };
}

function countsOf(feeds: readonly FeedId[]): ReadonlyMap<FeedId, number> {
  const counts = new Map<FeedId, number>();
  for (const feed of feeds) counts.set(feed, (counts.get(feed) ?? 0) + 1);
  return counts;
}

/** From when a thing may go; undefined where something keeps it. */
export const goesAtOf = ({ verdict }: Judged): Instant | undefined =>
  'goesAt' in verdict ? verdict.goesAt : undefined;

/** Whether its time has come. */
export function isRipe(one: Judged, now: Instant): boolean {
  const at = goesAtOf(one);
  return at !== undefined && at <= now;
}

/** Whether a person's word, up to what was due by then, is about it. */
export function isLetGo(one: Judged, dueBy: Instant | undefined): boolean {
  return dueBy !== undefined && isRipe(one, dueBy);
}
