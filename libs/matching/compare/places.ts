import type { Postcode } from '../clean/postcode';
import { levelOf, MISSING } from './fields';
import { isOneSlip } from './strings';

const of = (level: Parameters<typeof levelOf<'postcode'>>[1]): number => levelOf('postcode', level);
const [SAME, TYPO, SECTOR, DISTRICT, AREA, DIFFERENT] = [
  of('same'),
  of('typo'),
  of('sector'),
  of('district'),
  of('area'),
  of('different'),
];

/** The nearest of any postcode the one record knows to any of the other's. */
export function comparePostcodes(as: readonly Postcode[], bs: readonly Postcode[]): number {
  let best: number = MISSING;
  for (const a of as) {
    for (const b of bs) {
      const level = levelBetween(a, b);
      if (best === MISSING || level < best) best = level;
    }
  }
  return best;
}

function levelBetween(a: Postcode, b: Postcode): number {
  if (a.unit === b.unit) return SAME;
  if (isOneSlip(a.unit, b.unit)) return TYPO;
  if (a.area === undefined || b.area === undefined) return DIFFERENT;
  if (a.sector === b.sector) return SECTOR;
  if (a.district === b.district) return DISTRICT;
  return a.area === b.area ? AREA : DIFFERENT;
}
