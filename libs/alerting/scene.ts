import { type AnyEvent, currentFacts, isEvent, recordsOf } from '@tributary/catalogue';
import { type ChildReader, grantedAt, referenceOf, statedBy, type Status, statusFrom } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import {
  type ChildId,
  childStream,
  type Envelope,
  type FeedPosition,
  type Instant,
  type RecordId,
  recordStream,
  type Recorded,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import { agencyOf, type ChildState, type Scene, STATES } from './domain/scene';
import { asIfNeverAway } from './undo/never-away';
import { hasStoodDown } from './standing-down';

export type SceneIo = Readonly<{
  reader: Pick<ChildReader, 'history'>;
  vault: Pick<Vault, 'ref'>;
  statusLimitMs: number;
}>;
type Look = Readonly<{
  child: ChildId;
  /** Nothing above this position is looked at. */
  at: FeedPosition;
  /** The time whose knowledge counts. */
  asOf: Instant;
  /** The directory of that time. */
  view: DirectoryView;
}>;

/** A child as rules and routing see it, and all that was ever said of it. */
export type ChildScene = Omit<Scene, 'threshold'> &
  Readonly<{
    child: ChildId;
    view: DirectoryView;
    status: Status;
    /** Feeds whose word on a status counts for this child. */
    statusFeeds: readonly string[];
    identityConfirmed: boolean;
    /** Who declared a link to the family by then. */
    family: ReadonlySet<string>;
    /** Nobody is alerted or reminded of anything about the child as they are known here. */
    stoodDown: boolean;
    /** Every statement in every record that is or was the child's, taken back or not. */
    ever: readonly AnyEvent[];
  }>;

/**
 * What was known of the child at a time, from the child's own events up to a position. Records that were the child's
 * then and, by that position, no longer are, do not count.
 */
export async function sceneOf(io: SceneIo, { child, at, asOf, view }: Look): Promise<ChildScene> {
  const reference = referenceOf(view);
  const history = asIfNeverAway(await io.reader.history(child, reference, at), child);
  const own = history.filter(({ event }) => event.streamId === childStream(child)).map(({ event }) => event);
  const linked = new Set<string>(recordsOf(own).map(recordStream));
  const counts = ({ event }: Recorded): boolean => !isReturn(event) || event.backfill === true;
  const isReturn = (event: Envelope): boolean =>
    'feed' in event.source && reference.currencyOf(event.source.feed, event.source.agency) === 'return';
  const facts = currentFacts(history.filter((one) => linked.has(one.event.streamId) && counts(one))).map(asAny);
  const links = linksIn(own);
  const statusAt = statuses(io, { child, asOf, view, history, facts });
  return {
    child,
    view,
    asOf,
    facts,
    ever: everOf(history),
    stateAt: (time) => statusAt(time).state,
    status: statusAt(asOf).status,
    statusFeeds: statusAt(asOf).feeds,
    identityConfirmed: isConfirmed(own, linked.size),
    family: grantedAt(own, asOf).ownFamily,
    stoodDown: hasStoodDown(own),
    linkedAt: (fact) => links.get(fact.streamId) ?? fact.knownFrom,
    schoolYearOf: (agency) => view.schoolYearOf(agency),
  };
}

/** When each record came to the child, by its stream; last, where it went and came back. */
function linksIn(own: readonly Envelope[]): ReadonlyMap<string, Instant> {
  const links = own.flatMap((event) =>
    isEvent(event, 'identity.record-linked')
      ? [[recordStream(event.data.recordId as RecordId), event.knownFrom] as const]
      : [],
  );
  return new Map(links);
}

/** Every statement of a history, taken back or not. */
export const everOf = (history: readonly Recorded[]): readonly AnyEvent[] =>
  history.filter(({ event }) => event.streamId.startsWith('record-')).map(asAny);

/** Its data was validated by its type when it was appended. */
const asAny = ({ event }: Recorded): AnyEvent => event as AnyEvent;

type Known = Readonly<{ status: Status; state: ChildState; feeds: readonly string[] }>;
type Past = Omit<Look, 'at'> & Readonly<{ history: readonly Recorded[]; facts: readonly AnyEvent[] }>;

/** The child's status by what was known at a time; each time is worked out once. */
function statuses(io: SceneIo, { child, view, history, facts }: Past): (at: Instant) => Known {
  const reference = referenceOf(view);
  const stated = statedBy(history, child, io.vault.ref.bind(io.vault));
  const homes = new Set(facts.map((fact) => authorityIn(view, agencyOf(fact))));
  const known = new Map<Instant, Known>();
  return (at) => {
    const before = known.get(at);
    if (before) return before;
    const told = stated({ view: 'available', at, stillLinked: true });
    const spoke = new Set(told.states.map((state) => state.feed));
    // A child may live in another authority than the school's: the feeds that speak of this child count wherever they are.
    const feeds = reference.statusFeeds
      .filter(({ feed, agency }) => spoke.has(feed) || homes.has(authorityIn(view, agency)))
      .map(({ feed }) => feed);
    const status = statusFrom(told.states, at, {
      currencyOf: reference.currencyOf,
      confirmations: told.confirmations.filter((one) => feeds.includes(one.feed)),
      limitMs: io.statusLimitMs,
    });
    const now = { status, state: stateOf(status), feeds };
    known.set(at, now);
    return now;
  };
}

function stateOf(status: Status): ChildState {
  const entries = STATES.map((name) => {
    const kind = status.kinds.find((one) => one.kind === name);
    const since = kind?.accounts.map((account) => account.since).sort()[0] ?? null;
    return [name, { word: kind?.state ?? 'not-current', since }] as const;
  });
  return Object.fromEntries(entries) as ChildState;
}

export const authorityIn = (view: DirectoryView, agency: string): string => view.authorityOf(agency)?.code ?? '';

/** The agency whose social worker the child has: its authority's front door is the child's. */
export const statutoryIn = ({ status }: Pick<ChildScene, 'status'>): string | undefined =>
  status.kinds.find(({ kind }) => kind === 'allocated-worker')?.accounts[0]?.agency;

/** A verified number or a person joined records, or registered the child; a lone provisional record confirms nothing. */
function isConfirmed(own: readonly Envelope[], records: number): boolean {
  const registered = own.filter((event) => event.type === 'identity.child-registered');
  return records > 1 || registered.some((event) => (event.data as { provisional?: boolean }).provisional === false);
}
