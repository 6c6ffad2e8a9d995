import { coded, SUSPENSION_CATEGORY, SUSPENSION_REASON } from '@tributary/catalogue';
import type { FeedFormat, Parsed } from '../format';
import { type CsvRow, csvRows } from '../shared/csv';
import { neededDate, readDate } from '../shared/dates';
import { Fault } from '../shared/fault';
import { fact, flagged, maybe, period, retraction } from '../shared/facts';
import { PUPIL_COLUMNS, PUPIL_OPTIONAL, readPupil, readSession, type RecordParsed, rowOrParked } from '../shared/pupil';
import { suspensionSamples } from './samples';

/**
 * One row a suspension or exclusion. `SuspensionId` is the school's own number of it: a later row with the same number
 * is a correction, `Withdrawn` = Y takes it back. `Comment` is never read.
 */
export const SUSPENSION_COLUMNS = {
  needed: [...PUPIL_COLUMNS, 'SuspensionId', 'Category', 'Reason1', 'StartDate'],
  optional: [...PUPIL_OPTIONAL, 'Reason2', 'Reason3', 'StartSession', 'EndDate', 'SessionsLost', 'Withdrawn'],
  ignored: ['Comment'],
} as const;
type Column = (typeof SUSPENSION_COLUMNS)['needed' | 'optional'][number];

export const suspensionCsv: FeedFormat = {
  id: 'suspension-csv',
  title: 'School suspensions and exclusions (CSV)',
  mediaTypes: ['text/csv'],
  currency: 'live',
  revisions: 'stamp',
  samples: suspensionSamples,
  async *parse(input): AsyncGenerator<Parsed> {
    for await (const row of csvRows<Column>(input, SUSPENSION_COLUMNS)) {
      yield rowOrParked(row, () => readSuspension(row));
    }
    yield { kind: 'complete' };
  },
};

function readSuspension(row: CsvRow<Column>): RecordParsed {
  const { sighting, flags, recordedAt, school } = readPupil(row);
  const number = needed(row, 'SuspensionId');
  const category = coded(SUSPENSION_CATEGORY, needed(row, 'Category'));
  const startDate = neededDate(row.get('StartDate'), 'StartDate');
  const endDate = readDate(row.get('EndDate'));
  const startSession =
    row.get('StartSession') === '' ? undefined : readSession(row.get('StartSession'), 'StartSession');
  const reasons = (['Reason1', 'Reason2', 'Reason3'] as const)
    .filter((name) => row.get(name) !== '')
    .map((name) => coded(SUSPENSION_REASON, row.get(name)));
  const excluded = category.code === 'PERM';
  const stated = {
    item: `${sighting.system}/${sighting.localId}/suspension/${number}`,
    occurred: excluded ? { on: startDate, ...maybe('session', startSession) } : period(startDate, endDate),
    ...maybe('recordedAt', recordedAt),
    ...maybe('revision', recordedAt),
  };
  const odd = flagged(
    ...flags,
    [category, ...reasons].some(({ unmapped }) => unmapped) && 'code-unmapped',
    reasons.length === 0 && 'reason-missing',
    row.get('EndDate') !== '' && endDate === undefined && 'date-unreadable',
    endDate !== undefined && endDate < startDate && 'end-before-start',
    !sessionsReadable(row.get('SessionsLost')) && 'number-unreadable',
  );
  const data = { startDate, ...maybe('startSession', startSession), category, reasons, school, ...odd };
  const record = { kind: 'record', place: `line ${row.line}`, sighting } as const;
  if (/^(y|yes|true|1)$/i.test(row.get('Withdrawn'))) {
    return { ...record, facts: [retraction(excluded ? EXCLUDED : SUSPENDED, stated)] };
  }
  if (excluded) return { ...record, facts: [fact(EXCLUDED, stated, data)] };
  const suspended = {
    ...data,
    ...maybe('endDate', endDate),
    ...maybe('sessions', sessionsOf(row.get('SessionsLost'))),
  };
  return { ...record, facts: [fact(SUSPENDED, stated, suspended)] };
}

const [SUSPENDED, EXCLUDED] = ['education.pupil-suspended', 'education.pupil-excluded'] as const;

function needed(row: CsvRow<Column>, name: Column): string {
  const text = row.get(name);
  if (text === '') throw new Fault('value-missing', `${name} is empty.`);
  return text;
}

const sessionsReadable = (text: string): boolean =>
  text === '' || (/^\d{1,3}(\.\d{1,2})?$/.test(text) && Number(text) <= 400);
const sessionsOf = (text: string): number | undefined =>
  text !== '' && sessionsReadable(text) ? Number(text) : undefined;
