import type { OpeningKind } from '@tributary/access';
import { isEvent } from '@tributary/catalogue';
import { sealsOn } from './protected-address';
import type { AgencyId, Envelope, EventId, Instant, PlainDate } from '@tributary/kernel';

type Person = Readonly<{ practitioner: string; role: string; agency: string }>;

/** One time that somebody opened a child by their own word; `shut` where its review found no good reason. */
export type Opened = Readonly<{
  id: EventId;
  kind: OpeningKind;
  by: Person;
  reviewer: string;
  until: Instant;
  shut: boolean;
}>;

/** Events that a supplier opened to whoever asked, in their role, for their purpose. */
export type Share = Readonly<{
  request: EventId;
  to: Pick<Person, 'role' | 'agency'>;
  purpose: string;
  events: readonly EventId[];
  until: Instant;
}>;

/** What people decided about access to a child, on the child's own stream. */
export type Granted = Readonly<{
  openings: readonly Opened[];
  ownFamily: ReadonlySet<string>;
  /** Somebody sealed by hand where the child can be found. */
  sealed: boolean;
  shares: readonly Share[];
  /** Agencies that an event held back was released to. */
  released: ReadonlyMap<EventId, ReadonlySet<AgencyId>>;
  /** What was kept held back, and the day on which it is looked at again. */
  kept: ReadonlyMap<EventId, PlainDate>;
}>;

/** As it stood at a time. Other events are passed over. */
export function grantedAt(childEvents: readonly Envelope[], at: Instant): Granted {
  const then = childEvents.filter(({ knownFrom }) => knownFrom <= at);
  const shut = new Set(then.flatMap((event) => shutBy(event) ?? []));
  const openings = then.flatMap((event): Opened[] => {
    const opened = openedBy(event);
    return opened ? [{ ...opened, shut: shut.has(event.id) }] : [];
  });
  return {
    openings,
    ownFamily: ownFamilyOf(then),
    shares: sharesIn(then),
    sealed: sealsOn(then).length > 0,
    released: releasedBy(then),
    kept: keptBy(then),
  };
}

function openedBy(event: Envelope): Omit<Opened, 'shut'> | undefined {
  const isGlass = isEvent(event, 'governance.glass-broken');
  if (!isGlass && !isEvent(event, 'governance.protection-ground-stated')) return undefined;
  const { by: practitioner, role, agency, until, reviewer } = event.data;
  return {
    ...{ id: event.id, kind: isGlass ? 'break-glass' : 'protection-ground', reviewer },
    ...{ by: { practitioner, role, agency }, until: until as Instant },
  };
}

/** What a review that found no good reason is about. */
function shutBy(event: Envelope): string | undefined {
  if (isEvent(event, 'governance.glass-reviewed'))
    return event.data.outcome === 'not-justified' ? event.data.glass : undefined;
  if (!isEvent(event, 'governance.protection-ground-reviewed')) return undefined;
  return event.data.outcome === 'not-justified' ? event.data.ground : undefined;
}

/** Whoever declared a link that their senior has not ended since; they may declare it again. */
function ownFamilyOf(then: readonly Envelope[]): ReadonlySet<string> {
  const linked = new Set<string>();
  for (const event of then) {
    if (isEvent(event, 'governance.family-link-declared')) linked.add(event.data.by);
    if (isEvent(event, 'governance.family-link-ended')) linked.delete(event.data.practitioner);
  }
  return linked;
}

function releasedBy(then: readonly Envelope[]): Granted['released'] {
  const released = new Map<EventId, Set<AgencyId>>();
  for (const event of then) {
    if (isEvent(event, 'governance.event-withheld')) released.delete(event.data.event as EventId);
    if (!isEvent(event, 'governance.event-released')) continue;
    const id = event.data.event as EventId;
    const audience = event.data.audience as AgencyId[];
    released.set(id, new Set([...(released.get(id) ?? []), ...audience]));
  }
  return released;
}

/** Until it is released. */
function keptBy(then: readonly Envelope[]): Granted['kept'] {
  const kept = new Map<EventId, PlainDate>();
  for (const event of then) {
    if (isEvent(event, 'governance.event-released')) kept.delete(event.data.event as EventId);
    if (isEvent(event, 'governance.event-withheld'))
      kept.set(event.data.event as EventId, event.data.lookAgain as PlainDate);
  }
  return kept;
}

/** What a person has open, in the same role of the same agency: what one hat opened is not open to another. */
export const standing = ({ openings }: Granted, kind: OpeningKind, who: Person, at: Instant): Opened | undefined =>
  openings.findLast((one) => one.kind === kind && !one.shut && at < one.until && isBy(one, who));

const isBy = ({ by }: Opened, who: Person): boolean =>
  by.practitioner === who.practitioner && by.role === who.role && by.agency === who.agency;

/** What suppliers' answers open at a time to a role, for a purpose. */
export const sharedWith = (
  { shares }: Granted,
  { role, agency }: Pick<Person, 'role' | 'agency'>,
  { purpose, at }: Readonly<{ purpose: string; at: Instant }>,
): ReadonlySet<EventId> =>
  new Set(
    shares
      .filter(({ to, until }) => to.role === role && to.agency === agency && at < until)
      .filter((share) => share.purpose === purpose)
      .flatMap(({ events }) => events),
  );

function sharesIn(then: readonly Envelope[]): readonly Share[] {
  const asked = new Map(
    then.flatMap((event) => (isEvent(event, 'governance.content-requested') ? [[event.id, event.data] as const] : [])),
  );
  return then.flatMap((event): Share[] => {
    if (!isEvent(event, 'governance.request-answered')) return [];
    const { outcome, events, until, request } = event.data;
    const question = asked.get(request as EventId);
    if (outcome !== 'shared' || !events || !until || !question) return [];
    const { role, agency, purpose } = question;
    const ids = events as EventId[];
    return [{ request: request as EventId, to: { role, agency }, purpose, events: ids, until: until as Instant }];
  });
}
