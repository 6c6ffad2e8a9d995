import { allocatedWorkers, type ChildReader, referenceOf, statusFrom, toldBy } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { ROLES } from '@tributary/directory';
import {
  type AgencyId,
  type ChildId,
  type Envelope,
  type FeedPosition,
  type PractitionerId,
  recordStream,
  type RoleCode,
} from '@tributary/kernel';
import { recordsOf } from '@tributary/catalogue';
import type { Vault } from '@tributary/vault';
import type { ChildFacts, Recipient, Routes } from './domain/evaluate';

type Io = Readonly<{ reader: ChildReader; vault: Pick<Vault, 'ref'>; statusLimitMs: number }>;
type About = Readonly<{ child: ChildId; trigger: Envelope; at: FeedPosition; view: DirectoryView }>;

/** What was known of the child when the trigger was appended, folded from the child's own events up to that position. */
export async function factsAndRoutes(
  io: Io,
  { child, trigger, at, view }: About,
): Promise<{ facts: ChildFacts; routes: Routes }> {
  const sender = agencyOf(trigger);
  const authority = view.authorityOf(sender)?.code ?? '';
  const reference = referenceOf(view);
  const statusFeeds = reference.statusFeeds.filter((feed) => view.authorityOf(feed.agency)?.code === authority);
  const history = await io.reader.history(child, { ...reference, statusFeeds }, at);
  const refOf = io.vault.ref.bind(io.vault);
  const told = toldBy(history, child, { view: 'available', at: trigger.knownFrom }, refOf);
  const status = statusFrom(told.states, trigger.knownFrom, {
    currencyOf: reference.currencyOf,
    confirmations: told.confirmations.filter((one) => statusFeeds.some((feed) => feed.feed === one.feed)),
    limitMs: io.statusLimitMs,
  });
  const stateOf = (kind: string) => status.kinds.find((one) => one.kind === kind)?.state ?? 'not-current';
  const workers = allocatedWorkers(status, view, refOf).map((worker) =>
    recipient(
      worker.id,
      ROLES.socialWorker,
      roleAgency(view, worker.id, ROLES.socialWorker) ?? sender,
      'allocated-worker',
    ),
  );
  const own = history.map((one) => one.event);
  return {
    facts: {
      worker: stateOf('allocated-worker'),
      lookedAfter: stateOf('looked-after') === 'known',
      identityConfirmed: isConfirmed(own, child),
    },
    routes: { workers, ...routesIn(view, authority, sender, statusFeeds[0]?.feed) },
  };
}

function routesIn(
  view: DirectoryView,
  authority: string,
  sender: AgencyId,
  statusFeed: string | undefined,
): Omit<Routes, 'workers'> {
  const holder = (found: ReturnType<DirectoryView['dutySocialWorker']>, reason: string): Recipient | undefined =>
    found && recipient(found.practitioner.id, found.held.role, found.held.agency, reason);
  const feed = statusFeed === undefined ? undefined : view.feed(statusFeed);
  const lead = view.holdersIn(authority, ROLES.safeguardingLead).find((one) => one.held.agency === sender);
  return {
    duty: holder(view.dutySocialWorker(authority), 'duty'),
    virtualSchool: holder(view.virtualSchoolHead(authority), 'virtual-school'),
    feedManager: feed && recipient(feed.manager, ROLES.feedManager, feed.agency, 'feed-manager'),
    sendersLead: holder(lead, 'senders-lead'),
  };
}

/** Who an alert goes to, one after the other: its owner, their deputy, their manager, and at last the duty desk. */
export function lineOf(owner: Recipient, view: DirectoryView): readonly Recipient[] {
  const authority = view.authorityOf(owner.agency)?.code ?? '';
  const [deputy, manager] = view.nextAfter(owner.practitioner, owner.role);
  const next = (id: PractitionerId | undefined, reason: string): Recipient[] => {
    const held = id && view.practitioner(id)?.roles[0];
    return id && held ? [recipient(id, held.role, held.agency, reason)] : [];
  };
  const duty = view.dutySocialWorker(authority);
  const line = [
    owner,
    ...next(deputy, 'deputy'),
    ...next(manager, 'manager'),
    ...(duty ? [recipient(duty.practitioner.id, duty.held.role, duty.held.agency, 'duty')] : []),
  ];
  return line.filter((one, i) => line.findIndex((other) => other.practitioner === one.practitioner) === i);
}

const recipient = (practitioner: PractitionerId, role: RoleCode, agency: AgencyId, reason: string): Recipient => ({
  practitioner,
  role,
  agency,
  reason,
});

const roleAgency = (view: DirectoryView, id: PractitionerId, role: RoleCode): AgencyId | undefined =>
  view.roleOf(id, role)?.agency;

export const agencyOf = (event: Envelope): AgencyId =>
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
