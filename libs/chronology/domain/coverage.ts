import { type AgencyId, type FeedId, type Instant, later } from '@tributary/kernel';
import { dayWords } from './london';

/** Services that may know of any child of an area: of each one is said where nothing comes from. */
export const SOURCES = ['school', 'general-practice', 'hospital', 'childrens-services', 'police'] as const;
export type Source = (typeof SOURCES)[number];

/** A feed by what its agency declared, and by its deliveries. */
export type Heard = Readonly<{
  feed: FeedId;
  /** How often something should come, in the directory's words. */
  rhythm: string | null;
  /** It is still being connected, or a return: what it delivers says nothing of now. */
  history: boolean;
  /** When it last delivered anything, about whichever child. */
  last: Instant | null;
  /** From when it counts as silent; null where nobody can say. */
  silentFrom: Instant | null;
}>;

/** An agency around the child that the reader may know of, with those of its feeds that the reader may know of. */
export type Sender = Readonly<{ agency: AgencyId; name: string; source: Source | null; feeds: readonly Heard[] }>;

/** How many agencies of a kind there are in the child's area, and how many of them send. By the directory alone. */
export type Supply = Readonly<{ agencies: number; sending: number }>;

export type Surroundings = Readonly<{
  senders: readonly Sender[];
  supply: Readonly<Record<Source, Supply>>;
  /** The area's name, as pages say it. */
  area: string;
}>;

/** `unproven`: it has never delivered, and nobody can say whether it should have. */
export type FeedState = 'connected' | 'silent' | 'unproven' | 'history';
export type FeedCoverage = Readonly<{
  feed: FeedId;
  state: FeedState;
  /** Whether a silence of it would be noticed. */
  watched: boolean;
  last: Instant | null;
  words: string;
}>;

/** `partial`: some of it is silent, unproven or history; or such services send, and none of them of this child. */
export type CoverageState = 'silent' | 'absent' | 'partial' | 'connected';
export type Covered = Readonly<{
  source: Source | null;
  /** Null where no agency of that kind is known around the child to the reader. */
  agency: AgencyId | null;
  state: CoverageState;
  /** Silent: since when nothing has come. Null where it never did, and for other states. */
  since: Instant | null;
  words: string;
  feeds: readonly FeedCoverage[];
}>;
export type Coverage = Readonly<{ asOf: Instant; sources: readonly Covered[] }>;

const RANK: readonly CoverageState[] = ['silent', 'absent', 'partial', 'connected'];

/**
 * From whom something should come about a child, and whether it does. Pure. It is made from what the reader may know of
 * the child, from the directory and from deliveries, which concern no child: what is hidden around the child changes
 * nothing in it (design/domain.md §1, “silence taken for safety”).
 */
export function coverageOf({ senders, supply, area }: Surroundings, asOf: Instant): Coverage {
  const known = new Set(senders.map(({ source }) => source));
  const missing = SOURCES.filter((source) => !known.has(source)).map((source) =>
    nobodyOf(source, supply[source], area),
  );
  const sources = [...senders.map((sender) => coveredBy(sender, asOf)), ...missing];
  return { asOf, sources: sources.toSorted((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state)) };
}

const KINDS: Readonly<Record<Source, string>> = {
  school: 'school',
  'general-practice': 'GP practice',
  hospital: 'hospital',
  'childrens-services': 'children’s services',
  police: 'police',
};

function nobodyOf(source: Source, { agencies, sending }: Supply, area: string): Covered {
  const thing = KINDS[source];
  const words =
    sending === 0
      ? `No ${thing} feed${area}: what is known there does not reach Tributary.`
      : `No ${thing} that you may know of has spoken of this child, though ${sending} of ${agencies} send${area}.`;
  return { source, agency: null, state: sending === 0 ? 'absent' : 'partial', since: null, words, feeds: [] };
}

function coveredBy({ agency, name, source, feeds: heard }: Sender, asOf: Instant): Covered {
  const feeds = heard.map((one) => feedCovered(one, asOf));
  const now = feeds.filter(({ state }) => state !== 'history');
  const state = stateOf(feeds, now);
  const last = newestOf(now);
  const since = state === 'silent' ? last : null;
  return { source, agency, state, since, words: `${name}: ${senderWords(state, now, last)}`, feeds };
}

function stateOf(all: readonly FeedCoverage[], now: readonly FeedCoverage[]): CoverageState {
  if (all.length === 0) return 'absent';
  if (now.length === 0) return 'partial';
  if (now.every(({ state }) => state === 'silent')) return 'silent';
  return now.every(({ state }) => state === 'connected') ? 'connected' : 'partial';
}

function senderWords(state: CoverageState, now: readonly FeedCoverage[], last: Instant | null): string {
  if (state === 'absent') return 'sends nothing to Tributary.';
  if (now.length === 0) return 'sends history only, which says nothing of now.';
  if (last === null) return state === 'silent' ? 'has never delivered, though it should have.' : 'has never delivered.';
  if (state === 'silent') return `nothing has come since ${dayWords(last)}, though it should have.`;
  if (state === 'partial') return 'part of what it sends does not come.';
  const unwatched = now.some(({ watched }) => watched) ? '' : ` ${UNWATCHED}`;
  return `last delivered on ${dayWords(last)}.${unwatched}`;
}

const UNWATCHED = 'It sends as things happen: whether it is silent cannot be told.';

function feedCovered({ feed, rhythm, history, last, silentFrom }: Heard, asOf: Instant): FeedCoverage {
  const watched = silentFrom !== null && !history;
  const overdue = watched && (last === null || silentFrom <= asOf);
  const state = history ? 'history' : overdue ? 'silent' : last === null ? 'unproven' : 'connected';
  return { feed, state, watched, last, words: feedWords(state, rhythm, last) };
}

function feedWords(state: FeedState, rhythm: string | null, last: Instant | null): string {
  const came = last === null ? 'has never delivered' : `last delivered on ${dayWords(last)}`;
  switch (state) {
    case 'history':
      return `${came}; history only`;
    case 'silent':
      return last === null
        ? `expected ${rhythm ?? ''}, and has never delivered`
        : `expected ${rhythm ?? ''}, and has delivered nothing since ${dayWords(last)}`;
    case 'unproven':
    case 'connected':
      return came;
  }
}

const newestOf = (feeds: readonly FeedCoverage[]): Instant | null =>
  feeds.reduce<Instant | null>((a, { last }) => (a === null ? last : last === null ? a : later(a, last)), null);
