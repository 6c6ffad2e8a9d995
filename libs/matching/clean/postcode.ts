/** A postcode by its levels; of a country that has no such levels, `unit` alone. */
export type Postcode = Readonly<{
  unit: string;
  sector: string | undefined;
  district: string | undefined;
  area: string | undefined;
}>;

const BRITISH = /^(([A-Z]{1,2})\d[A-Z\d]?)(\d)[A-Z]{2}$/;
const LONGEST = 12;

/** ZZ99 stands for no fixed abode, unknown, or abroad (NHS postcode directory): it joins nobody. */
export function readPostcode(stated: string): Postcode | 'joins-nobody' | undefined {
  if (stated.length > 40) return 'joins-nobody';
  const unit = stated.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (unit === '') return undefined;
  if (unit.startsWith('ZZ99') || unit.length > LONGEST || /^(.)\1*$/.test(unit)) return 'joins-nobody';
  const found = BRITISH.exec(unit);
  if (!found) return { unit, sector: undefined, district: undefined, area: undefined };
  const [, district = '', area = '', sector = ''] = found;
  return { unit, sector: `${district} ${sector}`, district, area };
}
