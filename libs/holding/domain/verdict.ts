import { type AgencyId, type Envelope, type FeedId, type Instant, later } from '@tributary/kernel';
import { type Grounds, type Keeping, keptBy, type Rules } from './grounds';
import { goesAt, type Period } from './period';
import type { Thing } from './things';

/** `kept`: why it stays whatever its age; else from when it may be erased. */
export type Verdict = Readonly<{ kept: Keeping | 'stands' | 'feed-unknown' } | { goesAt: Instant }>;

export type Policy = Rules &
  Readonly<{
    /** How long a feed's events are held unopened; undefined where the directory does not know the feed. */
    periodOf(feed: FeedId, retention: Envelope['retention']): Period | undefined;
  }>;

/** What becomes of a thing: as a whole, by whichever of its statements keeps it, or keeps it longest. Pure. */
export function verdictOf({ said, runsFrom }: Thing, grounds: Grounds, policy: Policy, now: Instant): Verdict {
  if (runsFrom === null) return { kept: 'stands' };
  let last: Instant = runsFrom;
  for (const { event } of said) {
    const source = sourceOf(event);
    const kept = keptBy({ ...event, agency: source.agency }, grounds, policy, now);
    if (kept) return { kept };
    const period = policy.periodOf(source.feed, event.retention);
    if (period === undefined) return { kept: 'feed-unknown' };
    last = later(last, goesAt(runsFrom, period));
  }
  return { goesAt: last };
}

/** Of an agency's statement; nothing else is ever part of a thing. */
export function sourceOf({ source }: Pick<Envelope, 'source'>): Readonly<{ agency: AgencyId; feed: FeedId }> {
  if ('agency' in source) return source;
  throw new Error('a decision is no agency’s statement');
}
