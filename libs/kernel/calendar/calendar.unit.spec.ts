import fc from 'fast-check';
import { londonDate, millisOf, type Instant, type PlainDate } from '../time';
import {
  afterServiceTime,
  bankHolidays,
  instantAt,
  isOpenAt,
  isSchoolDay,
  isWorkingDay,
  lastDayOfTerm,
  officeHours,
  plusSchoolDays,
  plusWorkingDays,
  ROUND_THE_CLOCK,
  schoolHours,
  type SchoolYear,
} from '.';

const day = (text: string): PlainDate => text as PlainDate;
const at = (text: string): Instant => text as Instant;

describe('national working days', () => {
  // After https://www.gov.uk/bank-holidays, England and Wales.
  it.each([
    [2019, '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26'],
    [2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    [2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    [2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
    [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
    [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
    [2028, '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
  ])('of %i leave out the bank holidays', (year, days) => {
    expect([...bankHolidays(year)].sort()).toEqual(days.split(' ').map((text) => `${year}-${text}`));
  });

  it('pass over weekends and holidays, the first day not counted', () => {
    expect(plusWorkingDays(day('2026-12-24'), 1)).toBe('2026-12-29');
    expect(plusWorkingDays(day('2026-11-20'), 15)).toBe('2026-12-11');
    expect(isWorkingDay(day('2026-12-28'))).toBe(false);
  });
});

describe('school days', () => {
  const year: SchoolYear = {
    terms: [
      { from: day('2026-09-02'), to: day('2026-10-23') },
      { from: day('2026-11-02'), to: day('2026-12-18') },
    ],
    insetDays: [day('2026-09-02'), day('2026-12-18')],
  };

  it('are those of the school’s own terms, inset days left out', () => {
    expect(isSchoolDay(day('2026-09-02'), year)).toBe(false);
    expect(isSchoolDay(day('2026-09-03'), year)).toBe(true);
    expect(isSchoolDay(day('2026-10-27'), year)).toBe(false);
    expect(plusSchoolDays(day('2026-10-22'), 2, year)).toBe('2026-11-02');
    expect(lastDayOfTerm(day('2026-12-01'), year)).toBe('2026-12-17');
    expect(lastDayOfTerm(day('2026-10-28'), year)).toBeUndefined();
  });

  it('that are not known are never guessed', () => {
    expect(plusSchoolDays(day('2026-12-10'), 10, year)).toBeUndefined();
    expect(plusSchoolDays(day('2026-12-10'), 1, { terms: [] })).toBeUndefined();
  });
});

describe('service hours', () => {
  const office = officeHours();

  it.each([
    ['within the day', '2026-11-20T10:00:00.000Z', 4, '2026-11-20T14:00:00.000Z'],
    ['over a weekend', '2026-11-20T16:00:00.000Z', 4, '2026-11-23T12:00:00.000Z'],
    ['asked on a Saturday', '2026-11-21T10:00:00.000Z', 4, '2026-11-23T13:00:00.000Z'],
    ['over Christmas', '2026-12-24T15:00:00.000Z', 4, '2026-12-29T11:00:00.000Z'],
    ['over the night the clocks go forward', '2026-03-27T16:00:00.000Z', 2, '2026-03-30T09:00:00.000Z'],
    ['over the night the clocks go back', '2026-10-23T15:00:00.000Z', 2, '2026-10-26T10:00:00.000Z'],
  ])('%s', (_, start, hours, due) => {
    expect(afterServiceTime(at(start), hours * 3_600_000, office)).toBe(due);
  });

  it('round the clock are the clock’s, on both nights the clocks change too', () => {
    for (const night of ['2026-03-29T00:50:00.000Z', '2026-10-25T00:50:00.000Z']) {
      expect(millisOf(afterServiceTime(at(night), 900_000, ROUND_THE_CLOCK) as Instant) - millisOf(at(night))).toBe(
        900_000,
      );
    }
  });

  it('of a school without a calendar never come', () => {
    expect(afterServiceTime(at('2026-11-20T10:00:00.000Z'), 1, schoolHours({ terms: [] }))).toBeUndefined();
  });

  it('a moment after any span of service time, the service is open or just closing', () => {
    const span = fc.record({
      start: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
      hours: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(span, ({ start, hours }) => {
        const due = afterServiceTime(at(new Date(start).toISOString()), hours * 3_600_000, office);
        const justBefore = new Date(millisOf(due as Instant) - 1).toISOString();
        return isOpenAt(at(justBefore), office);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('the clocks of London', () => {
  it.each([
    ['2026-03-29', '00:30', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '09:00', '2026-03-29T08:00:00.000Z'],
    ['2026-10-25', '00:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25', '09:00', '2026-10-25T09:00:00.000Z'],
    ['2026-07-01', '09:00', '2026-07-01T08:00:00.000Z'],
  ])('show on %s at %s what they say', (on, time, instant) => {
    expect(instantAt(day(on), time)).toBe(instant);
    expect(londonDate(at(instant))).toBe(on);
  });
});
