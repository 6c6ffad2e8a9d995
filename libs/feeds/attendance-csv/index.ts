import { ATTENDANCE, attendanceGroup, coded } from '@tributary/catalogue';
import type { FeedFormat, Parsed } from '../format';
import { type CsvRow, csvRows } from '../shared/csv';
import { neededDate } from '../shared/dates';
import { Fault } from '../shared/fault';
import { fact, flagged, maybe, retraction } from '../shared/facts';
import { PUPIL_COLUMNS, PUPIL_OPTIONAL, readPupil, readSession, type RecordParsed, rowOrParked } from '../shared/pupil';
import { RegisterCounts } from './register-counts';
import { attendanceSamples } from './samples';

/**
 * One row a pupil and session, 2024 codes. `RecordedAt` orders two statements about one mark; without it the later
 * delivery holds. `Comment` is never read.
 */
export const ATTENDANCE_COLUMNS = {
  needed: [...PUPIL_COLUMNS, 'Date', 'Session', 'Code'],
  optional: [...PUPIL_OPTIONAL, 'MinutesLate'],
  ignored: ['Comment'],
} as const;
type Column = (typeof ATTENDANCE_COLUMNS)['needed' | 'optional'][number];

export const attendanceCsv: FeedFormat = {
  id: 'attendance-csv',
  title: 'School attendance (CSV)',
  mediaTypes: ['text/csv'],
  currency: 'daily',
  revisions: 'stamp',
  samples: attendanceSamples,
  async *parse(input): AsyncGenerator<Parsed> {
    const registers = new RegisterCounts();
    for await (const row of csvRows<Column>(input, ATTENDANCE_COLUMNS)) {
      yield rowOrParked(row, () => readMark(row, registers));
    }
    yield* registers.events();
    yield { kind: 'complete' };
  },
};

function readMark(row: CsvRow<Column>, registers: RegisterCounts): RecordParsed {
  const { sighting, flags, recordedAt, school } = readPupil(row);
  const date = neededDate(row.get('Date'), 'Date');
  const session = readSession(row.get('Session'), 'Session');
  if (row.get('Code') === '') throw new Fault('value-missing', 'Code is empty.');
  const mark = coded(ATTENDANCE, row.get('Code'));
  const stated = {
    item: `${sighting.system}/${sighting.localId}/attendance/${date}/${session}`,
    occurred: { on: date, session },
    ...maybe('recordedAt', recordedAt),
    ...maybe('revision', recordedAt),
  };
  registers.add({ school, date, session, ...maybe('code', mark.code), ...maybe('recordedAt', recordedAt) });
  const record = { kind: 'record', place: `line ${row.line}`, sighting } as const;
  // A present mark is no event of a child; but it takes back a mark that was wrong before.
  if (mark.code !== undefined && attendanceGroup(mark.code) === 'present') {
    return { ...record, facts: [retraction('education.attendance-recorded', stated)], ifKnown: true };
  }
  const data = {
    date,
    session,
    mark,
    school,
    ...maybe('minutesLate', readMinutes(row.get('MinutesLate'))),
    ...flagged(...flags, mark.unmapped && 'code-unmapped'),
  };
  return { ...record, facts: [fact('education.attendance-recorded', stated, data)] };
}

const readMinutes = (text: string): number | undefined => (/^\d{1,3}$/.test(text) ? Number(text) : undefined);
