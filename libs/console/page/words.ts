export { dayInWords, sentence, spoken, timeInWords, whenInWords } from '@tributary/chronology';

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });
const shortDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
/** `7 Mar`, where the year stands beside it. */
export const shortDayInWords = (date: string): string => shortDay.format(new Date(`${date}T00:00Z`));

const months = {
  long: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' }),
  short: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short' }),
};
/** `2026-03` → `March 2026`, or `Mar`. */
export const monthInWords = (month: string, length: keyof typeof months): string =>
  months[length].format(new Date(`${month}-01T00:00Z`));
/** `16:30`, in Europe/London. */
export const clockInWords = (at: string): string => clock.format(new Date(at));

/** An age in whole units, rounded down: `3 hours`, `2 days`. */
export function ageInWords(milliseconds: number): string {
  const hours = Math.floor(milliseconds / 3_600_000);
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}

export const SEVERITIES: Readonly<Record<string, string>> = {
  immediate: 'Immediate',
  today: 'Today',
  'this-week': 'This week',
  digest: 'When you have time',
};
export const STATUSES: Readonly<Record<string, string>> = {
  open: 'Not acknowledged',
  acknowledged: 'Acknowledged',
  closed: 'Done',
};
export const KINDS: Readonly<Record<string, string>> = {
  'allocated-worker': 'Social worker',
  'need-plan': 'Child in need plan',
  'protection-plan': 'Child protection plan',
  'looked-after': 'Looked after by the council',
  'open-referral': 'Referral to children’s social care',
  'family-help': 'Family help (early help)',
  missing: 'Missing from home or care',
};
/** What somebody rests on who must protect a child. */
export const GROUNDS: Readonly<Record<string, string>> = {
  'strategy-discussion': 'A strategy discussion is open',
  'section-47-enquiry': 'A section 47 enquiry is open',
  'immediate-danger': 'The child is in immediate danger',
};
/** What somebody looked at, as the ledger has it. */
export const LOOKED: Readonly<Record<string, string>> = {
  child: 'The child at a glance',
  chronology: 'What happened',
  involvement: 'Who is involved',
  status: 'The status',
};
