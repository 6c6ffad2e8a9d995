import { plusDays } from '@tributary/kernel';
import type { Child } from '../domain/children';
import type { Days } from '../domain/calendar';
import { FEEDS, PRACTICES } from '../domain/places';
import { eventLines, NDJSON, type Stated } from '../native/events';
import type { DemoFile } from '../native/file';
import { spread, withLot } from './lots';

const NEWEST = 21;
const TERMS = 150;
/** Registered that many days after birth. */
const REGISTERED = 14;

const file = (feed: string, name: string, events: () => readonly Stated[]): DemoFile => ({
  name: `health/${name}.ndjson`,
  feed,
  mediaType: NDJSON,
  backfill: true,
  text: () => eventLines(events()),
});

/** Each child's practice, and what hospital and practices recorded in two terms. */
export function healthFiles(children: readonly Child[], days: Days): readonly DemoFile[] {
  const attended = withLot(children, 'emergency');
  const missed = withLot(children, 'not-brought');
  return [
    ...PRACTICES.map((feed, at) =>
      file(feed, `${feed}-list`, () =>
        children.filter(({ number }) => number % PRACTICES.length === at).map((one) => registration(one, feed, days)),
      ),
    ),
    file(FEEDS.hospital, 'emergency-department', () => attended.map((one) => attendance(one, days))),
    file(FEEDS.hospital, 'outpatients', () => missed.map((one) => notBrought(one, days))),
  ];
}

function registration(person: Child, feed: string, days: Days): Stated {
  const born = plusDays(person.birthDate, REGISTERED);
  const on = born < days.today ? born : days.ago(1);
  return {
    id: `gp-${person.clientId}`,
    source: `urn:wexbourne:${feed}`,
    type: 'health.gp-registered',
    ...{ person, system: 'health' },
    recordedAt: `${on}T10:00:00.000Z` as Stated['recordedAt'],
    fact: { date: on },
  };
}

const OUTCOMES = ['DISCHARGED', 'DISCHARGED', 'DISCHARGED', 'ADMITTED', 'LEFT-BEFORE-SEEN'] as const;

function attendance(person: Child, days: Days): Stated {
  const ago = spread(person, NEWEST, TERMS);
  return {
    id: `ed-${person.clientId}`,
    source: 'urn:wexbourne:hospital:ed',
    type: 'health.emergency-attended',
    ...{ person, system: 'health' },
    recordedAt: days.at(ago, '19:40'),
    fact: {
      date: days.ago(ago),
      attendance: `E-${person.number}`,
      outcome: OUTCOMES[person.number % OUTCOMES.length],
      broughtByAdult: true,
      // Never why: the feed drops it and counts it.
      presentingComplaint: `fell, ${person.aside}`,
    },
  };
}

const SERVICES = ['PAEDIATRICS', 'DENTAL', 'THERAPY', 'IMMUNISATION'] as const;

function notBrought(person: Child, days: Days): Stated {
  const ago = spread(person, NEWEST, TERMS);
  return {
    id: `op-${person.clientId}`,
    source: 'urn:wexbourne:hospital:outpatients',
    type: 'health.appointment-missed',
    ...{ person, system: 'health' },
    recordedAt: days.at(ago, '12:15'),
    fact: {
      date: days.ago(ago),
      appointment: `A-${person.number}`,
      service: SERVICES[person.number % SERVICES.length],
      outcome: 'CANCELLED-BY-FAMILY',
      rebooked: true,
    },
  };
}
