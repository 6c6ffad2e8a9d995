import { sheetLine, SHEET_START } from '@tributary/feeds';
import type { Occurred } from '@tributary/kernel';
import { type ChildSheet, LISTED, NOT_A_REFERRAL, type SheetLine } from './child-sheet';

const COLUMNS = [
  ...['row', 'happened', 'until', 'session', 'recorded_by_agency', 'received', 'known_from'],
  ...['agency', 'what', 'says', 'standing', 'note'],
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/**
 * The sheet as CSV for spreadsheets: rows `entry`, then `withheld`, then `about` the file itself. Times are RFC 3339,
 * days as they are.
 */
export function childCsv(sheet: ChildSheet): Buffer {
  const rows = [...sheet.lines.map(entryRow), ...sheet.withheld.map(withheldRow), ...aboutRows(sheet)];
  const lines = rows.map((row) => sheetLine(COLUMNS.map((column) => row[column] ?? '')));
  return Buffer.from(`${SHEET_START}${sheetLine([...COLUMNS])}${lines.join('')}`);
}

const entryRow = ({ entry, agency, says }: SheetLine): Row => ({
  row: 'entry',
  ...happened(entry.occurred),
  recorded_by_agency: entry.recordedAt ?? '',
  received: entry.receivedAt,
  known_from: entry.knownFrom,
  agency,
  what: entry.title,
  says: says.map(({ name, value }) => `${name}: ${value}`).join('; '),
  standing: entry.standing,
  note: entry.note ?? '',
});

function happened(occurred: Occurred): Row {
  if ('at' in occurred) return { happened: occurred.at };
  if ('on' in occurred) return { happened: occurred.on, session: occurred.session ?? '' };
  return { happened: occurred.from, until: occurred.to ?? '' };
}

const withheldRow = ({ agency, what, reason }: ChildSheet['withheld'][number]): Row => ({
  ...{ row: 'withheld', agency, what },
  note: `There is something of this kind that is not shown: ${reason}`,
});

function aboutRows({ id, child, madeAt, madeBy, purpose, covers, note }: ChildSheet): readonly Row[] {
  const about = [
    `Export ${id}, of the child with the reference ${child}`,
    `Made by ${madeBy}, at ${madeAt}, for: ${purpose}`,
    covers,
    ...(note === undefined ? [] : [note]),
    NOT_A_REFERRAL,
    LISTED,
  ];
  return about.map((words) => ({ row: 'about', note: words }));
}
