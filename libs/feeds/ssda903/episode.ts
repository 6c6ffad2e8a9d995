import { coded, EPISODE_END, EPISODE_START, PLACEMENT_CHANGE, PLACEMENT_TYPE } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Fact } from '../format';
import { neededDate, readDate } from '../shared/dates';
import { fact, flagged, maybe, period } from '../shared/facts';
import type { Cells, TableContext } from './cells';

type Read = ReturnType<typeof valuesOf>;

function valuesOf(cells: Cells) {
  const code = (name: string): string | undefined => cells.get(name) || undefined;
  const [rne, place, change, rec] = [code('RNE'), code('PLACE'), code('REASON_PLACE_CHANGE'), code('REC')];
  return {
    start: neededDate(cells.get('DECOM'), 'DECOM'),
    end: readDate(cells.get('DEC')),
    endGiven: cells.get('DEC') !== '',
    reason: rne === undefined ? undefined : coded(EPISODE_START, rne),
    placementType: place === undefined ? undefined : coded(PLACEMENT_TYPE, place),
    changeReason: change === undefined ? undefined : coded(PLACEMENT_CHANGE, change),
    endReason: rec === undefined ? undefined : coded(EPISODE_END, rec),
  };
}

/**
 * An episode of care: the start of being looked after (`RNE` = S), or a change of placement or legal ground; and the
 * end of being looked after where `REC` is anything but X1, which says that another episode begins at once.
 */
export function readEpisode(cells: Cells, { path, ordinal }: TableContext): readonly Fact[] {
  const values = valuesOf(cells);
  const key = ordinal(`${path}/episode/${values.start}`);
  const first = startFact(values, `${key}/start`);
  const { end, endReason } = values;
  if (end === undefined || endReason === undefined || endReason.code === 'X1') return [first];
  return [first, endFact({ ...values, end, endReason }, `${key}/end`)];
}

function startFact(values: Read, item: string): Fact {
  const { start, end, reason, placementType, changeReason } = values;
  const data = { startDate: start, ...maybe('reason', reason), ...maybe('placementType', placementType) };
  const flags = flagsOf(values);
  if (reason?.code === 'S') {
    return fact('social-care.looked-after-started', { item, occurred: { on: start } }, { ...data, ...flags });
  }
  const moved = { ...data, ...maybe('changeReason', changeReason), ...maybe('endDate', end), ...flags };
  return fact('social-care.placement-changed', { item, occurred: period(start, end) }, moved);
}

const flagsOf = ({ start, end, endGiven, reason, placementType, changeReason, endReason }: Read) =>
  flagged(
    [reason, placementType, changeReason].some((code) => code?.unmapped) && 'code-unmapped',
    (reason === undefined || (end !== undefined && endReason === undefined)) && 'reason-missing',
    endGiven && end === undefined && 'date-unreadable',
    !endGiven && endReason !== undefined && 'end-date-missing',
    end !== undefined && end < start && 'end-before-start',
  );

type Ended = Read & { end: PlainDate; endReason: NonNullable<Read['endReason']> };

function endFact({ start, end, endReason }: Ended, item: string): Fact {
  const flags = flagged(endReason.unmapped && 'code-unmapped', end < start && 'end-before-start');
  return fact(
    'social-care.looked-after-ended',
    { item, occurred: { on: end } },
    { endDate: end, reason: endReason, ...flags },
  );
}
