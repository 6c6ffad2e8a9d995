import { allocatedWorkers, type ChildReader, referenceOf, statusFrom, toldBy } from '@tributary/chronology';
import { type DirectoryView, ROLES } from '@tributary/directory';
import {
  type AgencyId,
  type ChildId,
  type Envelope,
  type FeedPosition,
  type Instant,
  type PractitionerId,
  recordStream,
  type RoleCode,
} from '@tributary/kernel';
import { recordsOf } from '@tributary/catalogue';
import type { Vault } from '@tributary/vault';
import type { ChildFacts, Recipient, Routes } from './domain/evaluate';

type Io = Readonly<{ reader: ChildReader; vault: Pick<Vault, 'ref'>; statusLimitMs: number }>;
type About = Readonly<{
  child: ChildId;
  trigger: Envelope;
  /** Nothing above this position is looked at. */
  at: FeedPosition;
  /** The time whose knowledge counts. */
  asOf: Instant;
  /** The directory of that time. */
  view: DirectoryView;
}>;

/**
 * What was known of the child at a time, folded from the child's own events up to a position. Records that were the
 * child's then and, by that position, no longer are, do not count.
 */
export async function factsAndRoutes(
  io: Io,
  { child, trigger, at, asOf, view }: About,
): Promise<{ facts: ChildFacts; routes: Routes }> {
  const sender = agencyOf(trigger);
  const reference = referenceOf(view);
  const history = await io.reader.history(child, reference, at);
  const refOf = io.vault.ref.bind(io.vault);
  const told = toldBy(history, child, { view: 'available', at: asOf, stillLinked: true }, refOf);
  const home = authorityIn(view, sender);
  const spoke = new Set(told.states.map((state) => state.feed));
  // A child may live in another authority than the school's: the feeds that speak of this child count wherever they are.
  const feeds = reference.statusFeeds.filter(
    ({ feed, agency }) => spoke.has(feed) || authorityIn(view, agency) === home,
  );
  const status = statusFrom(told.states, asOf, {
    currencyOf: reference.currencyOf,
    confirmations: told.confirmations.filter((one) => feeds.some(({ feed }) => feed === one.feed)),
    limitMs: io.statusLimitMs,
  });
  const kindOf = (kind: string) => status.kinds.find((one) => one.kind === kind);
  const workers = allocatedWorkers(status, view, refOf).map(({ id }) =>
    recipient(id, ROLES.socialWorker, view.roleOf(id, ROLES.socialWorker)?.agency ?? sender, 'allocated-worker'),
  );
  const accounts = [...(kindOf('allocated-worker')?.accounts ?? []), ...(kindOf('looked-after')?.accounts ?? [])];
  const responsible = accounts[0] ? authorityIn(view, accounts[0].agency) : home;
  const statusFeed = feeds.find(({ feed }) => feed === accounts[0]?.feed) ?? feeds[0];
  return {
    facts: {
      worker: kindOf('allocated-worker')?.state ?? 'not-current',
      lookedAfter: kindOf('looked-after')?.state === 'known',
      identityConfirmed: isConfirmed(
        history.map((one) => one.event),
        child,
      ),
    },
    routes: { workers, ...routesIn(view, responsible, sender, statusFeed?.feed) },
  };
}

const authorityIn = (view: DirectoryView, agency: string): string => view.authorityOf(agency)?.code ?? '';

function routesIn(
  view: DirectoryView,
  authority: string,
  sender: AgencyId,
  statusFeed: string | undefined,
): Omit<Routes, 'workers'> {
  const holder = (found: ReturnType<DirectoryView['dutySocialWorker']>, reason: string): Recipient | undefined =>
    found && recipient(found.practitioner.id, found.held.role, found.held.agency, reason);
  const feed = statusFeed === undefined ? undefined : view.feed(statusFeed);
  const leads = view.holdersIn(authorityIn(view, sender), ROLES.safeguardingLead);
  const lead = leads.find((one) => one.held.agency === sender);
  return {
    duty: holder(view.dutySocialWorker(authority), 'duty'),
    virtualSchool: holder(view.virtualSchoolHead(authority), 'virtual-school'),
    feedManager: feed && recipient(feed.manager, ROLES.feedManager, feed.agency, 'feed-manager'),
    sendersLead: holder(lead, 'senders-lead'),
  };
}

export const recipient = (
  practitioner: PractitionerId,
  role: RoleCode,
  agency: AgencyId,
  reason: string,
): Recipient => ({
  practitioner,
  role,
  agency,
  reason,
});

const agencyOf = (event: Envelope): AgencyId =>
  'agency' in event.source ? event.source.agency : event.supply.controller;

/** A verified number or a person joined records, or registered the child; a lone provisional record confirms nothing. */
function isConfirmed(events: readonly Envelope[], child: ChildId): boolean {
  const own = events.filter((event) => event.streamId === `child-${child}`);
  const records = recordsOf(own).map(recordStream);
  const registered = own.filter((event) => event.type === 'identity.child-registered');
  return (
    records.length > 1 || registered.some((event) => (event.data as { provisional?: boolean }).provisional === false)
  );
}
