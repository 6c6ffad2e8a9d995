/** A birth date as eight digits, with what of it can be trusted. */
export type Birth = Readonly<{
  /** `YYYYMMDD`. */
  digits: string;
  year: string;
  /** There is such a day. A day that is none is a slip of the pen, and still resembles the right one. */
  exists: boolean;
  /** The first of a month is what systems fill in for a day they don't know: such a date tells its year only. */
  yearOnly: boolean;
}>;

const EARLIEST = 1900;
const LATEST = 2099;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const PLAIN = /^(\d{4})(\d{2})(\d{2})$/;
/** Day first, as in England. */
const BRITISH = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

/** Undefined for no date, or one of no century a living person was born in. */
export function readBirthDate(stated: string): Birth | undefined {
  const text = stated.trim();
  const british = BRITISH.exec(text);
  const found = british ? [british[0], british[3], british[2], british[1]] : (ISO.exec(text) ?? PLAIN.exec(text));
  if (!found) return undefined;
  const [, year = '', month = '', day = ''] = found;
  if (Number(year) < EARLIEST || Number(year) > LATEST) return undefined;
  const [mm, dd] = [month.padStart(2, '0'), day.padStart(2, '0')];
  const exists = isDay(Number(year), Number(mm), Number(dd));
  return { digits: `${year}${mm}${dd}`, year, exists, yearOnly: exists && dd === '01' };
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
