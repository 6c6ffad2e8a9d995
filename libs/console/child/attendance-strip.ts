import { attendanceGroup, type AttendanceGroup } from '@tributary/catalogue';
import { isSchoolDay, isWorkingDay, type PlainDate, plusDays, type SchoolYear } from '@tributary/kernel';
import { shortDayInWords } from '../page/words';

type Session = 'AM' | 'PM';
/** A mark other than present: of present ones only the number is known, never whose. */
export type AttendanceMark = Readonly<{ day: PlainDate; session: Session; own: string; code?: string; words: string }>;

/** What is known of a school beside its marks. */
export type School = Readonly<{
  name: string;
  /** Its own days; undefined where it has stated none. */
  year: SchoolYear | undefined;
  /** The first day that it said anything of the child; of the days before nothing is said here. */
  knownSince: PlainDate;
  /** The last day by which its register reached Tributary; undefined where it has no such feed. */
  heardUntil: PlainDate | undefined;
}>;

export type Cell = Readonly<{
  session: Session;
  text: string;
  kind: AttendanceGroup | 'unmapped' | Empty;
  words: string;
}>;
type Empty = 'blank' | 'closed' | 'not-come' | 'outside';
type Week = Readonly<{ label: string; days: readonly Readonly<{ cells: readonly Cell[] }>[] }>;
export type Strip = Readonly<{ school: string; weeks: readonly Week[]; key: readonly Key[]; heardUntil?: string }>;
type Key = Readonly<{ text: string; own?: string; kind: string; words: string; times: number }>;

const WEEKS = 12;
const SESSIONS: readonly Session[] = ['AM', 'PM'];
const EMPTY: Readonly<Record<Empty, Pick<Cell, 'text' | 'words'>>> = {
  blank: { text: '', words: 'no mark shown' },
  closed: { text: '–', words: 'school closed' },
  'not-come': { text: '?', words: 'register not come' },
  outside: { text: '', words: 'not in these weeks' },
};

/** The last school weeks up to a day, newest first, one cell a half day. Weeks without a school day are left out. Pure. */
export function stripOf(marks: readonly AttendanceMark[], school: School, until: PlainDate): Strip {
  const byHalfDay = new Map(marks.map((mark) => [`${mark.day} ${mark.session}`, mark]));
  const weeks: Week[] = [];
  for (let monday = mondayOf(until); weeks.length < WEEKS && plusDays(monday, 6) >= school.knownSince;) {
    const week = [0, 1, 2, 3, 4].map((n) => plusDays(monday, n));
    if (week.some((day) => isOpen(day, school) || SESSIONS.some((session) => byHalfDay.has(`${day} ${session}`)))) {
      weeks.push({
        label: shortDayInWords(monday),
        days: week.map((day) => ({
          cells: SESSIONS.map((session) => cellOf(byHalfDay.get(`${day} ${session}`), { day, session, until }, school)),
        })),
      });
    }
    monday = plusDays(monday, -7);
    if (monday < plusDays(until, -FURTHEST_DAYS)) break;
  }
  return {
    school: school.name,
    weeks,
    key: keyOf(marks),
    ...(school.heardUntil ? { heardUntil: school.heardUntil } : {}),
  };
}

/** A school's summer, and the weeks before it. */
const FURTHEST_DAYS = 200;

function cellOf(
  mark: AttendanceMark | undefined,
  at: Readonly<{ day: PlainDate; session: Session; until: PlainDate }>,
  school: School,
): Cell {
  const { session } = at;
  if (mark) return { session, text: mark.code ?? '!', kind: kindOf(mark), words: mark.words };
  const kind = emptyKind(at, school);
  return { session, kind, ...EMPTY[kind] };
}

function emptyKind({ day, until }: Readonly<{ day: PlainDate; until: PlainDate }>, school: School): Empty {
  if (day > until || day < school.knownSince) return 'outside';
  if (!isOpen(day, school)) return 'closed';
  return hasCome(day, school) ? 'blank' : 'not-come';
}

const isOpen = (day: PlainDate, { year }: School): boolean => (year ? isSchoolDay(day, year) : isWorkingDay(day));
const hasCome = (day: PlainDate, { heardUntil }: School): boolean => heardUntil !== undefined && day <= heardUntil;
const kindOf = ({ code }: AttendanceMark): Cell['kind'] =>
  (code === undefined ? undefined : attendanceGroup(code)) ?? 'unmapped';

/** Each code once, with how often; one that the list does not know by the school's own text. */
function keyOf(marks: readonly AttendanceMark[]): readonly Key[] {
  return [...Map.groupBy(marks, ({ code, own }) => code ?? `! ${own}`).values()]
    .flatMap((ones) => {
      const [first] = ones;
      if (!first) return [];
      const own = first.code === undefined ? { own: first.own } : {};
      return [{ text: first.code ?? '!', ...own, kind: kindOf(first), words: first.words, times: ones.length }];
    })
    .sort((a, b) => b.times - a.times);
}

/** 0 is Sunday in JavaScript. */
const mondayOf = (day: PlainDate): PlainDate => plusDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
