import { agencyName } from '../page/agency-name';
import { ATTENDANCE, type AttendanceCode } from '@tributary/catalogue';
import type { DirectoryView } from '@tributary/directory';
import { type AgencyId, londonDate, type PlainDate } from '@tributary/kernel';
import { type AttendanceMark, type School, type Strip, stripOf } from './attendance-strip';
import type { Glance, Said } from './child-told';
import { firstDay } from '../page/timeline';

type Setting = Readonly<{
  glance: Glance;
  view: DirectoryView;
  until: PlainDate;
}>;

/** A strip a school whose marks the reader sees. Where they see none there is none: empty days would read as present. */
export const stripsOf = (marks: readonly Said[], setting: Setting): readonly Strip[] =>
  [...Map.groupBy(marks, ({ agency }) => agency)].map(([agency, said]) => {
    const theirs = said.flatMap((one) => markOf(one) ?? []);
    return stripOf(theirs, schoolOf(agency, theirs, setting), setting.until);
  });

function schoolOf(agency: AgencyId, marks: readonly AttendanceMark[], setting: Setting): School {
  const { glance, view } = setting;
  const covered = glance.coverage.flatMap((one) => (one.agency === agency ? one.feeds : []));
  const registers = covered.filter(({ feed }) => view.feed(feed)?.format === 'attendance-csv');
  const last = registers.flatMap((one) => one.last ?? []);
  const known = glance.involvement.agencies.find((one) => one.agency === agency);
  return {
    name: agencyName(view, agency),
    year: view.schoolYearOf(agency),
    // What was delivered late is older than the first word from the school.
    knownSince: marks.reduce(
      (first, { day }) => (day < first ? day : first),
      londonDate(known?.knownSince ?? glance.asOf),
    ),
    heardUntil: last.length > 0 ? londonDate(last.reduce((a, b) => (a > b ? a : b))) : undefined,
  };
}

/** Undefined where the event could not be opened, or is of a form that this page does not know. */
function markOf({ occurred, data }: Said): AttendanceMark | undefined {
  const { session, mark } = (data ?? {}) as { session?: unknown; mark?: { own?: unknown; code?: unknown } };
  if ((session !== 'AM' && session !== 'PM') || typeof mark?.own !== 'string') return undefined;
  const code = typeof mark.code === 'string' ? mark.code : undefined;
  const words = (code === undefined ? undefined : ATTENDANCE.codes[code as AttendanceCode]) ?? UNKNOWN;
  return { day: firstDay(occurred), session, own: mark.own, words, ...(code === undefined ? {} : { code }) };
}

const UNKNOWN = 'a mark that the list does not know';
