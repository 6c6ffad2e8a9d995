import type { PlainDate } from '@tributary/kernel';
import type { Days } from '../domain/calendar';
import type { Child } from '../domain/children';
import { type School, SCHOOLS } from '../domain/places';
import type { SchoolDays } from '../domain/school-days';
import { eventLines, NDJSON, type Stated } from '../native/events';
import type { DemoFile } from '../native/file';
import { suspensionCsv } from '../native/school-csv';
import { spread, withLot } from './lots';

/** Nothing of these is newer: what is fresh belongs to the stories. */
const NEWEST = 15;
/** School days: with the newest as many as there are registers of. */
const TERMS = 95;

/** Who is on roll, the concerns of two terms, and the suspensions. */
export function educationFiles(children: readonly Child[], days: Days): readonly DemoFile[] {
  return SCHOOLS.flatMap((school) => {
    const pupils = children.filter((child) => child.school?.laestab === school.laestab);
    return [rollFile(school, pupils), concernsFile(school, pupils, days), suspensionsFile(school, pupils, days)];
  });
}

const sourceOf = (school: School): string => `urn:wexbourne:school:${school.prefix.toLowerCase()}`;
const file = (school: School, kind: string, events: () => readonly Stated[]): DemoFile => ({
  name: `education/${school.events}-${kind}.ndjson`,
  feed: school.events,
  mediaType: NDJSON,
  backfill: true,
  text: () => eventLines(events()),
});

const rollFile = (school: School, pupils: readonly Child[]): DemoFile =>
  file(school, 'roll', () =>
    pupils.map((person) => ({
      id: `roll-${person.pupilId}`,
      source: sourceOf(school),
      type: 'education.pupil-enrolled',
      ...{ person, system: 'mis', school: school.laestab },
      recordedAt: `${person.enrolled}T08:00:00.000Z` as Stated['recordedAt'],
      fact: { startDate: person.enrolled, yearGroup: person.year, school: school.laestab },
    })),
  );

const CONCERNS = ['HOME', 'OTHER', 'ATTENDANCE', 'CHILD-ON-CHILD'] as const;

const concernsFile = (school: School, pupils: readonly Child[], days: Days): DemoFile =>
  file(school, 'concerns', () =>
    datedOf(withLot(pupils, 'concern'), days.in(school)).map(({ person, day }) => ({
      id: `concern-${person.pupilId}`,
      source: sourceOf(school),
      type: 'education.school-concern-raised',
      ...{ person, system: 'mis', school: school.laestab },
      recordedAt: `${day}T15:20:00.000Z` as Stated['recordedAt'],
      fact: {
        concern: CONCERNS[person.number % CONCERNS.length],
        raisedOn: day,
        raisedByRole: 'class-teacher',
        school: school.laestab,
        // No account of it may enter the hub: the feed drops it and counts it.
        notes: `spoke to ${person.aside} after class`,
      },
    })),
  );

/** A school day for each, within the two terms; nobody from before they came. */
const datedOf = (pupils: readonly Child[], days: SchoolDays): readonly Readonly<{ person: Child; day: PlainDate }>[] =>
  pupils
    .map((person) => ({ person, day: days.ago(spread(person, NEWEST, TERMS)) }))
    .filter(({ person, day }) => day >= person.enrolled);

const REASONS = ['DB', 'PP', 'VA', 'DM'] as const;

const suspensionsFile = (school: School, pupils: readonly Child[], days: Days): DemoFile => ({
  name: `education/${school.suspensions}.csv`,
  feed: school.suspensions,
  mediaType: 'text/csv',
  backfill: true,
  text: () =>
    suspensionCsv(
      datedOf(withLot(pupils, 'suspended'), days.in(school)).map(({ person, day }) => ({
        ...{ person, school, id: `${person.pupilId}-1`, category: 'SUSP', sessions: 2 },
        reason: REASONS[person.number % REASONS.length] ?? 'DB',
        ...{ from: day, to: day, recordedAt: `${day}T14:30:00.000Z` as Stated['recordedAt'] },
        comment: `letter home by ${person.aside}`,
      })),
    ),
});
