import { type Instant, instantAt, instantOf, millisOf, parsePlainDate, type PlainDate } from '@tributary/kernel';
import { readInstant } from '../dates';
import type { DateForm } from './document';

type Order = readonly [year: number, month: number, day: number];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** What each form looks like, and which of its three parts is year, month and day. None can take long. */
const FORMS: Readonly<Record<DateForm, readonly [RegExp, Order]>> = {
  'yyyy-mm-dd': [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, [1, 2, 3]],
  'dd/mm/yyyy': [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, [3, 2, 1]],
  'dd-mm-yyyy': [/^(\d{1,2})-(\d{1,2})-(\d{4})$/, [3, 2, 1]],
  'dd.mm.yyyy': [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, [3, 2, 1]],
  'dd mmm yyyy': [/^(\d{1,2})[ -]([a-z]{3})[ -](\d{4})$/, [3, 2, 1]],
  yyyymmdd: [/^(\d{4})(\d{2})(\d{2})$/, [1, 2, 3]],
  'mm/dd/yyyy': [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, [3, 1, 2]],
};
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?$/;
export const USUAL_FORMS: readonly DateForm[] = ['yyyy-mm-dd', 'dd/mm/yyyy'];

/** A day, also where a time stands behind it; undefined for anything else, and for days that do not exist. */
export function dayIn(text: string, forms: readonly DateForm[]): PlainDate | undefined {
  const whole = dayOnly(text, forms);
  if (whole !== undefined) return whole;
  const { day, clock } = parted(text);
  return CLOCK.test(clock) || readInstant(text) !== undefined ? dayOnly(day, forms) : undefined;
}

/** A time with its offset; with `london`, also one by the clocks of Europe/London. */
export function timeIn(text: string, forms: readonly DateForm[], london: boolean): Instant | undefined {
  const stated = readInstant(text);
  if (stated !== undefined || !london) return stated;
  const { day, clock } = parted(text);
  const [found, date] = [CLOCK.exec(clock), dayOnly(day, forms)];
  if (!found || date === undefined) return undefined;
  return instantOf(millisOf(instantAt(date, `${found[1]}:${found[2]}`)) + Number(found[3] ?? 0) * 1_000);
}

function dayOnly(text: string, forms: readonly DateForm[]): PlainDate | undefined {
  for (const form of forms) {
    const [looks, order] = FORMS[form];
    const found = looks.exec(text.toLowerCase());
    if (!found) continue;
    const [year, month, day] = order.map((at) => found[at] ?? '');
    const number = form === 'dd mmm yyyy' ? String(MONTHS.indexOf(month ?? '') + 1) : (month ?? '');
    const date = parsePlainDate(`${year}-${number.padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** Day and clock, with a blank or a T between them. */
function parted(text: string): Readonly<{ day: string; clock: string }> {
  const at = Math.max(text.lastIndexOf(' '), text.search(/[Tt]\d/));
  return at < 0 ? { day: text, clock: '' } : { day: text.slice(0, at).trim(), clock: text.slice(at + 1) };
}
