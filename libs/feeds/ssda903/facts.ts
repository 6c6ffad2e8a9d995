import { coded, ETHNICITY, isValidUpn, REVIEW_PARTICIPATION, UPN_UNKNOWN } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Fact, Sighting } from '../format';
import { neededDate, readDate } from '../shared/dates';
import { fact, flagged, maybe } from '../shared/facts';
import { Fault } from '../shared/fault';
import { readSex } from '../shared/pupil';
import type { Cells, TableContext } from './cells';

const optional = (cells: Cells, name: string): string | undefined => cells.get(name) || undefined;
const dateIn = (cells: Cells, name: string): PlainDate | undefined => readDate(cells.get(name));
/** An optional date that is there and cannot be read. */
const unreadable = (cells: Cells, name: string): 'date-unreadable' | false =>
  cells.get(name) !== '' && dateIn(cells, name) === undefined && 'date-unreadable';

/** The return has no names. Where a child has no pupil number, the column says why instead. */
const upnIn = (cells: Cells): string | undefined => {
  const text = cells.get('UPN');
  return text === '' || /^UN\d$/i.test(text) ? undefined : text;
};

export function sightingOf(cells: Cells): Sighting {
  const localId = cells.get('CHILD');
  if (localId === '') throw new Fault('value-missing', 'CHILD is empty.');
  return {
    system: 'csc',
    localId,
    ...maybe('birthDate', dateIn(cells, 'DOB')),
    ...maybe('sex', readSex(cells.get('SEX'))),
    ...maybe('upn', upnIn(cells)),
  };
}

export function readDetails(cells: Cells, { path, ordinal, asOn }: TableContext): readonly Fact[] {
  const [ethnic, upn] = [optional(cells, 'ETHNIC'), upnIn(cells)];
  const ethnicity = ethnic === undefined ? undefined : coded(ETHNICITY, ethnic);
  const why = upn === undefined ? optional(cells, 'UPN') : undefined;
  const upnUnknown = why === undefined ? undefined : coded(UPN_UNKNOWN, why);
  const flags = flagged(
    unreadable(cells, 'DOB'),
    upn !== undefined && !isValidUpn(upn) && 'upn-invalid',
    (ethnicity?.unmapped || upnUnknown?.unmapped) && 'code-unmapped',
  );
  const stated = { item: ordinal(`${path}/details`), occurred: { on: asOn } };
  const data = { ...maybe('ethnicity', ethnicity), ...maybe('upnUnknown', upnUnknown), ...flags };
  return [fact('social-care.child-details-recorded', stated, data)];
}

export function readReview(cells: Cells, { path, ordinal }: TableContext): readonly Fact[] {
  const date = neededDate(cells.get('REVIEW'), 'REVIEW');
  const code = optional(cells, 'REVIEW_CODE');
  const participation = code === undefined ? undefined : coded(REVIEW_PARTICIPATION, code);
  const stated = { item: ordinal(`${path}/looked-after-review/${date}`), occurred: { on: date } };
  const data = { date, ...maybe('participation', participation) };
  const flags = flagged(participation?.unmapped && 'code-unmapped');
  return [fact('social-care.looked-after-reviewed', stated, { ...data, ...flags })];
}

/** `A`, away without leave, is not missing: where the child is, is known. Nothing is stated of it. */
export function readMissing(cells: Cells, { path, ordinal }: TableContext): readonly Fact[] {
  const date = neededDate(cells.get('MIS_START'), 'MIS_START');
  const kind = cells.get('MISSING').toUpperCase();
  if (kind === 'A') return [];
  if (kind !== 'M') throw new Fault('value-invalid', 'MISSING is neither M nor A.');
  const end = dateIn(cells, 'MIS_END');
  const key = ordinal(`${path}/missing/${date}`);
  const started = { item: `${key}/start`, occurred: { on: date } };
  const first = fact('social-care.missing-started', started, { date, ...flagged(unreadable(cells, 'MIS_END')) });
  if (end === undefined) return [first];
  const ended = { item: `${key}/end`, occurred: { on: end } };
  const flags = flagged(end < date && 'end-before-start');
  return [first, fact('social-care.missing-ended', ended, { date: end, ...flags })];
}

export function readWorker(cells: Cells, { path, ordinal }: TableContext): readonly Fact[] {
  const worker = cells.get('SW_ID');
  if (worker === '') throw new Fault('value-missing', 'SW_ID is empty.');
  const startDate = neededDate(cells.get('SW_DECOM'), 'SW_DECOM');
  const endDate = dateIn(cells, 'SW_DEC');
  const flags = flagged(
    unreadable(cells, 'SW_DEC'),
    endDate !== undefined && endDate < startDate && 'end-before-start',
  );
  const stated = { item: ordinal(`${path}/worker/${worker}/${startDate}`), occurred: { on: startDate } };
  return [fact('social-care.worker-changed', stated, { worker, startDate, ...maybe('endDate', endDate), ...flags })];
}
