import { isEvent } from '@tributary/catalogue';
import type { AgencyId, Envelope, EventId, Instant } from '@tributary/kernel';

type Person = Readonly<{ practitioner: string; role: string; agency: string }>;

/** One time that somebody broke the glass; `shut` where its review found no good reason. */
export type Broken = Readonly<{
  id: EventId;
  by: Person;
  reviewer: string;
  until: Instant;
  reviewed: boolean;
  shut: boolean;
}>;

/** What people decided about access to a child, on the child's own stream. */
export type Granted = Readonly<{
  glass: readonly Broken[];
  ownFamily: ReadonlySet<string>;
  /** Agencies that an event held back was released to. */
  released: ReadonlyMap<EventId, ReadonlySet<AgencyId>>;
}>;

/** As it stood at a time. Other events are passed over. */
export function grantedAt(childEvents: readonly Envelope[], at: Instant): Granted {
  const then = childEvents.filter(({ knownFrom }) => knownFrom <= at);
  const reviews = then.flatMap((event) => (isEvent(event, 'governance.glass-reviewed') ? [event.data] : []));
  const glass = then.flatMap((event): Broken[] => {
    if (!isEvent(event, 'governance.glass-broken')) return [];
    const { by: practitioner, role, agency, until, reviewer } = event.data;
    const about = reviews.filter((review) => review.glass === event.id);
    const shut = about.some(({ outcome }) => outcome === 'not-justified');
    return [
      {
        id: event.id,
        by: { practitioner, role, agency },
        ...{ reviewer, until: until as Instant, reviewed: about.length > 0, shut },
      },
    ];
  });
  return { glass, ownFamily: ownFamilyOf(then), released: releasedBy(then) };
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
    if (!isEvent(event, 'governance.event-released')) continue;
    const id = event.data.event as EventId;
    const audience = event.data.audience as AgencyId[];
    released.set(id, new Set([...(released.get(id) ?? []), ...audience]));
  }
  return released;
}

/** A person's open glass, in the same role of the same agency: what one hat opened is not open to another. */
export const standingGlass = ({ glass }: Granted, who: Person, at: Instant): Broken | undefined =>
  glass.findLast(
    ({ by, until, shut }) =>
      !shut && at < until && by.practitioner === who.practitioner && by.role === who.role && by.agency === who.agency,
  );
