import type { Child } from '../domain/children';
import type { Days } from '../domain/calendar';
import { type School, SCHOOLS } from '../domain/places';
import { eventLines, NDJSON, type Stated } from '../native/events';
import type { DemoFile } from '../native/file';
import { suspensionCsv } from '../native/school-csv';
import { spread, withLot } from './lots';

/** Nothing of these is newer: what is fresh belongs to the stories. */
const NEWEST = 21;
const TERMS = 150;
const ROLL = 182;

/** Who is on roll, the concerns of two terms, and the suspensions. */
export function educationFiles(children: readonly Child[], days: Days): readonly DemoFile[] {
  return SCHOOLS.flatMap((school) => {
    const pupils = children.filter((child) => child.school?.laestab === school.laestab);
    return [rollFile(school, pupils, days), concernsFile(school, pupils, days), suspensionsFile(school, pupils, days)];
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

const rollFile = (school: School, pupils: readonly Child[], days: Days): DemoFile =>
  file(school, 'roll', () =>
    pupils.map((person) => ({
      id: `roll-${person.pupilId}`,
      source: sourceOf(school),
      type: 'education.pupil-enrolled',
      ...{ person, system: 'mis', school: school.laestab },
      recordedAt: days.at(ROLL, '08:00'),
      fact: { startDate: days.ago(ROLL), yearGroup: person.year, school: school.laestab },
    })),
  );

const CONCERNS = ['HOME', 'OTHER', 'ATTENDANCE', 'CHILD-ON-CHILD'] as const;

const concernsFile = (school: School, pupils: readonly Child[], days: Days): DemoFile =>
  file(school, 'concerns', () =>
    withLot(pupils, 'concern').map((person) => {
      const ago = spread(person, NEWEST, TERMS);
      return {
        id: `concern-${person.pupilId}`,
        source: sourceOf(school),
        type: 'education.school-concern-raised',
        ...{ person, system: 'mis', school: school.laestab },
        recordedAt: days.at(ago, '15:20'),
        fact: {
          concern: CONCERNS[person.number % CONCERNS.length],
          raisedOn: days.ago(ago),
          raisedByRole: 'class-teacher',
          school: school.laestab,
          // No account of it may enter the hub: the feed drops it and counts it.
          notes: `spoke to ${person.aside} after class`,
        },
      };
    }),
  );

const REASONS = ['DB', 'PP', 'VA', 'DM'] as const;

const suspensionsFile = (school: School, pupils: readonly Child[], days: Days): DemoFile => ({
  name: `education/${school.suspensions}.csv`,
  feed: school.suspensions,
  mediaType: 'text/csv',
  backfill: true,
  text: () =>
    suspensionCsv(
      withLot(pupils, 'suspended').map((person) => {
        const ago = spread(person, NEWEST, TERMS);
        return {
          ...{ person, school, id: `${person.pupilId}-1`, category: 'SUSP', sessions: 2 },
          reason: REASONS[person.number % REASONS.length] ?? 'DB',
          ...{ from: days.ago(ago), to: days.ago(ago), recordedAt: days.at(ago, '14:30') },
          comment: `letter home by ${person.aside}`,
        };
      }),
    ),
});
