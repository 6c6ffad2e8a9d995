import { coded, LEAVING } from '@tributary/catalogue';
import type { FeedFormat, Parsed } from '../format';
import { type CsvRow, csvRows } from '../shared/csv';
import { neededDate, readDate } from '../shared/dates';
import { enrolmentFacts, readYearGroup } from '../shared/enrolment';
import { maybe } from '../shared/facts';
import { PUPIL_COLUMNS, PUPIL_OPTIONAL, readPupil, type RecordParsed, rowOrParked } from '../shared/pupil';
import { pupilSamples } from './samples';

/**
 * One row a pupil and time on roll, of one school or of many. `RecordedAt` orders two statements about one enrolment;
 * without it the later delivery holds. Where a leaver goes is not read: only whether the next school has confirmed.
 */
export const PUPIL_CSV_COLUMNS = {
  needed: [...PUPIL_COLUMNS, 'StartDate'],
  optional: [...PUPIL_OPTIONAL, 'YearGroup', 'LeavingDate', 'LeavingReason', 'NextSchoolConfirmed', 'Withdrawn'],
  ignored: ['Destination', 'Comment'],
} as const;
type Column = (typeof PUPIL_CSV_COLUMNS)['needed' | 'optional'][number];

export const pupilCsv: FeedFormat = {
  id: 'pupil-csv',
  title: 'Pupils on roll, and leavers (CSV)',
  mediaTypes: ['text/csv'],
  currency: 'daily',
  revisions: 'stamp',
  samples: pupilSamples,
  async *parse(input): AsyncGenerator<Parsed> {
    for await (const row of csvRows<Column>(input, PUPIL_CSV_COLUMNS)) yield rowOrParked(row, () => readEnrolment(row));
    yield { kind: 'complete' };
  },
};

function readEnrolment(row: CsvRow<Column>): RecordParsed {
  const { sighting, flags, recordedAt, school } = readPupil(row);
  const start = neededDate(row.get('StartDate'), 'StartDate');
  const [leaving, why, confirmed] = [row.get('LeavingDate'), row.get('LeavingReason'), row.get('NextSchoolConfirmed')];
  const end = readDate(leaving);
  const reason = why === '' ? undefined : coded(LEAVING, why);
  const nextSchoolConfirmed = yesNo(confirmed);
  const facts = enrolmentFacts({
    item: `mis/${sighting.localId}/enrolment/${start}`,
    start,
    school,
    ...maybe('end', end),
    ...maybe('yearGroup', readYearGroup(row.get('YearGroup'))),
    ...maybe('reason', reason),
    ...maybe('nextSchoolConfirmed', nextSchoolConfirmed),
    ...maybe('recordedAt', recordedAt),
    ...maybe('revision', recordedAt),
    flags: [
      ...flags,
      leaving !== '' && end === undefined && 'date-unreadable',
      reason?.unmapped === true && 'code-unmapped',
      confirmed !== '' && nextSchoolConfirmed === undefined && 'yes-no-unreadable',
    ],
  });
  const record = { kind: 'record', place: `line ${row.line}`, sighting } as const;
  if (yesNo(row.get('Withdrawn')) !== true) return { ...record, facts };
  return { ...record, facts: facts.map((one) => ({ ...one, data: {}, retracted: true })), ifKnown: true };
}

const YES_NO: Readonly<Record<string, boolean>> = {
  y: true,
  yes: true,
  true: true,
  '1': true,
  n: false,
  no: false,
  false: false,
  '0': false,
};
const yesNo = (text: string): boolean | undefined => YES_NO[text.toLowerCase()];
