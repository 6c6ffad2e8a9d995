import { type Instant, type PlainDate, plusDays, weekday } from '@tributary/kernel';
import { type DayHeard, habitsOf, kindOf, stillFrom } from './habit';

const year = {
  terms: [
    { from: '2026-06-01', to: '2026-07-22' },
    { from: '2026-09-02', to: '2026-10-23' },
    { from: '2026-11-02', to: '2026-12-18' },
  ],
  insetDays: ['2026-10-05'],
} as never;
const day = (text: string): PlainDate => text as PlainDate;
const at = (text: string): Instant => text as Instant;
const bits = (from: number, to: number): number =>
  Array.from({ length: to - from }, (_, n) => 1 << (from + n)).reduce((a, b) => a | b, 0);

/** So many days up to that one, of those that are wanted. */
function heardOn(
  before: string,
  count: number,
  wanted: (one: PlainDate) => boolean,
  more: Partial<DayHeard> = {},
): DayHeard[] {
  const days = Array.from({ length: count }, (_, n) => plusDays(day(before), -n - 1)).filter(wanted);
  return days.map((one, n) => ({ day: one, hours: bits(8, 18), first: 8 * 60 + (n % 10), ...more }));
}
const isWeekday = (one: PlainDate): boolean => weekday(one) % 6 !== 0;

describe('what a feed has got used to', () => {
  it('is learned of working days alone where it speaks on those alone', () => {
    const habits = habitsOf(heardOn('2026-11-17', 84, isWeekday), day('2026-11-17'), undefined);
    expect(habits).toMatchObject([{ kind: 'working day', by: '08:10', hours: [8, 9, 10, 11, 12, 13, 14, 15, 16, 17] }]);
    expect(habits[0]?.came).toBe(habits[0]?.days);
  });

  it('is not learned in its first weeks, nor of days on which it comes now and then', () => {
    expect(habitsOf(heardOn('2026-11-17', 27, isWeekday), day('2026-11-17'), undefined)).toEqual([]);
    const often = (one: PlainDate): boolean => isWeekday(one) && Number(one.slice(8)) % 3 !== 0;
    expect(habitsOf(heardOn('2026-11-17', 84, often), day('2026-11-17'), undefined)).toEqual([]);
  });

  it('forgives a day or two, and takes what nine in ten had come by, not the one late day', () => {
    const heard = heardOn('2026-11-17', 84, isWeekday).filter((_, n) => n !== 3 && n !== 20);
    const late = heard.map((one, n) => (n === 5 ? { ...one, first: 17 * 60 } : one));
    expect(habitsOf(late, day('2026-11-17'), undefined)).toMatchObject([{ kind: 'working day', by: '08:10' }]);
  });

  it('changes by nothing that came later', () => {
    const heard = heardOn('2026-11-17', 84, isWeekday);
    const later = heardOn('2026-12-20', 30, () => true, { hours: 1, first: 0 });
    expect(habitsOf([...heard, ...later], day('2026-11-17'), undefined)).toEqual(
      habitsOf(heard, day('2026-11-17'), undefined),
    );
  });

  it('expects nothing of a school outside its days, of bank holidays, and from Christmas to New Year', () => {
    const kinds = ['2026-10-05', '2026-10-27', '2026-11-03', '2026-11-07'].map((one) => kindOf(day(one), year));
    expect(kinds).toEqual([undefined, undefined, 'school day', undefined]);
    expect(['2026-12-25', '2026-12-29', '2027-01-01', '2026-08-31'].map((one) => kindOf(day(one), undefined))).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe('when a feed is still by its habits', () => {
  const habits = habitsOf(heardOn('2026-11-17', 84, isWeekday), day('2026-11-17'), undefined);
  const still = (last: string, more: object = {}) =>
    stillFrom({ last: at(last), habits, year: undefined, hours: 4, days: 2, ...more });

  it.each([
    ['on a Tuesday: four whole hours after the last', '2026-11-17T09:20:00.000Z', '2026-11-17T14:00:00.000Z'],
    ['in the evening: not by night, but the next noon', '2026-11-17T17:30:00.000Z', '2026-11-18T12:00:00.000Z'],
    ['on a Friday evening: not at the weekend', '2026-11-20T17:30:00.000Z', '2026-11-23T12:00:00.000Z'],
    ['before Christmas: not before New Year is over', '2026-12-23T17:30:00.000Z', '2027-01-04T12:00:00.000Z'],
    ['before the clocks go forward', '2026-03-27T17:30:00.000Z', '2026-03-30T11:00:00.000Z'],
  ])('%s', (_, last, from) => {
    expect(still(last)).toBe(from);
  });

  it('counts days where it speaks once a day, and says nothing of a feed without habits', () => {
    const once = habits.map((habit) => ({ ...habit, hours: [] }));
    expect(still('2026-11-19T09:00:00.000Z', { habits: once })).toBe('2026-11-24T00:00:00.000Z');
    expect(still('2026-11-19T09:00:00.000Z', { habits: [] })).toBeUndefined();
  });

  it('waits out a school’s half term, and an inset day', () => {
    const school = habitsOf(
      heardOn('2026-10-23', 84, (one) => kindOf(one, year) !== undefined),
      day('2026-10-23'),
      year,
    );
    expect(school).toMatchObject([{ kind: 'school day' }]);
    const from = stillFrom({ last: at('2026-10-23T16:30:00.000Z'), habits: school, year, hours: 4, days: 2 });
    expect(from).toBe('2026-11-02T12:00:00.000Z');
  });
});
