import { catalogue, type DataOf } from '@tributary/catalogue';
import type { Recorded } from '@tributary/kernel';
import { COUNCIL, dayNo, nightAfter, noon, said } from '../held.fixture';
import { familyOf } from './families';
import { goesAt } from './period';
import { thingsOf } from './things';

const NOW = noon(400);

const concern = (day: number, item?: string) =>
  said({ type: 'education.school-concern-raised', data: { concern: { own: 'HOME' } }, day, ...(item ? { item } : {}) });
const back = (day: number, item: string, type?: string) =>
  said({ type: 'record.fact-retracted', data: { reason: 'withdrawn', ...(type ? { type } : {}) }, day, item });
const enrolled = (day: number, item = 'enrolled') =>
  said({ type: 'education.pupil-enrolled', data: { startDate: dayNo(day) }, day, item });
const left = (day: number, item = 'left') =>
  said({ type: 'education.pupil-left', data: { date: dayNo(day) }, day, item });
const plan = (day: number, more: Partial<DataOf<'social-care.need-plan-started'>> = {}, item = `plan ${day}`) =>
  said({
    ...{ type: 'social-care.need-plan-started', agency: COUNCIL, day, item },
    data: { startDate: dayNo(day), ...more },
  });
const planEnded = (day: number, more: Partial<DataOf<'social-care.need-plan-ended'>> = {}) =>
  said({
    ...{ type: 'social-care.need-plan-ended', agency: COUNCIL, day, item: `end ${day}` },
    data: { endDate: dayNo(day), ...more },
  });
const closed = (day: number, episode?: string) =>
  said({
    ...{ type: 'social-care.case-closed', agency: COUNCIL, day },
    data: { date: dayNo(day), ...(episode ? { episode } : {}) },
  });
const referred = (day: number, more: Partial<DataOf<'social-care.referral-received'>> = {}) =>
  said({
    ...{ type: 'social-care.referral-received', agency: COUNCIL, day, item: `referral ${day}` },
    data: { date: dayNo(day), ...more },
  });
const worker = (day: number, endDate?: number) =>
  said({
    ...{ type: 'social-care.worker-changed', agency: COUNCIL, day, item: `worker ${day}` },
    data: { worker: 'SW-1', startDate: dayNo(day), ...(endDate === undefined ? {} : { endDate: dayNo(endDate) }) },
  });
const practice = (day: number, on = day) =>
  said({
    type: 'health.practice-changed',
    data: { date: dayNo(on), registered: true },
    day,
    on,
    item: `practice ${day}`,
  });
const mother = (day: number) =>
  said({
    ...{ type: 'record.relationship-stated', day, item: 'around/mother' },
    data: { person: 'p', card: 'c', relationship: 'mother', responsibility: 'yes' },
  });
const flag = (day: number, own: string) =>
  said({ type: 'health.flag-raised', data: { date: dayNo(day), flag: { own } }, day, item: `flag ${own}` });
const unflag = (day: number, own: string) =>
  said({ type: 'health.flag-ended', data: { date: dayNo(day), flag: { own } }, day, item: `unflag ${own}` });

type Case = readonly [words: string, record: readonly Recorded[], sizes: readonly (readonly [number, number | null])[]];

/** How many statements each thing holds, and from which noon its period runs; null: it stands. */
const CASES: readonly Case[] = [
  ['a moment runs from when it was recorded', [concern(3)], [[1, 3]]],
  ['two moments are two things', [concern(3, 'a'), concern(5, 'b')], [[1, 3], [1, 5]]], // prettier-ignore
  ['what was corrected goes with its correction', [concern(3, 'a'), concern(9, 'a')], [[2, 9]]],
  ['what was taken back goes with its retraction', [concern(3, 'a'), back(12, 'a')], [[2, 12]]],
  ['a retraction of what is gone goes alone', [back(12, 'a')], [[1, 12]]],
  ['a pupil on the roll stands', [enrolled(1)], [[1, null]]],
  ['a pupil who left goes with the leaving', [enrolled(1), left(50)], [[2, 50]]],
  ['whom a pupil’s record names stands while the pupil is on the roll', [enrolled(1), mother(2)], [[2, null]]],
  ['and goes when they left', [enrolled(1), mother(2), left(50)], [[3, 50]]],
  ['whom another record names goes by when it was last said', [mother(2), mother(30)], [[2, 30]]],
  [
    'a pupil who came back stands, and the time before with it',
    [enrolled(1), left(50), enrolled(80, 'e2')],
    [[3, null]],
  ],
  ['a leaving alone is over', [left(50)], [[1, 50]]],
  ['an enrolment that was taken back is over', [enrolled(1), back(30, 'enrolled')], [[2, 30]]],
  ['an end that was taken back is none', [enrolled(1), left(50), back(60, 'left')], [[3, null]]],
  ['an end before the beginning is none', [left(1), enrolled(5)], [[2, null]]],
  ['a plan that is named ends by its name', [plan(1, { plan: 'A' }), planEnded(9, { plan: 'A' })], [[2, 9]]],
  ['another plan’s end ends it not', [plan(1, { plan: 'A' }), planEnded(9, { plan: 'B' })], [[2, null]]],
  ['one end of two plans that nobody names ends neither', [plan(1), plan(2), planEnded(9)], [[3, null]]],
  ['as many ends as beginnings end all', [plan(1), planEnded(9), plan(20), planEnded(30)], [[4, 30]]],
  ['a plan ends with its case', [plan(1, { plan: 'A', episode: 'E' }), closed(40, 'E')], [[2, 40]]],
  ['and not with another', [plan(1, { plan: 'A', episode: 'E' }), closed(40, 'F')], [[2, null]]],
  ['a referral stands until its case is closed', [referred(1, { episode: 'E' })], [[1, null]]],
  ['one that was closed as it came never stood', [referred(1, { noFurtherAction: true })], [[1, 1]]],
  ['an allocation stands until its last day', [worker(1, 500)], [[1, null]]],
  ['each practice is replaced by the next', [practice(1), practice(30)], [[1, 30], [1, null]]], // prettier-ignore
  ['and by none that was before it', [practice(1), practice(30, 0)], [[1, null], [1, 30]]], // prettier-ignore
  ['a flag is taken off by its name', [flag(1, 'a'), flag(2, 'b'), unflag(9, 'a')], [[3, null]]],
  ['and all of them with the last', [flag(1, 'a'), flag(2, 'b'), unflag(9, 'a'), unflag(12, 'b')], [[4, 12]]],
];

describe('what goes together, and from when its period runs', () => {
  it.each(CASES)('%s', (_, record, expected) => {
    const things = thingsOf(record, NOW).map(({ said: all, runsFrom }) => [all.length, runsFrom]);
    expect(things).toEqual(expected.map(([size, from]) => [size, from === null ? null : noon(from)]));
  });

  it('a last day that has passed, from its end', () => {
    expect(thingsOf([worker(1, 60)], NOW)[0]?.runsFrom?.slice(0, 10)).toBe(dayNo(60));
  });

  it('no end may go before what it ends: each type that ends or belongs to another is of its family', () => {
    for (const { type, lasts } of catalogue) {
      if (typeof lasts !== 'object') continue;
      const related = 'with' in lasts ? [lasts.with] : lasts.until.filter((one) => one !== type);
      expect(related.map(familyOf)).toEqual(related.map(() => familyOf(type)));
    }
  });
});

describe('the holding period', () => {
  it('ends at the London midnight after that many whole days', () => {
    expect(goesAt(noon(0), 90)).toBe(nightAfter(90));
    expect(goesAt(noon(0), 1)).toBe(nightAfter(1));
  });

  it.each([
    ['2025-09-01T12:00:00.000Z', '2027-08-31T23:00:00.000Z'],
    ['2026-03-01T12:00:00.000Z', '2027-08-31T23:00:00.000Z'],
    ['2026-08-31T12:00:00.000Z', '2027-08-31T23:00:00.000Z'],
    ['2026-08-31T23:30:00.000Z', '2028-08-31T23:00:00.000Z'],
  ] as const)('of a school year ends with the next one: %s', (from, to) => {
    expect(goesAt(from as never, 'school-year')).toBe(to);
  });
});
