import type { PlainDate } from '@tributary/kernel';
import type { Child } from '../domain/children';
import type { Days } from '../domain/calendar';
import { type School, SCHOOLS } from '../domain/places';
import { seededFor } from '../domain/random';
import type { DemoFile } from '../native/file';
import { attendanceCsv, type Mark } from '../native/school-csv';

/** Chances of one school day, about as in an English school of no particular luck. */
const CHANCE = { illness: 0.013, appointment: 0.004, late: 0.012, unexplained: 0.003, lateAfterClose: 0.002 };
const LONGEST_ILLNESS = 4;
const COMMENT_EVERY = 5;
/** Two terms of eleven weeks or so. */
const WEEKS = 22;

type MarkOf = (child: Child, date: PlainDate, session: 'AM' | 'PM') => string;

/** A register a school and week, oldest first: present marks too, as a school sends them. */
export function attendanceFiles(children: readonly Child[], seed: number, days: Days): readonly DemoFile[] {
  return SCHOOLS.flatMap((school) => registersOf(school, pupilsOf(children, school), seed, days))
    .sort((a, b) => (a.week === b.week ? 0 : a.week < b.week ? -1 : 1))
    .map(({ file }) => file);
}

function registersOf(school: School, pupils: readonly Child[], seed: number, days: Days) {
  const weeks = days.in(school).weeks(WEEKS);
  const markOf = marksOn(weeks.flat(), seed);
  return weeks.map((week, at) => ({
    week: week[0] ?? '',
    file: {
      name: `attendance/${week[0] ?? ''}-${school.attendance}.csv`,
      feed: school.attendance,
      mediaType: 'text/csv',
      backfill: at < weeks.length - 1,
      text: () => attendanceCsv(registerOf(pupils, school, week, markOf)),
    } satisfies DemoFile,
  }));
}

/** Marks of those days; a child's are worked out once. */
function marksOn(days: readonly PlainDate[], seed: number): MarkOf {
  const marks = new Map<number, ReadonlyMap<string, string>>();
  return (child, date, session) => {
    const known = marks.get(child.number) ?? absencesOf(child, days, seed);
    marks.set(child.number, known);
    return known.get(`${date} ${session}`) ?? (session === 'AM' ? '/' : '\\');
  };
}

const pupilsOf = (children: readonly Child[], school: School): readonly Child[] =>
  children.filter((child) => child.school?.laestab === school.laestab);

function registerOf(
  pupils: readonly Child[],
  school: School,
  week: readonly PlainDate[],
  markOf: MarkOf,
): readonly Mark[] {
  return week.flatMap((date) => {
    const there = pupils.filter(({ enrolled }) => enrolled <= date);
    return (['AM', 'PM'] as const).flatMap((session) =>
      there.map((person): Mark => {
        const code = markOf(person, date, session);
        const noted = code === 'O' && person.number % COMMENT_EVERY === 0;
        return { person, school, date, session, code, ...(noted ? { comment: `rang, ask ${person.aside}` } : {}) };
      }),
    );
  });
}

/** A child's marks other than present, by day and session. */
function absencesOf(child: Child, days: readonly PlainDate[], seed: number): ReadonlyMap<string, string> {
  const random = seededFor(seed, 'attendance', child.number);
  const marks = new Map<string, string>();
  let ill = 0;
  for (const day of days) {
    if (ill === 0 && random() < CHANCE.illness) ill = 1 + Math.floor(random() * LONGEST_ILLNESS);
    if (ill > 0) {
      ill -= 1;
      for (const session of ['AM', 'PM']) marks.set(`${day} ${session}`, 'I');
      continue;
    }
    const [what, session] = [random(), random() < 0.6 ? 'AM' : 'PM'];
    const code = oddMark(what);
    if (code !== undefined) marks.set(`${day} ${code === 'L' || code === 'U' ? 'AM' : session}`, code);
  }
  return marks;
}

function oddMark(what: number): string | undefined {
  const steps: readonly (readonly [number, string])[] = [
    [CHANCE.appointment, 'M'],
    [CHANCE.late, 'L'],
    [CHANCE.unexplained, 'O'],
    [CHANCE.lateAfterClose, 'U'],
  ];
  let sum = 0;
  return steps.find(([chance]) => what < (sum += chance))?.[1];
}
