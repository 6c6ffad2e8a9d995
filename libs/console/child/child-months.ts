import { agencyName } from '../page/agency-name';
import type { Said } from './child-told';
import { detailsOf, type Numbers } from '@tributary/chronology';
import { firstDay } from '../page/timeline';
import { monthInWords, timeInWords } from '../page/words';

type Names = Numbers & Readonly<{ agency(id: string): Readonly<{ name: string }> | undefined }>;

/** What happened month by month, newest first; attendance in one line a school, for its strip stands apart. */
export function monthlyOf(events: readonly Said[], marks: readonly Said[], view: Names): readonly object[] {
  const byMonth = Map.groupBy([...events, ...marks], ({ occurred }) => firstDay(occurred).slice(0, 7));
  return [...byMonth]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([month, said]) => ({
      label: monthInWords(month, 'long'),
      attendance: attendanceIn(
        said.filter((one) => marks.includes(one)),
        view,
      ),
      entries: said
        .filter((one) => !marks.includes(one))
        .reverse()
        .map((one) => entryOf(one, view)),
    }));
}

function entryOf(entry: Said, view: Names): object {
  return {
    title: entry.title,
    occurred: entry.occurred,
    agency: agencyName(view, entry.agency),
    known: `Known to Tributary from ${timeInWords(entry.knownFrom)}.`,
    note: entry.note,
    history: entry.currency === 'return',
    details: detailsOf(entry, view),
  };
}

function attendanceIn(marks: readonly Said[], view: Names): readonly string[] {
  return [...Map.groupBy(marks, ({ agency }) => agency)].map(
    ([agency, ones]) =>
      `${agencyName(view, agency)}: ${ones.length === 1 ? '1 half day' : `${ones.length} half days`} with a mark other than present.`,
  );
}
