import type { Entry } from '@tributary/chronology';
import type { AgencyId, Instant } from '@tributary/kernel';

/** Who was shown something: one person in one role. */
export type Somebody = Readonly<{ practitioner: string; role: string; agency: string }>;

/** That classes of an agency's were opened by somebody. */
export type Opened = Somebody &
  Readonly<{
    at: Instant;
    what: string;
    asKnownOn: Instant | null;
    shown: readonly Readonly<{ agency: AgencyId; dataClass: string }>[];
  }>;

/** That events were put before somebody by an alert. */
export type Alerted = Readonly<{ at: Instant; evidence: readonly string[]; to: readonly Somebody[] }>;

/** What the ledger and the alerts say of who saw what. */
export type Sightings = Readonly<{ opened: readonly Opened[]; alerted: readonly Alerted[] }>;

/** Pages and answers on which events of a child stand, each in words. */
const WITH_EVENTS = new Set(['chronology']);

/**
 * To whom an event was shown by a time. The ledger keeps agency and class of what was opened, not each event: one that
 * was there and of that kind counts as shown. Whoever asked as known on an earlier day saw only what was there then.
 */
export function shownBy(
  at: Instant,
  entry: Pick<Entry, 'eventId' | 'agency' | 'dataClass' | 'knownFrom'>,
  { opened, alerted }: Sightings,
): readonly Somebody[] {
  const openers = opened.filter(
    (one) =>
      one.at <= at &&
      WITH_EVENTS.has(one.what) &&
      entry.knownFrom <= (one.asKnownOn ?? one.at) &&
      entry.knownFrom <= one.at &&
      one.shown.some(({ agency, dataClass }) => agency === entry.agency && dataClass === entry.dataClass),
  );
  const told = alerted.filter((one) => one.at <= at && one.evidence.includes(entry.eventId)).flatMap(({ to }) => to);
  const people = new Map(
    [...openers, ...told].map(({ practitioner, role, agency }) => [
      `${practitioner} ${role} ${agency}`,
      { practitioner, role, agency },
    ]),
  );
  return [...people.values()];
}
